"""A database with three towns."""

import pytest_asyncio

from foundation.database import Sessions
from tests.support.importing import add_towns


@pytest_asyncio.fixture
async def base(sessions: Sessions) -> Sessions:
    await add_towns(sessions)
    return sessions
