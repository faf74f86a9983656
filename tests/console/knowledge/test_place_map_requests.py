"""The map of a service's form in a browser: what it asks whom, with streets and without, and when that fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.console.conftest import OpenPage
from tests.console.knowledge.conftest import draft
from tests.support.console import RunningConsole
from tests.support.place_map import WAIT, add_pair, in_sight
from tests.support.screens import DESK, PHONE, assert_good
from tests.support.tiles import Tiles, tile_server


@pytest.fixture
def path(records: RunningConsole) -> str:
    """A service of this test's own in Rho, and another one at another place there."""
    return add_pair(records)


@pytest.fixture
def streets(console_home: Path, records: RunningConsole) -> Iterator[tuple[RunningConsole, Tiles]]:
    """The same records in a console with a street map on another host."""
    with tile_server() as tiles:
        running = RunningConsole(console_home, map_tiles=tiles.template)
        running.start()
        yield running, tiles
        running.stop()


def test_nothing_is_fetched_before_the_map_is_in_sight_and_nothing_from_outside(
    opened: OpenPage, records: RunningConsole, path: str
) -> None:
    page, asked = opened("anna", "/console/knowledge", PHONE), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(records.url + path)
    page.wait_for_load_state("networkidle")
    assert any("place-map.js" in url for url in asked)
    assert not [url for url in asked if "leaflet" in url or "surroundings" in url]
    in_sight(page)
    page.locator(".leaflet-control-zoom-out").click()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "leaflet" in url]
    assert [url for url in asked if not url.startswith((records.url, "data:"))] == []
    expect(page.locator("#place-map")).to_contain_text("Nessuna mappa stradale è configurata")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_streets_come_from_the_configured_host_alone(
    opened: OpenPage, records: RunningConsole, streets: tuple[RunningConsole, Tiles], path: str, width: int
) -> None:
    running, tiles = streets
    page = opened("anna", "/console/knowledge", width)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(running.url + path)
    in_sight(page)
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=WAIT)
    assert page.locator(".leaflet-tile-loaded").first.evaluate("tile => tile.naturalWidth") == 1
    foreign = [request.url for request in asked if not request.url.startswith((running.url, records.url, "data:"))]
    assert foreign
    assert [url for url in foreign if not url.startswith(f"{tiles.origin}/")] == []
    assert tiles.asked
    # The house's address, never the page's.
    assert {referer for _, referer in tiles.asked} == {f"{running.url}/"}
    expect(page.locator(".leaflet-control-attribution")).to_have_text("© OpenStreetMap")
    assert_good(page)
    with tile_server() as other:
        blocked = page.evaluate(
            """address => new Promise(resolve => {
              document.addEventListener("securitypolicyviolation", event => resolve(event.effectiveDirective));
              new Image().src = address;
            })""",
            f"{other.origin}/1/1/1.png",
        )
        assert blocked == "img-src"
        assert other.asked == []


def test_when_the_street_map_is_away_the_points_stay(
    opened: OpenPage, streets: tuple[RunningConsole, Tiles], path: str
) -> None:
    running, tiles = streets
    page = opened("anna", "/console/knowledge")
    page.route(f"{tiles.origin}/**", lambda route: route.abort())
    page.goto(running.url + path)
    in_sight(page)
    expect(page.locator("#place-map-tiles-failed")).to_contain_text("non risponde", timeout=WAIT)
    expect(page.locator(".place-marker")).to_be_visible()


def test_when_the_map_cannot_be_loaded_the_fields_remain(opened: OpenPage, records: RunningConsole, path: str) -> None:
    page = opened("anna", "/console/knowledge")
    page.route("**/assets/leaflet.js*", lambda route: route.abort())
    page.goto(records.url + path)
    page.locator("#place-map").scroll_into_view_if_needed()
    expect(page.locator("#place-map-state")).to_contain_text("non si è caricata", timeout=WAIT)
    expect(page.locator("#place-canvas")).to_be_hidden()
    page.locator("#latitude").fill("45.5")
    assert_good(page)


def test_without_scripts_the_fields_set_the_place(opened: OpenPage, records: RunningConsole, path: str) -> None:
    page = opened("anna", path, PHONE, scripts=False)
    expect(page.locator("#place-map")).to_be_hidden()
    page.locator("#latitude").fill("45,54")
    page.locator("button[value=save]").click()
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    assert held.content["location"]["latitude"] == 45.54
