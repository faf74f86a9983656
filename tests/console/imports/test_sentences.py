"""Reasons, notes and failures of an import in the language of who reads them."""

import json
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from accounts.models import Role
from tests.console.imports.conftest import choose, finished, give
from tests.support.console import RunningConsole
from tests.support.importing import school, write_csv

ROWS = "Ente;Comune;Lat;Sito\nAlfa;Atlantide;;nessuno\nBeta;Rho;nord;\n;Milano;;\nDelta;Rho;;;\n"
FIELDS = ("name", "municipality", "latitude", "website")


@pytest.fixture(scope="module")
def readers(console: RunningConsole) -> None:
    """A reader of English beside those of Italian."""
    console.add("emma@example.org", Role.EDITOR, language="en", name="Emma")


@pytest.fixture
def emma(console: RunningConsole, readers: None) -> Iterator[httpx.Client]:
    """An editor who reads English, signed in."""
    with closing(console.signed_in("emma@example.org")) as client:
        yield client


def main(page: httpx.Response) -> str:
    """What the page says, without its frame (whose button for the other language names it in that one)."""
    text = page.text.partition("<main")[2].partition("</main>")[0]
    assert text
    return text


def test_reasons_and_notes_of_a_table(anna: httpx.Client, emma: httpx.Client) -> None:
    plan = choose(anna, give(anna, ROWS.encode()), *FIELDS)
    italian, english = main(plan), main(emma.get(plan.url.path))
    for column, ours, theirs in (
        ("Lat", "«nord» non è un numero.", "“nord” is not a number."),
        ("Ente", "Manca: è un dato che serve. Scrivilo nel file.", "It is missing."),
    ):
        assert f"<strong><bdi>{column}</bdi></strong><br>{ours}" in italian
        assert f"<strong><bdi>{column}</bdi></strong><br>{theirs}" in english
    note = "In «Comune» c’è un Comune che non si conosce, o un nome che hanno più Comuni: aggiungi la provincia"
    assert f">{note} (volte: 1; la prima alla riga 2)</p>" in italian
    assert "In «Sito» non c’è un indirizzo" in italian
    assert "Comune is no municipality of the knowledge base" in english
    assert "lang=" not in italian + english


def test_a_row_that_cannot_be_shown_among_the_columns(anna: httpx.Client, emma: httpx.Client) -> None:
    page = give(anna, b'Ente;Note\nAlfa;"x\nBeta;y\n')
    assert "La riga 2 non si può leggere: Ci sono virgolette aperte e mai chiuse: chiudile o toglile." in page.text
    assert "A quotation mark is not closed." in emma.get(page.url.path).text


def test_a_failure(anna: httpx.Client, emma: httpx.Client) -> None:
    page = give(anna, b"Ente;Ente\nAlfa;Beta\n", name="due ‹b› 'nomi'.csv")
    assert "In due ‹b› &#39;nomi&#39;.csv due colonne si chiamano «Ente»: cambia il nome a una." in main(page)
    assert "due ‹b› &#39;nomi&#39;.csv has two columns named “Ente”." in main(emma.get(page.url.path))
    assert "lang=" not in main(page)


def test_a_failure_that_is_not_of_the_file(anna: httpx.Client, console: RunningConsole) -> None:
    page = give(anna, b"Ente;Ente\nAlfa;Beta\n")
    folder = console.settings.home / "imports" / page.url.path.rpartition("/")[2]
    (folder / "said").write_text("progress preparing 0\nMemoryError: <b>\n", encoding="utf-8")
    (folder / "failed").write_text("MemoryError: <b>", encoding="utf-8")
    said = main(anna.get(page.url.path))
    assert "Qualcosa non ha funzionato sul server" in said
    assert '<span lang="en">MemoryError: &lt;b&gt;</span>' in said


def test_fields_are_called_as_among_the_columns(anna: httpx.Client, emma: httpx.Client) -> None:
    first = choose(anna, give(anna, b"Ente;Costi;Tel\nSportello Campi;gratis;02 1\n"), "name", "fees", "phone")
    anna.post(f"{first.url.path}/carry-out")
    assert "Importato" in finished(anna, first.url.path).text
    second = choose(anna, give(anna, b"Ente;Costi;Tel\nSportello Campi;10 euro;02 1\n"), "name", "fees", "phone")
    assert "Costi: <del>gratis</del> <ins>10 euro</ins>" in main(second)
    assert "Fees: <del>gratis</del>" in main(emma.get(second.url.path))
    long = choose(anna, give(anna, b"Ente;Costi;Tel\nSportello;;" + b"1" * 300 + b"\n"), "name", "fees", "phone")
    assert "<bdi>Tel</bdi></strong><br>Ha 300 caratteri" in main(long)


def test_what_is_missing_and_not_marked(anna: httpx.Client, emma: httpx.Client) -> None:
    whole = "Ente;Via\nSpariti A;1\nSpariti B;2\n"
    first = choose(anna, give(anna, whole.encode(), name="c.csv"), "name", "address")
    anna.post(f"{first.url.path}/carry-out")
    finished(anna, first.url.path)
    half = choose(anna, give(anna, b"Ente;Via\nSpariti A;1\nSpariti B;2;3\n"), "name", "address")
    assert "le righe che non si leggono sono 1" in main(half)
    assert "the rows that cannot be read are 1" in main(emma.get(half.url.path))


def test_a_plan_of_an_earlier_release_still_shows(anna: httpx.Client, console: RunningConsole) -> None:
    plan = choose(anna, give(anna, ROWS.encode()), *FIELDS)
    path = console.settings.home / "imports" / plan.url.path.rpartition("/")[2] / "planned"
    held = json.loads(path.read_text(encoding="utf-8"))
    del held["said"]
    held["lines"] = [{name: value for name, value in line.items() if name != "said"} for line in held["lines"]]
    path.write_text(json.dumps(held), encoding="utf-8")
    assert '<span lang="en">“nord” is not a number.</span>' in main(anna.get(plan.url.path))


def test_registers_and_packages(anna: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = [school(), school(REGIONE="PIEMONTE"), school(CODICESCUOLA="")]
    path = write_csv(tmp_path_factory.mktemp("schools") / "s.csv", rows)
    page = main(give(anna, path.read_bytes(), "schools", "s.csv"))
    assert "Le scuole fuori dalla Lombardia si saltano (volte: 1; la prima alla riga 3)" in page
    assert "<bdi>CODICESCUOLA</bdi></strong><br>Manca" in page
    service = {"id": "a", "name": "A", "organization_id": "b", "status": "aperto", "alert": "x"}
    page = main(give(anna, json.dumps([service]).encode(), "hsds", "h.json"))
    assert "«aperto» non è uno stato che si conosce" in page
    assert "«service.alert» qui non ha un posto" in page
