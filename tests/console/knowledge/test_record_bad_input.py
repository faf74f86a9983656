"""Hostile and enormous values: shown as text, kept, or refused with a sentence; never a page that breaks."""

import csv
import io
import json
from uuid import uuid4

import httpx
import pytest

from tests.console.knowledge.conftest import draft, serve, served
from tests.support.console import RunningConsole
from tests.support.records import PATH, a_service, form, form_of, plain

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def path(records: RunningConsole) -> str:
    """A service of this test's own."""
    identifier = str(uuid4())
    records.database(lambda sessions: serve(sessions, identifier, a_service(name=f"Servizio {identifier}")))
    return f"/console/knowledge/services/{identifier}"


def test_what_looks_like_code_is_text_everywhere(records: RunningConsole, anna: httpx.Client, path: str) -> None:
    fields = form(anna, path)
    hostile = {name: SCRIPT for name in fields if name not in ("seen", "organization_id", "topics", "languages")}
    sent = anna.post(path, data=fields | hostile | {"act": "publish", "topics": [SCRIPT], "languages": [SCRIPT]})
    assert sent.status_code == 422
    for page in (sent, anna.get(f"{path}/preview"), anna.get(f"{path}/history?from=served&to=draft")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert anna.post(path, data=fields | {"name": "Altro"}).text.count("<script>alert") == 0
    assert SCRIPT in plain(anna.get(f"{path}/history?from=served&to=draft"))


def test_control_characters_and_overrides_are_taken_out(records: RunningConsole, anna: httpx.Client, path: str) -> None:
    anna.post(path, data=form(anna, path) | {"name": "Uf\x00fi\u202ecio\u0007", "description": "a\r\nb\ud7ff"})
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    assert (held.content["name"], held.content["description"][:3]) == ("Ufficio", "a\nb")


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "x" * 70_000},
        {"latitude": "1e999", "longitude": "-1e999"},
        {"minimum_age": "9" * 400},
        {"cost-0-amount": "1" * 300},
        {"seen": "9" * 40},
        {"seen": "-1"},
        {"kept": ["{", "[]", '{"freq": 1}', json.dumps({"byday": "XX" * 900})]},
        {"languages": ["x" * 200, "it"]},
        {"areas": "\n".join(f"paese {number}" for number in range(2_500))},
        {"phone-0-number": "+" * 300},
        {"act": "x" * 3_000},
    ],
)
def test_enormous_and_contradictory_values_are_refused_with_a_sentence(
    records: RunningConsole, anna: httpx.Client, path: str, changes: dict[str, str | list[str]]
) -> None:
    before = served(records, path.rpartition("/")[2])
    sent = anna.post(path, data=form(anna, path) | {"name": "Con valori strani", "act": "publish"} | changes)
    assert sent.status_code in (303, 409, 413, 422)
    if sent.status_code != 303:
        assert served(records, path.rpartition("/")[2]) == before
    assert anna.get(path).status_code == 200


def test_thousands_of_fields(anna: httpx.Client, path: str) -> None:
    rows = {f"phone-{number}-number": "1" for number in range(4_500)}
    assert anna.post(path, data=form(anna, path) | rows).status_code in (400, 413, 422)


@pytest.mark.parametrize("mine", ["", "{", "[]", "{}", json.dumps(a_service(phones="x")), json.dumps({"name": 1})])
def test_a_merge_of_anything_else_is_refused(anna: httpx.Client, path: str, mine: str) -> None:
    anna.post(path, data=form(anna, path) | {"name": "Bozza"})
    assert anna.post(f"{path}/merge", data={"mine": mine, "seen": "1"}).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/console/knowledge?page=0",
        "/console/knowledge?page=99999999999999999999",
        "/console/knowledge?q=" + "x" * 400,
        "/console/knowledge/services/" + "x" * 60,
        "/console/knowledge/guides/x",
        "/console/knowledge/services/%00",
        PATH + "/history?from=9999999999999",
    ],
)
def test_addresses_that_mean_nothing(anna: httpx.Client, address: str) -> None:
    page = anna.get(address)
    assert page.status_code in (404, 422)
    assert "<h1" in page.text


@pytest.mark.parametrize(
    "query",
    ["q='; DROP TABLE services; --", "q=%25_\\", "q=%00", "q=\"a OR b*", "town=Atlantis", "km=-5&town=Rho",
     "kind=x'&topic=nothing&state=gone&sort=salary", "page=99999", "area=everything", "q=معلومات", "q=帮助"],
)  # fmt: skip
def test_strange_searches_find_nothing_and_break_nothing(anna: httpx.Client, query: str) -> None:
    assert anna.get(f"/console/knowledge?{query}").status_code == 200
    assert anna.get(f"/console/knowledge/export.csv?{query}").status_code == 200


def test_a_spreadsheet_calculates_nothing(records: RunningConsole, anna: httpx.Client) -> None:
    identifier = str(uuid4())
    records.database(lambda sessions: serve(sessions, identifier, a_service(name="=HYPERLINK(1)")))
    table = anna.get("/console/knowledge/export.csv")
    assert table.headers["content-type"].startswith("text/csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff")))}
    assert rows[identifier]["name"] == "'=HYPERLINK(1)"
    assert rows[identifier]["town"] == "Rho"


def test_a_service_of_no_organization_and_a_forged_one(records: RunningConsole, anna: httpx.Client) -> None:
    new = f"/console/knowledge/services/{uuid4()}"
    assert anna.get(new).status_code == 404
    assert anna.post(new, data={"name": "x"}).status_code == 404
    fields = form(anna, f"{new}?new=nothing") | {"name": "Senza ente", "act": "publish"}
    sent = anna.post(new, data=fields)
    assert (sent.status_code, "Pubblica prima l’ente" in plain(sent)) == (422, True)
    assert form_of(sent, new)["name"] == "Senza ente"
