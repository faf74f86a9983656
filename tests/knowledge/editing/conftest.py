"""What the tests of services share: an editor on either database, with all that ships in it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from foundation.database import create_engine, create_sessions
from foundation.settings import Settings
from knowledge.editing import Editing
from knowledge.kinds import KINDS
from knowledge.loading import load_content


@pytest_asyncio.fixture
async def editing(each_database: Settings, filled_database: Path) -> AsyncIterator[Editing]:
    """The editor of records on SQLite, and on PostgreSQL as the tests before left it."""
    if not each_database.database_url:
        shutil.copy(filled_database, each_database.home / "approdo.db")
    engine = create_engine(each_database)
    sessions = create_sessions(engine)
    await load_content(sessions)
    yield Editing(sessions, KINDS)
    await engine.dispose()
