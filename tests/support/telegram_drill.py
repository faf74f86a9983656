"""People write in Telegram while the connector is killed again and again: what is lost, doubled, in doubt."""

import random
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass

from tests.support.bot_api import BotApi
from tests.support.house import RunningHouse
from tests.support.telegram_user import TelegramUser

Written = dict[int, list[int]]


@dataclass(frozen=True)
class Figures:
    """What came of a drill. `unconfirmed` are calls that were made again though they may have arrived."""

    messages: int
    kills: int
    lost: int
    answered_twice: int
    out_of_order: int
    unconfirmed: int
    seconds: float


def _rows(house: RunningHouse, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(house.home / "approdo.db", timeout=30)) as connection:
        return list(connection.execute(query))


def _write(people: list[TelegramUser], numbers: range, written: Written, pause: float, chance: random.Random) -> None:
    """Let people write, one after the other."""
    for number in numbers:
        person = people[number % len(people)]
        written[person.chat_id].append(person.writes(f"grazie {number}"))
        time.sleep(chance.uniform(0, 2 * pause))


def _answered(house: RunningHouse, chats: int, messages: int) -> bool:
    """Whether every message is stored and answered, and nothing waits to be sent."""
    stored = _rows(house, "SELECT count(*) FROM messages WHERE author = 'person' AND state = 'answered'")[0][0]
    waits = _rows(
        house,
        "SELECT count(*) FROM telegram_chats JOIN conversations ON conversations.id = conversation_id "
        "WHERE sent_position < last_position",
    )[0][0]
    known = _rows(house, "SELECT count(*) FROM telegram_chats")[0][0]
    return (stored, waits, known) == (messages, 0, chats)


def drill(
    house: RunningHouse,
    api: BotApi,
    people: int,
    messages: int,
    kills: int,
    pause: float,
    patience: float,
    seed: int = 7,
) -> Figures:
    """Run it in a house whose database knows no other chat; fails when it does not come to an end in `patience`."""
    chance, began = random.Random(seed), time.monotonic()
    users = [TelegramUser(api, "it") for _ in range(people)]
    written: Written = {person.chat_id: [] for person in users}
    for kill in range(kills):
        # Each kill falls into the writing of its share of the messages; some are written while nobody is there.
        numbers = range(messages * kill // kills, messages * (kill + 1) // kills)
        writer = threading.Thread(target=_write, args=(users, numbers, written, pause, random.Random(seed + kill)))
        writer.start()
        time.sleep(chance.uniform(0.1, 2 * pause * len(numbers)))
        house.kill("approdo web")
        writer.join()
        house.wait_until_ready()
    until = time.monotonic() + patience
    while not _answered(house, people, messages):
        assert time.monotonic() < until, figures(house, users, written, kills, time.monotonic() - began)
        time.sleep(0.5)
    return figures(house, users, written, kills, time.monotonic() - began)


def figures(house: RunningHouse, users: list[TelegramUser], written: Written, kills: int, seconds: float) -> Figures:
    """What stands in the chats, held against what was written and what the house has noted."""
    sent = _rows(
        house,
        "SELECT telegram_chats.chat_id, deliveries.answers, deliveries.message_id, deliveries.position, "
        "deliveries.doubtful FROM telegram_deliveries AS deliveries JOIN telegram_chats ON key = chat_key "
        "WHERE state = 'sent' ORDER BY deliveries.position, deliveries.piece",
    )
    lost = twice = disorder = 0
    for user in users:
        mine = [row for row in sent if row[0] == user.chat_id]
        seen = [row["message_id"] for row in user.received()]
        answers = Counter(str(row[1]) for row in mine if row[2] in seen)
        wanted = [f"tg:{number}" for number in written.get(user.chat_id, [])]
        lost += sum(answers[name] == 0 for name in wanted)
        twice += sum(count - 1 for count in answers.values()) + len(set(seen) - {row[2] for row in mine})
        order = [row[2] for row in mine if row[1] in wanted]
        disorder += order != sorted(order)  # type: ignore[type-var]
    unconfirmed = sum(bool(row[4]) for row in sent)
    total = sum(len(rows) for rows in written.values())
    return Figures(total, kills, lost, twice, disorder, unconfirmed, round(seconds, 1))
