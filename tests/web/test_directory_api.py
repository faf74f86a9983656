"""The directory for everybody, over HTTP: HSDS's form, paging, filters, errors, caches, limits, downloads."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.web.directory.pace import Pace
from foundation.topics import topics
from knowledge.exporting.vocabulary import KINDS, TOPICS, Vocabulary
from tests.support.console import RunningConsole
from tests.support.directory import running_directory
from tests.support.exporting import DESK, FORMULA, HIDDEN, IDLE, OWNER, PLACE
from tests.support.hsds_schema import faults

RHO_HERE = {"latitude": 45.53, "longitude": 9.04}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, empty_database: Path, test_home: Path) -> Iterator[RunningConsole]:
    with running_directory(tmp_path_factory.mktemp("directory"), empty_database, test_home) as running:
        yield running


@pytest.fixture
def client(app: RunningConsole) -> Iterator[httpx.Client]:
    with app.client() as client:
        yield client


def page(client: httpx.Client, path: str, **parameters: object) -> dict[str, Any]:
    response = client.get(f"/api/hsds/{path}", params=parameters)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [row["id"] for row in found["contents"]]


def test_the_root_says_what_this_is(client: httpx.Client, app: RunningConsole) -> None:
    found = client.get("/api/hsds/").json()
    assert found["version"] == "3.1"
    assert client.get(found["profile"]).json()["uri"] == found["profile"]
    assert "/api/hsds/services" in client.get(found["openapi_url"]).json()["paths"]
    assert client.get("/api/hsds", follow_redirects=True).json() == found


def test_pages_hold_every_active_service_once(client: httpx.Client) -> None:
    first = page(client, "services", per_page=20)
    assert first["first_page"]
    assert not first["last_page"]
    assert first["total_pages"] > 3
    seen = [
        one
        for number in range(first["total_pages"])
        for one in ids(page(client, "services", per_page=20, page=number + 1))
    ]
    assert len(seen) == len(set(seen)) == first["total_items"]
    assert DESK in seen
    assert HIDDEN not in seen
    beyond = page(client, "services", page=1000)
    assert beyond["empty"]
    assert beyond["last_page"]
    assert beyond["contents"] == []


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
def test_everything_is_valid(client: httpx.Client, path: str) -> None:
    found = page(client, path, per_page=100)
    assert found["contents"]
    assert faults("page", found) == []
    assert [fault for row in found["contents"] for fault in faults(path, row)] == []


def test_who_checked_a_record_is_not_told(client: httpx.Client) -> None:
    text = client.get(f"/api/hsds/services/{DESK}").text
    assert json.loads(text)["assured_date"] == "2026-11-02"
    assert "anna@comune.example" not in text
    assert "anna@comune.example" not in client.get("/api/open-data/services.json").text


def test_one_record(client: httpx.Client) -> None:
    found = client.get(f"/api/hsds/services/{DESK}").json()
    assert found in page(client, "services", organization_id=OWNER)["contents"]
    assert client.get(f"/api/hsds/services/{HIDDEN}").json()["status"] == "inactive"
    assert client.get(f"/api/hsds/organizations/{OWNER}").json() == found["organization"]
    term = found["attributes"][0]["taxonomy_term"]
    assert client.get(f"/api/hsds/taxonomy_terms/{term['id']}").json()["code"] == term["code"]
    detail = term["taxonomy_detail"]
    assert client.get(f"/api/hsds/taxonomies/{detail['id']}").json() == detail


def test_filters(client: httpx.Client) -> None:
    vocabulary = Vocabulary({})
    term = vocabulary.term(TOPICS, "legal_help")["id"]
    assert DESK in ids(page(client, "services", taxonomy_term_id=term))
    assert ids(page(client, "services", taxonomy_term_id=term)) == ids(
        page(client, "services", taxonomy_term_id="legal_help")
    )
    kind = vocabulary.term(KINDS, "municipality")["id"]
    assert DESK in ids(page(client, "services", taxonomy_term_id=kind))
    assert OWNER in ids(page(client, "organizations", taxonomy_term_id=kind))
    assert page(client, "services", taxonomy_term_id="nothing")["empty"]
    assert page(client, "organizations", taxonomy_term_id=term)["empty"]
    assert ids(page(client, "services", organization_id=OWNER)) == [DESK]
    assert set(ids(page(client, "services", organization_id=OWNER, status="any"))) == {DESK, HIDDEN}
    assert ids(page(client, "services", organization_id=OWNER, status="inactive")) == [HIDDEN]
    assert IDLE in ids(page(client, "organizations", search="senza SERVIZI"))


def test_changes_since(client: httpx.Client) -> None:
    everything = page(client, "services", per_page=100)["contents"]
    last = max(datetime.fromisoformat(row["last_modified"]) for row in everything)
    assert not page(client, "services", modified_after=(last - timedelta(hours=1)).isoformat())["empty"]
    assert page(client, "services", modified_after=(last + timedelta(hours=1)).isoformat())["empty"]
    # Without a zone it is UTC.
    assert page(client, "services", modified_after=f"{last + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}")["empty"]


def test_around_a_position_the_nearest_come_first(client: httpx.Client) -> None:
    found = page(client, "services", proximity=20_000, **RHO_HERE)
    assert found["total_items"] > 3
    assert ids(found)[0] == DESK
    assert ids(page(client, "services", proximity=500, **RHO_HERE)) == [DESK]
    assert found["total_items"] < page(client, "services", proximity=60_000, **RHO_HERE)["total_items"]
    (link,) = page(client, "service_at_locations", proximity=500, **RHO_HERE)["contents"]
    assert (link["location"]["id"], link["service"]["id"]) == (PLACE, DESK)


def test_a_search(client: httpx.Client) -> None:
    assert DESK in ids(page(client, "services", search="sportello stranieri", per_page=100))
    assert page(client, "services", search="sportello stranieri", organization_id=IDLE)["empty"]
    assert page(client, "services", search="qwertyuiop")["empty"]


def test_topics_carry_their_translations(client: httpx.Client) -> None:
    terms = page(client, "taxonomy_terms", per_page=100)
    assert terms["total_items"] > len([topic for topic in topics().values() if topic.has_guide])
    (found,) = [row for row in terms["contents"] if row["code"] == "italian_course"]
    by_language = {row["language"]: row for row in found["translations"]}
    assert by_language["it"]["translation"] == "original"
    assert by_language["it"]["name"] == found["name"]
    assert by_language["uk"]["translation"] == "unreviewed"
    detail = found["taxonomy_detail"]["id"]
    assert page(client, "taxonomy_terms", taxonomy_id=detail)["total_items"] < terms["total_items"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("services/nothing", 404, "not_found"),
        ("organizations/nothing", 404, "not_found"),
        ("taxonomies/nothing", 404, "not_found"),
        ("taxonomy_terms/nothing", 404, "not_found"),
        ("services?page=0", 422, "invalid_input"),
        ("services?per_page=101", 422, "invalid_input"),
        ("services?modified_after=yesterday", 422, "invalid_input"),
        ("services?latitude=45", 422, "invalid_input"),
        ("services?latitude=nan&longitude=9&proximity=5", 422, "invalid_input"),
        ("services?latitude=45&longitude=9&proximity=inf", 422, "invalid_input"),
        ("services?status=draft", 422, "invalid_input"),
        ("services?page=99999999999999999999", 422, "invalid_input"),
    ],
)
def test_errors_have_the_houses_shape(client: httpx.Client, path: str, status: int, code: str) -> None:
    response = client.get(f"/api/hsds/{path}")
    assert response.status_code == status
    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["message"]


def test_nobody_writes(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        response = client.request(method, f"/api/hsds/services/{DESK}")
        assert response.status_code == 405
        assert response.json()["error"]["code"] == "method_not_allowed"


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    for path in ("/api/hsds/services", "/api/open-data/services.atom", "/api/open-data/catalog.jsonld"):
        first = client.get(path, headers={"Origin": "https://portal.example"})
        assert first.headers["access-control-allow-origin"] == "*"
        assert first.headers["cache-control"] == "public, max-age=60"
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_downloads_hold_the_active_services(client: httpx.Client) -> None:
    active = page(client, "services")["total_items"]
    whole = client.get("/api/open-data/services.json")
    assert whole.headers["content-disposition"] == 'attachment; filename="services.json"'
    assert len(whole.json()) == active
    table = list(
        csv.reader(io.StringIO(client.get("/api/open-data/services.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert len(table) == active + 1
    assert f"'{FORMULA}" in [cell for row in table for cell in row]
    places = client.get("/api/open-data/services.geojson").json()
    assert places["features"]


def test_limits_of_its_own(app: RunningConsole, client: httpx.Client) -> None:
    before = app.app.state.directory_pace
    app.app.state.directory_pace = Pace(switched_on=True)
    try:
        answers = [client.get("/api/hsds/") for _ in range(121)]
        downloads = [client.get("/api/open-data/services.geojson") for _ in range(13)]
    finally:
        app.app.state.directory_pace = before
    for listed in (answers, downloads):
        assert {response.status_code for response in listed[:-1]} == {200}
        assert listed[-1].status_code == 429
        assert listed[-1].json()["error"]["code"] == "too_many_requests"
