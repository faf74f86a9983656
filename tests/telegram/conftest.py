"""What the connector's tests share: a Bot API server of their own, and a house that is connected to it (no Rasa)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from approdo.training import train_language_model
from foundation.settings import Settings
from tests.support.bot_api import TOKEN, BotApi
from tests.support.console import RunningConsole, furnished_home
from tests.support.house import RunningHouse, free_port


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A Bot API server of this file's own."""
    server = BotApi()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def connected_home(tmp_path_factory: pytest.TempPathFactory, empty_database: Path, test_home: Path) -> Path:
    """A home folder for a connected house."""
    train_language_model(Settings(home=test_home))
    return furnished_home(tmp_path_factory.mktemp("telegram"), empty_database, test_home / "models")


@pytest.fixture(scope="module")
def connected(connected_home: Path, api: BotApi) -> Iterator[RunningConsole]:
    """The web app with the connector, on a database of this file's own; without Rasa it answers by plain search."""
    running = RunningConsole(connected_home, telegram_token=TOKEN, telegram_api_url=api.url)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def whole(test_home: Path) -> Iterator[tuple[RunningHouse, BotApi]]:
    """The whole house, Rasa too, started as `make run` starts it, with a Bot API server beside it."""
    home = test_home / "telegram"
    home.mkdir(exist_ok=True)
    (test_home / "models").mkdir(exist_ok=True)
    if not (home / "models").exists():
        # The models of all tests: they are trained once.
        (home / "models").symlink_to(test_home / "models", target_is_directory=True)
    server = BotApi(strict_pace=True)
    server.start()
    house = RunningHouse(home, free_port(), APPRODO_TELEGRAM_TOKEN=TOKEN, APPRODO_TELEGRAM_API_URL=server.url)
    house.start()
    yield house, server
    house.stop()
    server.stop()
