"""The webhook: only Telegram gets in, 200 means stored, the same update any number of times is one."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, text

from connectors.telegram.models import TelegramUpdate
from connectors.telegram.webhook import PATH
from foundation.catalogue import message
from foundation.database import Sessions
from tests.support.bot_api import TOKEN, BotApi
from tests.support.console import RunningConsole
from tests.support.telegram_house import said_by_her
from tests.support.telegram_user import TelegramUser

SECRET = "a-secret_of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture(scope="module")
def hooked(connected_home: Path, api: BotApi) -> Iterator[RunningConsole]:
    """A house that Telegram calls."""
    known = {"telegram_webhook_url": "https://approdo.example", "telegram_webhook_secret": SECRET}
    running = RunningConsole(connected_home, telegram_token=TOKEN, telegram_api_url=api.url, **known)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def telegram(hooked: RunningConsole) -> Iterator[httpx.Client]:
    """Telegram, who knows the secret."""
    with hooked.client(**{HEADER: SECRET}) as client:
        yield client


def stored(house: RunningConsole) -> int:
    async def work(sessions: Sessions) -> int:
        async with sessions() as session:
            return (await session.scalar(select(func.count()).select_from(TelegramUpdate))) or 0

    return house.database(work)


def test_the_webhook_is_set_and_nobody_polls(api: BotApi, hooked: RunningConsole) -> None:
    TelegramUser(api).waits(lambda: api.webhook.get("url") == f"https://approdo.example{PATH}")
    assert api.webhook["secret_token"] == SECRET
    assert "my_chat_member" in api.webhook["allowed_updates"]
    assert not api.made("getUpdates")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "y" * 200])
def test_nobody_else_gets_in(hooked: RunningConsole, api: BotApi, secret: str | None) -> None:
    before = stored(hooked)
    update = {"update_id": random.randrange(10**9), "message": TelegramUser(api).message(text="ciao")}
    with hooked.client(**({HEADER: secret} if secret is not None else {})) as client:
        assert client.post(PATH, json=update).status_code == 401
        assert client.get(PATH).status_code == 405
    assert stored(hooked) == before


def test_what_is_no_update_is_refused(telegram: httpx.Client) -> None:
    assert telegram.post(PATH, content=b"{").status_code == 422
    assert telegram.post(PATH, json=[1]).status_code == 422
    assert telegram.post(PATH, json={"update_id": "seven"}).status_code == 200
    assert telegram.post(PATH, content=b"x" * 100_000).status_code == 413


async def test_each_update_is_taken_once_however_often_and_disorderly_it_comes(
    api: BotApi, hooked: RunningConsole
) -> None:
    people = [TelegramUser(api) for _ in range(10)]
    updates = [
        {"update_id": 5000 + number, "message": people[number % 10].message(text=f"/lingua {number}")}
        for number in range(40)
    ]
    deliveries = [update for update in updates for _ in range(random.randrange(1, 5))]
    random.shuffle(deliveries)
    limits = httpx.Limits(max_connections=20)
    async with httpx.AsyncClient(base_url=hooked.url, headers={HEADER: SECRET}, limits=limits, timeout=60) as client:
        answers = await asyncio.gather(*(client.post(PATH, json=update) for update in deliveries))
    assert {answer.status_code for answer in answers} == {200}
    for person in people:
        assert len(said_by_her(hooked, person)) == 4
    for person in people:
        person.sees_more(4)
        assert len(person.received()) == 4


def test_it_answers_503_while_it_cannot_store_and_takes_it_later(
    api: BotApi, hooked: RunningConsole, telegram: httpx.Client
) -> None:
    def rename(old: str, new: str) -> None:
        async def work(sessions: Sessions) -> None:
            async with sessions.begin() as session:
                await session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

        hooked.database(work)

    person = TelegramUser(api)
    update = {"update_id": 9001, "message": person.message(text="/lingua")}
    rename("telegram_updates", "gone")
    try:
        refused = telegram.post(PATH, json=update)
        assert refused.status_code == 503
        assert "error" in refused.json()
    finally:
        rename("gone", "telegram_updates")
    assert telegram.post(PATH, json=update).status_code == 200
    person.sees(message("language.ask", "it"))


def test_a_house_without_telegram_has_no_webhook_and_works(connected_home: Path, tmp_path: Path) -> None:
    running = RunningConsole(connected_home, telegram_token="")
    running.start()
    try:
        with running.client() as client:
            assert client.post(PATH, json={}).status_code == 404
            assert client.get("/health/live").status_code == 200
    finally:
        running.stop()
