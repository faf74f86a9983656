"""What tests share: a database of their own, and one running house."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.sync_api import Browser, expect, sync_playwright

from approdo.setup import migrate
from approdo.training import train_language_model
from conversations.language import LanguageIdentifier
from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import PROJECT, Settings
from knowledge.loading import load_content
from tests.support.house import RunningHouse, free_port
from tests.support.postgresql import postgresql


@pytest.fixture(scope="session")
def test_home() -> Path:
    """A home folder for tests that outlives the session: models are trained once, not at every run."""
    home = PROJECT / "var" / "test"
    home.mkdir(parents=True, exist_ok=True)
    return home


@pytest.fixture(scope="session")
def house(test_home: Path) -> Iterator[RunningHouse]:
    """The whole house, started as `make run` starts it, on ports of its own with an empty database."""
    running = RunningHouse(test_home, free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> str:
    """The address of the running house; APPRODO_TEST_SITE names one that runs already."""
    given = os.environ.get("APPRODO_TEST_SITE")
    if given:
        return given
    house: RunningHouse = request.getfixturevalue("house")
    return house.url


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: the tables as operators get them."""
    settings = Settings(home=tmp_path_factory.mktemp("empty"))
    migrate(settings)
    return settings.home / "approdo.db"


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A SQLite file with the knowledge base that ships, to copy."""
    home = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_database, home / "approdo.db")

    async def fill() -> None:
        engine = create_engine(Settings(home=home))
        await load_content(create_sessions(engine))
        await engine.dispose()

    # In a thread: a browser of another file may have an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(fill())).result()
    return home / "approdo.db"


@pytest_asyncio.fixture
async def sessions(tmp_path: Path, empty_database: Path) -> AsyncIterator[Sessions]:
    """An empty database of this test's own (SQLite, as it ships)."""
    shutil.copy(empty_database, tmp_path / "approdo.db")
    engine = create_engine(Settings(home=tmp_path))
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
def identifier(test_home: Path) -> LanguageIdentifier:
    """The language identifier, trained as the house trains it."""
    settings = Settings(home=test_home)
    train_language_model(settings)
    return LanguageIdentifier.load(settings.language_model)


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    """Settings that name a migrated PostgreSQL database."""
    with tempfile.TemporaryDirectory(prefix="approdo-pg-") as folder, postgresql(Path(folder)) as url:
        found = Settings(home=Path(folder), database_url=url)
        migrate(found)
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a migrated database: an empty SQLite file, and PostgreSQL as the tests before left it."""
    if request.param == "postgresql":
        given: Settings = request.getfixturevalue("server")
        return given
    shutil.copy(request.getfixturevalue("empty_database"), tmp_path / "approdo.db")
    return Settings(home=tmp_path)


# One browser a file: while Playwright's own event loop lives, the tests that need asyncio cannot run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    # Playwright's own five seconds are short on two cores that also serve, understand and train.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
