"""A house of the tour's own, with accounts made as the README says, and a browser for each editor."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.settings import PROJECT
from tests.support.console import PASSWORD
from tests.support.house import RunningHouse, free_port

Opened = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def toured(test_home: Path) -> Iterator[RunningHouse]:
    """The whole house with an empty database, an editor and a coordinator; its models are those of all tests."""
    home = test_home / "tour"
    home.mkdir(exist_ok=True)
    (test_home / "models").mkdir(exist_ok=True)
    if not (home / "models").exists():
        (home / "models").symlink_to(test_home / "models", target_is_directory=True)
    house = RunningHouse(home, free_port())
    house.start()
    for name, role in (("anna", "editor"), ("carla", "admin")):
        command = [sys.executable, "-m", "approdo", "user", "add", f"{name}@example.org", "--role", role]
        given = [*command, "--name", name.title(), "--password-stdin"]
        subprocess.run(given, cwd=PROJECT, env=house.environment, input=PASSWORD.encode(), check=True)
    yield house
    house.stop()


@pytest.fixture
def opened(browser: Browser, toured: RunningHouse) -> Iterator[Opened]:
    """Opens a page of the console as `anna` or `carla`, signed in through the form; scripts' errors fail the test."""
    contexts, complaints = [], []

    def open_page(who: str, path: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="it-IT")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{toured.url}/console/sign-in")
        page.locator("#email").fill(f"{who}@example.org")
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        expect(page.locator(".console-leave")).to_be_attached()
        page.goto(toured.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
