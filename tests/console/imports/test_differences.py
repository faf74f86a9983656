"""What a plan says of records that change and that are gone: their names, what they are, and values in words."""

import httpx
import pytest

from tests.console.imports.conftest import choose, finished

SOURCE = "differenze"
FIELDS = ("id", "name", "service", "municipality", "phone", "hours", "languages")
HEADER = "Codice;Ente;Servizio;Comune;Telefono;Orari;Lingue"
GONE = "2;Ente Due;Sportello sparito;Rho;;;"


def give(client: httpx.Client, *rows: str) -> httpx.Response:
    """Plan a table of these rows; everything is chosen as FIELDS."""
    content = "\n".join((HEADER, *rows)).encode()
    sent = client.post("/console/imports", data={"kind": "table", "source": SOURCE}, files={"file": ("d.csv", content)})
    return choose(client, finished(client, sent.headers["location"]), *FIELDS)


@pytest.fixture
def plan(anna: httpx.Client) -> str:
    """The plan of a second file: one record changed, one gone, one row refused."""
    first = give(anna, "1;Ente Uno;Sportello Uno;Rho;02 1234567;lun 9:00-12:00;it", GONE, "3;Ente Tre;Tre;Rho;;;")
    assert anna.post(f"{first.url.path}/carry-out").status_code == 303
    finished(anna, first.url.path)
    changed = "1;Ente Uno;Sportello Uno;Rho;02 7654321;lun 9:00-12:00, gio 14:00-17:00;it,ar"
    return give(anna, changed, "3;Ente Tre;Tre;Rho;;;", "4;Ente Quattro;Quattro;Rho;niente;;").text


def test_values_are_told_in_words(plan: str) -> None:
    assert "<del>02 1234567</del> <ins>02 7654321</ins>" in plan
    assert "<del>Lunedì: 09:00–12:00</del> <ins>Lunedì: 09:00–12:00\nGiovedì: 14:00–17:00</ins>" in plan
    assert "<del>italiano</del> <ins>arabo, italiano</ins>" in plan
    assert "{&#39;" not in plan


def test_what_is_gone_has_its_name_and_says_what_it_is(plan: str) -> None:
    gone = plan.partition("Non ci sono più: ")[2].partition("</details>")[0]
    assert '<bdi>Sportello sparito</bdi><br><span class="console-note">Servizio</span>' in gone
    assert '<bdi>Ente Due</bdi><br><span class="console-note">Ente</span>' in gone
    assert '<bdi>Rho</bdi><br><span class="console-note">Luogo</span>' in gone
    assert "|" not in gone
