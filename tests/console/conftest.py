"""What the console's tests share: the app over HTTP, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from approdo.training import train_language_model
from foundation.settings import Settings
from tests.support.console import RunningConsole, furnished_home


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


# One browser a file: while Playwright's own event loop lives, the tests that need asyncio cannot run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
