"""The map of a service's form in a browser: set by mouse, by keys, by typing, by where one is."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.conftest import OpenPage
from tests.console.knowledge.conftest import draft
from tests.support.console import RunningConsole
from tests.support.place_map import ARABIC, WAIT, add_pair, in_sight, point
from tests.support.records import OWNER
from tests.support.screens import DESK, PHONE, assert_good


@pytest.fixture
def path(records: RunningConsole) -> str:
    """A service of this test's own in Rho, and another one at another place there."""
    return add_pair(records)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_set_by_a_click_and_put_back(opened: OpenPage, records: RunningConsole, path: str, width: int) -> None:
    page = in_sight(opened("anna", path, width))
    expect(page.locator("#place-map-state")).to_contain_text("a 0 km dal centro di Rho", timeout=WAIT)
    assert_good(page)
    page.locator("#place-canvas").click(position={"x": 120, "y": 200})
    north, east = point(page)
    assert (north, east) != (45.53245, 9.0402)
    assert north == pytest.approx(45.53245, abs=0.05)
    assert east == pytest.approx(9.0402, abs=0.1)
    expect(page.locator("#map")).to_have_attribute("href", re.compile(f"mlat={north}&mlon={east}"))
    expect(page.locator("#place-map-state")).to_contain_text(str(north), timeout=WAIT)
    expect(page.locator("#saving")).to_contain_text("Bozza salvata", timeout=WAIT)
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    assert held.content["location"]["latitude"] == north
    page.get_by_role("button", name="Rimetti il punto di prima").click()
    assert point(page) == (45.53245, 9.0402)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_set_by_keys_alone(opened: OpenPage, path: str, width: int) -> None:
    page = in_sight(opened("anna", path, width))
    page.locator(".place-marker").focus()
    page.keyboard.press("ArrowUp")
    north, east = point(page)
    assert north > 45.53245
    assert east == pytest.approx(9.0402, abs=1e-5)
    page.keyboard.press("Shift+ArrowRight")
    small = point(page)[1] - east
    page.keyboard.press("ArrowRight")
    assert 0 < small < point(page)[1] - east - small
    expect(page.locator(".place-marker")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".place-marker")).to_be_in_viewport()
    # The map itself: arrows move it, Enter sets the point in its middle.
    before = point(page)
    page.locator("#place-canvas").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    assert point(page)[0] > before[0]
    assert_good(page)


def test_set_by_dragging(opened: OpenPage, path: str) -> None:
    page = in_sight(opened("anna", path))
    box = page.locator(".place-marker").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 22, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 102, box["y"] + 30, steps=5)
    page.mouse.up()
    north, east = point(page)
    assert north == pytest.approx(45.53245, abs=1e-3)
    assert east > 9.0402
    page.keyboard.press("ArrowDown")
    assert point(page)[0] < north


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_set_by_typing_and_warned_when_far(opened: OpenPage, path: str, width: int) -> None:
    page = in_sight(opened("anna", path, width))
    page.locator("#latitude").fill("45,9")
    expect(page.locator("#place-far")).to_have_text("Questo punto è a più di 15 km dal comune.")
    expect(page.locator("#place-map-state")).to_contain_text("40,9 km", timeout=WAIT)
    expect(page.locator(".place-marker")).to_be_in_viewport()
    assert_good(page)
    page.locator("#latitude").fill("quarantacinque")
    expect(page.locator(".place-marker")).to_have_count(0)
    expect(page.locator("#place-far")).to_be_empty()
    page.get_by_role("button", name="Usa il punto del comune").click()
    expect(page.locator("#latitude")).to_have_value("45.53245")
    expect(page.locator(".place-marker")).to_be_in_viewport()


def test_a_town_without_a_point_is_where_the_map_goes(opened: OpenPage) -> None:
    page = in_sight(opened("anna", f"/console/knowledge/services/new?organization={OWNER}"))
    expect(page.locator(".place-label", has_text="Milano")).to_be_visible()
    page.locator("#municipality").fill("Rho")
    expect(page.locator(".place-chosen")).to_have_text("Rho", timeout=WAIT)
    expect(page.locator(".place-chosen")).to_be_in_viewport()
    expect(page.locator(".place-marker")).to_have_count(0)
    expect(page.locator("#latitude")).to_have_value("")


def test_into_another_town_an_untouched_point_moves_along(opened: OpenPage, path: str) -> None:
    page = in_sight(opened("anna", path))
    expect(page.locator("#place-map-state")).to_contain_text("Rho", timeout=WAIT)
    page.locator("#municipality").fill("Arese")
    expect(page.locator("#place-map-state")).to_contain_text("a 0 km dal centro di Arese", timeout=WAIT)
    expect(page.locator("#saving")).to_contain_text("Bozza salvata", timeout=WAIT)
    page.locator("#place-canvas").click(position={"x": 300, "y": 200})
    kept = point(page)
    page.locator("#municipality").fill("Rho")
    expect(page.locator("#place-map-state")).to_contain_text("dal centro di Rho", timeout=WAIT)
    assert point(page) == kept


def test_other_places_are_named_in_their_script(opened: OpenPage, path: str) -> None:
    page = in_sight(opened("anna", path))
    page.locator("#place-map-others summary").press("Enter")
    expect(page.locator("#place-map-others li").filter(has_text="Via Meda 20")).to_contain_text(ARABIC)
    page.locator(".leaflet-overlay-pane path.leaflet-interactive").last.hover()
    expect(page.locator(".place-name")).to_be_visible()
    assert_good(page)


def test_where_i_am_is_asked_on_a_click_only(opened: OpenPage, path: str) -> None:
    page = in_sight(opened("anna", path))
    page.get_by_role("button", name="Sono qui adesso").click()
    expect(page.locator("#place-map-state")).to_have_text("Il browser non dice dove sei.", timeout=WAIT)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 45.54, "longitude": 9.05})
    page.get_by_role("button", name="Sono qui adesso").click()
    expect(page.locator("#latitude")).to_have_value("45.54")
