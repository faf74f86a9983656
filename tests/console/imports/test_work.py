"""An import at work: how far it is, cancelled, interrupted; and the list one finds it in again."""

import os
import time
from pathlib import Path

import httpx
import pytest

from console.imports.folder import PATIENCE, Import
from console.imports.keeping import KEPT
from tests.console.imports.conftest import TABLE, Web, choose, finished, give
from tests.support.console import RunningConsole


@pytest.fixture
def slow(anna: httpx.Client, web: Web) -> str:
    """The path of an import whose file is still coming."""
    web.go.clear()
    sent = anna.post("/console/imports", data={"kind": "table", "address": f"{web.url}/slow.csv"})
    path = sent.headers["location"]
    finished(anna, path, lambda text: "Scarico il file" in text)
    return path


def folder(console: RunningConsole, path: str) -> Path:
    return console.settings.home / "imports" / path.rpartition("/")[2]


def test_it_says_how_far_it_is_and_can_be_cancelled(
    anna: httpx.Client, console: RunningConsole, web: Web, slow: str
) -> None:
    page = anna.get(slow)
    assert '<strong role="status" id="far">Scarico il file: 0 MB</strong>' in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    for act in ("plan", "carry-out"):
        assert anna.post(f"{slow}/{act}").status_code == 409
    assert anna.get(f"{slow}/columns").headers["location"] == slow
    begun = time.monotonic()
    assert anna.post(f"{slow}/cancel").status_code == 303
    page = finished(anna, slow)
    assert "Annullato. Non è stato scritto niente." in page.text
    assert time.monotonic() - begun < 20
    assert not (folder(console, slow) / "unpacked").exists()
    # The same once more, when the other side answers.
    web.go.set()
    assert anna.post(f"{slow}/plan").status_code == 303
    assert "Le colonne di" in finished(anna, slow).text


def test_work_that_nobody_does_any_more_is_said_to_be_interrupted(anna: httpx.Client, console: RunningConsole) -> None:
    plan = choose(anna, give(anna, TABLE.encode()), "name", "municipality", "phone")
    path = plan.url.path
    running = folder(console, path) / "running"
    running.touch()
    assert 'id="far"' in anna.get(path).text
    # The server was killed a while ago.
    os.utime(running, (time.time() - PATIENCE - 1,) * 2)
    page = anna.get(path)
    assert "Il lavoro si è interrotto" in page.text
    assert "interrotto" in anna.get("/console/imports").text
    assert anna.post(f"{path}/cancel").status_code == 409
    assert anna.post(f"{path}/plan").status_code == 303
    assert "Non è stato scritto niente. Succederebbe" in finished(anna, path).text
    (folder(console, path) / "step").write_text("done")
    running.touch()
    os.utime(running, (time.time() - PATIENCE - 1,) * 2)
    assert "È stato scritto tutto o niente" in anna.get(path).text


def test_the_list_says_what_when_by_whom_and_how_far(anna: httpx.Client, console: RunningConsole) -> None:
    path = give(anna, TABLE.encode(), name="<b>elenco</b>.csv").url.path.removesuffix("/columns")
    bruna = console.signed_in("bruna@example.org")
    page = bruna.get("/console/imports").text
    entry = page.partition(f'href="{path}"')[2].partition("</li>")[0]
    assert "&lt;b&gt;elenco&lt;/b&gt;.csv" in entry
    assert "Anna, " in entry
    assert "colonne da scegliere" in entry
    assert bruna.get(f"{path}/columns").status_code == 200
    # A colleague may go on with it.
    assert "Non è stato scritto niente" in choose(bruna, bruna.get(f"{path}/columns"), "name", "", "").text
    bruna.close()


def test_a_file_is_forgotten_and_what_was_chosen_is_not(anna: httpx.Client, console: RunningConsole) -> None:
    path = choose(anna, give(anna, b"Ente;Altro\nAlfa;1\n"), "name", "").url.path
    kept = console.settings.home / "imports" / "mappings"
    held = len(list(kept.iterdir()))
    assert held
    for one in (folder(console, path), kept):
        os.utime(one, (time.time() - KEPT - 10,) * 2)
    give(anna, TABLE.encode())
    assert anna.get(path).status_code == 404
    assert len(list(kept.iterdir())) == held


def test_two_begin_at_once_and_one_does(tmp_path: Path) -> None:
    job = Import(tmp_path)
    job.begin("plan")
    with pytest.raises(Exception, match="under way"):
        job.begin("plan")
    assert (job.state, job.step, job.progress) == ("running", "plan", ("preparing", 0))
