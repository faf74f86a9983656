"""What the tests of the records' pages share: a console with a few records and people, by HTTP or in a browser."""

from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from accounts.models import Role
from foundation.database import Sessions
from knowledge.directory.models import Organization
from knowledge.editing import Content, Draft, Editing, Editor, Subject
from knowledge.kinds import KINDS
from knowledge.places.files import read_places
from knowledge.places.models import Municipality
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.guides import a_guide
from tests.support.records import OWNER, SERVICE, a_service

TOWNS = ("015182", "015009", "015146", "016024")


@pytest.fixture(scope="module")
def records(console: RunningConsole) -> RunningConsole:
    """The console with an organization, a service, two editors, a coordinator, a mediator."""
    for name, role, language in (
        ("anna", Role.EDITOR, "it"),
        ("bruna", Role.EDITOR, "it"),
        ("carla", Role.ADMIN, "en"),
        ("amina", Role.MEDIATOR, "it"),
    ):
        console.add(f"{name}@example.org", role, language, name=name.title())

    async def fill(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            for place in read_places():
                if place.code in TOWNS:
                    session.add(Municipality(code=place.code, cadastral_code=place.cadastral_code, name=place.name,
                                             province=place.province))  # fmt: skip
            session.add(Organization(id=OWNER, name="Comune di Rho", kind="municipality"))
        await a_guide(sessions, "immigration_desk")
        await a_guide(sessions, "tax_code")
        await serve(sessions, SERVICE, a_service())

    console.database(fill)
    return console


async def serve(sessions: Sessions, identifier: str, content: Content) -> None:
    """Publish a service as somebody nobody here is."""
    editing, subject, editor = Editing(sessions, KINDS), Subject("service", identifier), Editor("x", "Xenia")
    draft = await editing.save(subject, content, 0, editor)
    await editing.publish(subject, draft.version, editor)


def served(console: RunningConsole, identifier: str = SERVICE, kind: str = "service") -> Content | None:
    """What people get now."""
    return console.database(lambda sessions: Editing(sessions, KINDS).served(Subject(kind, identifier)))


def draft(console: RunningConsole, identifier: str = SERVICE) -> Draft | None:
    """The draft of a service."""
    return console.database(lambda sessions: Editing(sessions, KINDS).draft(Subject("service", identifier)))


@pytest.fixture
def anna(records: RunningConsole) -> Iterator[httpx.Client]:
    """An editor, signed in."""
    with closing(records.signed_in("anna@example.org")) as client:
        yield client


@pytest.fixture
def bruna(records: RunningConsole) -> Iterator[httpx.Client]:
    """Another editor, signed in."""
    with closing(records.signed_in("bruna@example.org")) as client:
        yield client


@pytest.fixture
def opened(opened: OpenPage, records: RunningConsole) -> OpenPage:
    """Opens a page as somebody, once there is something to see."""
    return opened
