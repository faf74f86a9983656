"""What the console's tests share: the app over HTTP, and a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from approdo.training import train_language_model
from foundation.settings import Settings
from tests.support.console import PASSWORD, RunningConsole, furnished_home

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def console_home(tmp_path_factory: pytest.TempPathFactory, empty_database: Path, test_home: Path) -> Path:
    """A home folder the console can be served from."""
    train_language_model(Settings(home=test_home))
    return furnished_home(tmp_path_factory.mktemp("console"), empty_database, test_home / "models")


@pytest.fixture(scope="module")
def console(console_home: Path) -> Iterator[RunningConsole]:
    """The console, served over HTTP on a database of this file's own."""
    running = RunningConsole(console_home)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def opened(browser: Browser, console: RunningConsole) -> Iterator[OpenPage]:
    """Opens a page as somebody (`anna` of example.org) in a browser of her own; errors of its scripts fail the test."""
    contexts, complaints = [], []

    def open_page(who: str, path: str, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(console.url + "/console/sign-in")
        page.locator("#email").fill(f"{who}@example.org")
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        expect(page.locator(".console-leave")).to_be_visible()
        page.goto(console.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
