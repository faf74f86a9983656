"""What the tests of the guides' pages share: a console with guides and editors, signed in by HTTP or in a browser."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role
from tests.support.console import PASSWORD, RunningConsole
from tests.support.guides import a_guide

TOPICS = ("tax_code", "identity_card", "housing", "permit_renewal", "emergency", "italian_course")
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def guided(console: RunningConsole) -> RunningConsole:
    """The console with a guide on some topics, two editors, a coordinator in either language."""
    for name, role, language in (
        ("anna", Role.EDITOR, "it"),
        ("bruna", Role.EDITOR, "it"),
        ("carla", Role.ADMIN, "it"),
        ("ellen", Role.ADMIN, "en"),
    ):
        console.add(f"{name}@example.org", role, language, name=name.title())
    for topic in TOPICS:
        console.database(lambda sessions, topic=topic: a_guide(sessions, topic))  # type: ignore[misc]
    return console


@pytest.fixture
def opened(browser: Browser, guided: RunningConsole) -> Iterator[OpenPage]:
    """Opens a page as somebody, in a browser of her own; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(who: str, path: str, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(guided.url + "/console/sign-in")
        page.locator("#email").fill(f"{who}@example.org")
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        expect(page.locator(".console-leave")).to_be_visible()
        page.goto(guided.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def anna(guided: RunningConsole) -> Iterator[httpx.Client]:
    """An editor over HTTP."""
    with guided.signed_in("anna@example.org") as client:
        yield client


@pytest.fixture
def bruna(guided: RunningConsole) -> Iterator[httpx.Client]:
    """Another one."""
    with guided.signed_in("bruna@example.org") as client:
        yield client
