"""Two connectors at once: of one house they share the work, of two houses they are told of each other."""

import shutil
from pathlib import Path

from sqlalchemy import select

from connectors.telegram.models import TelegramConnector
from foundation.catalogue import message
from foundation.database import Sessions
from foundation.settings import Settings
from tests.support.bot_api import TOKEN, BotApi
from tests.support.console import RunningConsole
from tests.support.telegram_user import TelegramUser


def connected(home: Path, api: BotApi, **settings: object) -> RunningConsole:
    running = RunningConsole(home, telegram_token=TOKEN, telegram_api_url=api.url, **settings)
    running.start()
    return running


def problem_of(house: RunningConsole) -> str | None:
    async def work(sessions: Sessions) -> str | None:
        async with sessions() as session:
            return await session.scalar(select(TelegramConnector.problem))

    return house.database(work)


def ask(api: BotApi, count: int) -> None:
    people = [TelegramUser(api) for _ in range(count)]
    for person in people:
        person.writes("/lingua")
        person.writes("/aiuto")
    for person in people:
        person.sees(message("dialogue.what_can_you_do", "it"), seconds=60)
        assert len(person.received()) == 2


def test_two_processes_of_one_house_share_one_bot(api: BotApi, connected_home: Path, server: Settings) -> None:
    houses = [connected(connected_home, api, database_url=server.database_url) for _ in range(2)]
    try:
        ask(api, 10)
        assert not [call for call in api.calls if call.status == 409]
        houses.pop(0).stop()
        ask(api, 10)
        assert len(api.made("setMyCommands")) == 7
    finally:
        for house in houses:
            house.stop()


def test_two_on_one_sqlite_file_by_mistake_answer_once(api: BotApi, connected_home: Path) -> None:
    houses = [connected(connected_home, api) for _ in range(2)]
    try:
        ask(api, 10)
    finally:
        for house in houses:
            house.stop()


def test_two_houses_with_one_token_are_told_so(api: BotApi, connected_home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(connected_home, other)
    houses = [connected(home, api) for home in (connected_home, other)]
    try:
        TelegramUser(api).waits(lambda: any(problem_of(house) == "conflict" for house in houses))
        person = TelegramUser(api)
        person.writes("/lingua")
        person.sees(message("language.ask", "it"))
    finally:
        for house in houses:
            house.stop()
