"""A real browser for the widget's tests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.widget import Widget

OpenWidget = Callable[..., Widget]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
def open_widget(browser: Browser, site: str) -> Iterator[OpenWidget]:
    """Opens the home page in a browser of a language; errors of its scripts fail the test at the end."""
    contexts, errors = [], []

    def open_page(
        path: str = "/", locale: str = "it-IT", viewport: ViewportSize = DESKTOP, opened: bool = True
    ) -> Widget:
        context = browser.new_context(locale=locale, viewport=viewport)
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        widget = Widget(page, site)
        widget.visit(path)
        if opened:
            widget.open()
        return widget

    yield open_page
    for context in contexts:
        context.close()
    assert not errors
