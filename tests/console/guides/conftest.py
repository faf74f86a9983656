"""What the tests of the guides' pages share: a console with guides and editors, signed in by HTTP or in a browser."""

from collections.abc import Iterator

import httpx
import pytest

from accounts.models import Role
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.guides import a_guide

TOPICS = ("tax_code", "identity_card", "housing", "permit_renewal", "emergency", "italian_course")


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
def opened(opened: OpenPage, guided: RunningConsole) -> OpenPage:
    """Opens a page as somebody, once there is something to see."""
    return opened


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
