"""A file from the browser: planned, carried out, refused with a sentence, never blocking the house."""

import io
import socket
import zipfile

import httpx
import pytest

from connectors.web.size import FILES
from tests.console.imports.conftest import TABLE, choose, finished, give, workbook
from tests.support.console import RunningConsole
from tests.support.importing import MUNICIPALITIES, SCHOOLS


def test_a_table_is_planned_first_and_written_once(anna: httpx.Client) -> None:
    plan = choose(anna, give(anna, TABLE.encode()), "name", "municipality", "phone")
    assert "Non è stato scritto niente" in plan.text
    assert "Sportello &lt;b&gt;Alfa&lt;/b&gt;" in plan.text
    assert "Rifiutate: 1" in plan.text
    assert "Alfa" not in anna.get("/console/knowledge?search=Alfa").text.partition("<table")[2]
    path = plan.url.path
    assert anna.post(f"{path}/carry-out").status_code == 303
    assert "Importato" in finished(anna, path).text
    for act in ("carry-out", "plan", "cancel"):
        assert anna.post(f"{path}/{act}").status_code == 409
    assert anna.get(f"{path}/columns").headers["location"] == path
    again = choose(anna, give(anna, TABLE.encode()), "name", "municipality", "phone")
    assert "Nuove:" not in again.text


def packed(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def test_what_cannot_be_read_is_refused_with_a_sentence(anna: httpx.Client) -> None:
    for content, kind, name, sentence in (
        (b"\x00\xff" * 100, "hsds", "x.json", "x.json non si legge dopo la riga 1"),
        (b"{", "osm", "x.geojson", "x.geojson finisce a metà"),
        (b"a", "schools", "a.csv", "a.csv non è un’anagrafe delle scuole"),
        (b"\x00\x01\x02;\x00\n" * 100, "table", "x.csv", "caratteri illeggibili"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 3_000_000, "table", "x.png", "è lunghissima"),
        (b"%PDF-1.7 x", "table", "x.pdf", "x.pdf non è una tabella"),
        (b"nome;nome\na;b\n", "table", "x.csv", "due colonne si chiamano «nome»"),
        (packed("xl/workbook.xml", b"0" * 300_000_000), "table", "bomb.xlsx", "è compresso più di 100 volte"),
        (packed("readme.txt", b"x"), "table", "x.zip", "non un foglio di calcolo"),
    ):
        page = give(anna, content, kind, name)
        assert 'role="alert"' in page.text, (name, page.text)
        assert sentence in page.text, (name, page.text)
        assert 'lang="en"' not in page.text.partition("<main")[2]
        assert "Traceback" not in page.text


def test_what_was_typed_stays_when_the_form_is_wrong(anna: httpx.Client) -> None:
    wish = {"kind": "osm", "source": "Comune di Rho"}
    for more, files, sentence in (
        ({}, {"file": ("x.csv", b"")}, "Il file è vuoto"),
        ({}, {"file": ("", b"")}, "Scegli un file"),
        ({"address": "https://a.example/x"}, {"file": ("x.csv", b"a")}, "Un file o un indirizzo"),
        ({"address": "ftp://a.example/x"}, {}, "Questo indirizzo non si può leggere"),
        ({"address": "http://a.example/x"}, {}, "Questo indirizzo non si può leggere"),
        ({"address": "https://me:secret@a.example/"}, {}, "Questo indirizzo non si può leggere"),
        ({"address": "https://[a"}, {}, "Questo indirizzo non si può leggere"),
        ({"address": "https://a.example:99999/"}, {}, "Questo indirizzo non si può leggere"),
    ):
        page = anna.post("/console/imports", data=wish | more, files=files or {"file": ("", b"")})
        assert page.status_code == 422
        assert sentence in page.text
        assert 'value="Comune di Rho"' in page.text
        assert '<option value="osm" selected>' in page.text
        assert more.get("address", "") in page.text
    assert anna.post("/console/imports", data=wish | {"kind": "planet"}, files={"file": ("x", b"a")}).status_code == 422
    assert anna.get("/console/imports/../../etc").status_code == 404
    assert anna.get("/console/imports/nothing").status_code == 404
    assert anna.get("/console/imports/mappings").status_code == 404


def test_a_file_that_is_too_large_is_refused_before_it_is_read(console: RunningConsole) -> None:
    address = httpx.URL(console.url)
    with socket.create_connection((address.host, address.port or 80), timeout=10) as line:
        length = FILES["/console/imports"] + 1
        line.sendall(f"POST /console/imports HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
        assert b" 413 " in line.recv(100)


def test_a_formula_is_shown_as_text(anna: httpx.Client) -> None:
    rows = [["Ente", "Note"], ["Gamma", '=HYPERLINK("https://x.example","click")']]
    columns = give(anna, workbook(rows), name="g.xlsx")
    assert "=HYPERLINK(" in columns.text
    assert "formula" in choose(anna, columns, "name", "description").text


@pytest.mark.skipif(not SCHOOLS.exists(), reason="the real files are not here")
def test_the_real_registers(anna: httpx.Client) -> None:
    plan = give(anna, SCHOOLS.read_bytes(), "schools", SCHOOLS.name)
    assert "Non è stato scritto niente" in plan.text
    assert "paritarie" in plan.text
    assert "Non è stato scritto niente" in give(anna, MUNICIPALITIES.read_bytes(), "municipalities", "i.csv").text
