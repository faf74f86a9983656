"""What every page of the console must stand, in a browser; what a page has sent."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

DESK, PHONE, NARROW = 1280, 360, 320


def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def assert_good(page: Page) -> None:
    """Nothing wider than the screen, and no violation that axe knows."""
    assert_fits(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def assert_sound(page: Page, width: int) -> None:
    """The same at any width; the narrowest has the phone's page, and only has to fit."""
    (assert_fits if width == NARROW else assert_good)(page)


def posted(request: Request) -> Any:
    """The JSON that a request carries."""
    found = request.post_data_json
    assert found is not None, request.url
    return found
