"""The pages of the provinces: read by people, by search engines, on a phone, from right to left."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from connectors.web.directory.cards import hours
from connectors.web.directory.provinces import PROVINCES
from knowledge.places.files import CAPITALS
from tests.support.console import RunningConsole
from tests.support.directory import running_directory
from tests.support.exporting import DESK, HIDDEN

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, empty_database: Path, test_home: Path) -> Iterator[RunningConsole]:
    with running_directory(tmp_path_factory.mktemp("pages"), empty_database, test_home) as running:
        yield running


@pytest.fixture
def client(app: RunningConsole) -> Iterator[httpx.Client]:
    with app.client() as client:
        yield client


def page_of(client: httpx.Client, service: str) -> str:
    """The page of Milan's province that shows the service."""
    pages = (client.get("/servizi/mi", params={"page": number}).text for number in range(1, 10))
    return next(html for html in pages if service in html)


def test_every_province_has_a_page() -> None:
    assert PROVINCES.keys() == CAPITALS.keys()


def test_every_active_service_is_on_a_page(client: httpx.Client) -> None:
    start = client.get("/servizi").text
    paths = re.findall(r'href="/servizi/(\w+)\?', start)
    assert set(paths) == {code.lower() for code in PROVINCES} | {"regione"}
    seen = set()
    for path in paths:
        shown = int(re.search(r"Servizi: (\d+)", client.get(f"/servizi/{path}").text)[1])  # type: ignore[index]
        found: set[str] = set()
        for page in range(1, shown // 50 + 2):
            found |= set(
                re.findall(r'id="([0-9a-f-]{36})"', client.get(f"/servizi/{path}", params={"page": page}).text)
            )
        assert len(found) == shown
        seen |= found
    total = client.get("/api/hsds/services").json()["total_items"]
    assert len(seen) == total > 100
    assert DESK in seen
    assert HIDDEN not in seen


def test_what_a_record_holds_is_text_and_never_markup(client: httpx.Client) -> None:
    html = page_of(client, DESK)
    assert "Sportello “stranieri”, “é” e &lt;b&gt;" in html
    assert "&lt;/script&gt;" in html
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)
    (graph,) = [json.loads(text) for text in scripts if "schema.org" in text]
    (desk,) = [thing for thing in graph["@graph"] if thing["@id"] == f"urn:uuid:{DESK}"]
    assert desk["description"].endswith("</script>\n@tutti")


def test_nothing_is_shown_as_checked_that_nobody_checked(client: httpx.Client) -> None:
    html = page_of(client, DESK)
    assert html.count("Controllato il 2 novembre 2026.") == 1
    assert "Nessuno ha ancora controllato questi dati." in html
    assert "anna@comune.example" not in html


@pytest.mark.parametrize("path", ["/servizi/xx", "/servizi/mi?page=0", "/servizi/mi?page=x"])
def test_what_does_not_exist(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (404, 422)
    assert response.json()["error"]["message"]


def test_a_page_beyond_the_last_is_empty(client: httpx.Client) -> None:
    assert "Qui non c'è ancora nessun servizio." in client.get("/servizi/mi?page=100000").text.replace("&#39;", "'")


def test_hours_are_read_from_left_in_arabic_too() -> None:
    morning = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:30", "closed": False}
    assert hours([morning], "it") == ["lunedì: \u206609:00–12:30\u2069"]
    assert hours([morning], "ar")[0].endswith("\u206609:00–12:30\u2069")
    monthly = morning | {"freq": "MONTHLY", "byday": "1MO"}
    assert hours([monthly], "it")[0].startswith("In alcuni periodi")


@pytest.mark.parametrize(("width", "language"), [(360, "it"), (1280, "it"), (360, "ar")])
def test_pages_are_accessible(app: RunningConsole, browser: Browser, width: int, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="it-IT")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/servizi", "/servizi/mi", "/servizi/regione"):
        page.goto(f"{app.url}{path}?language={language}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        found = Axe().run(page, options=RULES)
        assert found.response["violations"] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert said == []
