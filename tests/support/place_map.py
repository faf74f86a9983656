"""The map of a service's form for the tests of it in a browser."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.console.knowledge.conftest import serve
from tests.support.console import RunningConsole
from tests.support.records import a_service

ARABIC = "مكتب المهاجرين"
# Milliseconds.
WAIT = 15_000


def add_pair(records: RunningConsole) -> str:
    """A service in Rho with an Arabic name, its path; and another one of that name at another place there."""
    own, other = str(uuid4()), str(uuid4())
    there = {"municipality_code": "015182", "address_1": "Via Meda 20", "latitude": 45.5361, "longitude": 9.0472}
    records.database(lambda sessions: serve(sessions, other, a_service(name=ARABIC, location=there)))
    records.database(lambda sessions: serve(sessions, own, a_service(name=f"{ARABIC} {own[:4]}")))
    return f"/console/knowledge/services/{own}"


def in_sight(page: Page) -> Page:
    """The page with its map scrolled to and drawn."""
    page.locator("#place-canvas").scroll_into_view_if_needed()
    expect(page.locator(".place-label").first).to_be_visible(timeout=WAIT)
    return page


def point(page: Page) -> tuple[float, float]:
    """Latitude and longitude as the fields have them."""
    return float(page.locator("#latitude").input_value()), float(page.locator("#longitude").input_value())
