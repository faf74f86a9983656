"""The parts that need no house: cutting, links, hashes, groups, pace."""

import asyncio
import stat
import time
from pathlib import Path

import pytest
from telegram import Update

from connectors.telegram.alone import HomeLock
from connectors.telegram.deep_links import Beginning, link, payload, read_payload
from connectors.telegram.doubts import BEYOND, MOST, candidates
from connectors.telegram.identity import chat_key, telegram_key
from connectors.telegram.incoming import Me, heard
from connectors.telegram.pace import Pace
from connectors.telegram.splitting import packed, split, units
from foundation.topics import topics
from knowledge.places.gazetteer import Gazetteer

ME = Me(4242, "approdo_test_bot")
FAMILY, FLAG, MARKED = "👨‍👩‍👧‍👦", "🇺🇦", "क्षि"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize("limit", [20, 33, 50, 4000])
def test_nothing_is_lost_and_no_sign_is_cut(limit: int) -> None:
    text = f"{FAMILY * 9}{FLAG * 9}{MARKED * 9}👍🏽" + "parola " * 40 + "\n\n" + "ش" * 90
    pieces = split(text, limit)
    assert len(pieces) > 1 or limit == 4000
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for piece in pieces:
        assert piece[0] not in "\u200d\ufe0f\u094d\u093f🏽"
        assert sum("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in piece) % 2 == 0
        assert not piece.endswith("\u200d")


def test_paragraphs_stay_whole_where_they_can() -> None:
    text = "\n\n".join("x" * 30 for _ in range(6))
    assert split(text, 70) == ["x" * 30 + "\n\n" + "x" * 30] * 3
    assert split("   ") == []
    assert list(packed([("a", 60), ("b", 30), ("c", 5)], 100)) == ["a\n\nb", "c"]


def test_a_link_carries_town_language_and_topic(gazetteer: Gazetteer) -> None:
    for beginning in (
        Beginning("015182", "uk", "permit_renewal"),
        Beginning(language="ar"),
        Beginning(topic="tax_code"),
    ):
        carried = payload(beginning)
        assert len(carried) <= 64
        assert read_payload(carried, gazetteer) == beginning
        assert link("approdo_bot", beginning) == f"https://t.me/approdo_bot?start={carried}"
    assert link("approdo_bot", Beginning()) == "https://t.me/approdo_bot"
    assert all(len(payload(Beginning("015182", "uk", topic))) <= 64 for topic in topics())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "999999-uk-",
        "015182-xx-",
        "--greet",
        "015182-uk-nothing",
        "015182-uk",
        "a-b-c-d",
        "--" + "a" * 80,
        "--\n",
    ],
)
def test_a_link_with_anything_else_says_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert read_payload(text, gazetteer) is None


def test_a_person_is_a_keyed_hash(tmp_path: Path) -> None:
    secret = telegram_key(tmp_path)
    assert secret == telegram_key(tmp_path)
    assert len(secret) == 32
    assert stat.S_IMODE((tmp_path / "telegram.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["telegram.key"]
    one = chat_key(secret, 1, 2, 2)
    assert one == chat_key(secret, 1, 2, 2)
    assert len({one, chat_key(secret, 1, 3, 3), chat_key(secret, 2, 2, 2), chat_key(b"other", 1, 2, 2)}) == 4


async def test_one_process_at_a_time_has_a_home(tmp_path: Path) -> None:
    first, second = HomeLock(tmp_path), HomeLock(tmp_path)
    await first.acquire()
    await first.acquire()
    waiting = asyncio.create_task(second.acquire())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    first.release()
    await waiting
    second.release()


async def test_the_pace_is_kept_in_a_chat_and_overall() -> None:
    pace, began = Pace(overall=0.02, private=0.1, group=0.3), time.monotonic()
    for chat in range(5):
        await pace.message(chat, private=True)
    assert 0.07 < time.monotonic() - began < 0.3
    again = time.monotonic()
    await pace.message(4, private=True)
    await pace.message(4, private=False)
    await pace.message(4, private=True)
    assert time.monotonic() - again > 0.45


def test_a_message_in_doubt_is_looked_for_above_what_was_known() -> None:
    assert list(candidates(100, 103)) == list(range(101, 104 + BEYOND))
    assert len(candidates(100, 5000)) == MOST


def update(**content: object) -> Update:
    chat = content.pop("chat", {"id": 7, "type": "private"})
    who = {"id": 7, "is_bot": False, "first_name": "A", "language_code": "uk"}
    message = {"message_id": 5, "date": 1, "chat": chat, "from": who, **content}
    return Update.de_json({"update_id": 1, "edited_message" if "edit_date" in content else "message": message}, None)


def test_what_was_said_is_read() -> None:
    said = heard(update(text="/start@approdo_test_bot 015182-uk-"), ME)
    assert said
    assert said.command == ("start", "015182-uk-")
    assert (said.external_id, said.language) == ("tg:5", "uk")
    edited = heard(update(text="ciao", edit_date=99), ME)
    assert edited
    assert edited.external_id == "tg:5:e99"
    own = heard(update(contact={"phone_number": "393331234567", "first_name": "A", "user_id": 7}), ME)
    assert own
    assert own.text == "+393331234567"
    other = heard(update(contact={"phone_number": "393331234567", "first_name": "B", "user_id": 8}), ME)
    assert other
    assert other.media
    captioned = heard(
        update(photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}], caption="che cos'è?"), ME
    )
    assert captioned
    assert (captioned.text, captioned.media is not None) == ("che cos'è?", True)


def test_a_live_location_is_not_a_new_question_each_time() -> None:
    assert heard(update(location={"latitude": 45.0, "longitude": 9.0}), ME)
    assert heard(update(location={"latitude": 45.0, "longitude": 9.0}, edit_date=99), ME) is None
