"""What the tests of freshness share: a console with all that ships, an editor, a mediator, a coordinator."""

import pytest
from sqlalchemy import select

from accounts.models import Role
from foundation.database import Sessions
from knowledge.directory.models import Service
from knowledge.loading import load_content
from tests.support.console import RunningConsole


@pytest.fixture(scope="module")
def console(console: RunningConsole) -> RunningConsole:
    """The console with all that ships and its people."""
    console.database(load_content)
    console.add("anna@example.org", Role.EDITOR, name="Anna")
    console.add("mia@example.org", Role.MEDIATOR, name="Mia")
    console.add("ellen@example.org", Role.ADMIN, "en", name="Ellen")
    return console


def a_service(console: RunningConsole, number: int = 0) -> str:
    """The id of a service, another one for each number."""

    async def find(sessions: Sessions) -> str:
        async with sessions() as session:
            return list(await session.scalars(select(Service.id).order_by(Service.id)))[number]

    return console.database(find)
