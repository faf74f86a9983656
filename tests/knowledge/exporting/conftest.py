"""A database with what ships, and some records with everything a record can hold."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from knowledge.loading import load_content
from tests.support.exporting import full_records


@asynccontextmanager
async def opened(home: Path) -> AsyncIterator[Sessions]:
    engine = create_engine(Settings(home=home))
    yield create_sessions(engine)
    await engine.dispose()


@pytest_asyncio.fixture(scope="session")
async def shipped(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A home folder whose database holds what ships."""
    home = tmp_path_factory.mktemp("shipped")
    shutil.copy(empty_database, home / "approdo.db")
    async with opened(home) as sessions:
        await load_content(sessions)
    return home


@pytest.fixture
def copy(tmp_path: Path, shipped: Path) -> Path:
    """A copy of it for one test."""
    home = tmp_path / "home"
    shutil.copytree(shipped, home)
    return home


@pytest_asyncio.fixture
async def held(copy: Path) -> AsyncIterator[Sessions]:
    """What ships, and the full records."""
    async with opened(copy) as sessions:
        await full_records(sessions)
        yield sessions
