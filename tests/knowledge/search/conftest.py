"""The shipped content, indexed, on both databases."""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a migrated database of this module's own."""
    if request.param == "postgresql":
        given: Settings = request.getfixturevalue("server")
        return given
    home = tmp_path_factory.mktemp("loaded")
    shutil.copy(request.getfixturevalue("empty_database"), home / "approdo.db")
    return Settings(home=home)


@pytest_asyncio.fixture(scope="module")
async def loaded(database: Settings) -> AsyncIterator[Sessions]:
    """What ships, indexed as it is loaded."""
    engine = create_engine(database)
    sessions = create_sessions(engine)
    await load_content(sessions)
    yield sessions
    await engine.dispose()
