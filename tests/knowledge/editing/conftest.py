"""What the tests of services share: an editor on either database, with all that ships in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import pytest_asyncio

from foundation.database import create_engine, create_sessions
from foundation.settings import Settings
from knowledge.editing import Editing
from knowledge.kinds import KINDS
from knowledge.loading import load_content


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A SQLite file with all that ships, to copy."""
    home = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_database, home / "approdo.db")

    async def fill() -> None:
        engine = create_engine(Settings(home=home))
        await load_content(create_sessions(engine))
        await engine.dispose()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(fill())).result()
    return home / "approdo.db"


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
