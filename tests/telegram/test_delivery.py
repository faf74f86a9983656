"""What was stored reaches Telegram: in order, at its pace, through errors, once."""

import sqlite3
import time
from contextlib import closing
from itertools import pairwise

import pytest

from foundation.catalogue import message
from foundation.database import Sessions
from knowledge.directory.models import Location, Organization, Service
from tests.support.bot_api import BotApi, Fault
from tests.support.console import RunningConsole
from tests.support.telegram_house import chat_of, deliveries, said_by_her, says
from tests.support.telegram_user import TelegramUser, buttons


@pytest.fixture
def user(api: BotApi, connected: RunningConsole) -> TelegramUser:
    """Somebody the bot has greeted."""
    person = TelegramUser(api)
    person.writes("/lingua")
    person.sees(message("language.ask", "it"))
    return person


def test_text_is_escaped_and_shown_without_previews(api: BotApi, connected: RunningConsole, user: TelegramUser) -> None:
    says(connected, user, "1 < 2 & <b>not bold</b> https://example.org/?a=1&b=2 «ok»")
    user.sees("1 < 2 & <b>not bold</b> https://example.org/?a=1&b=2 «ok»")
    assert all(call.parameters["link_preview_options"]["is_disabled"] for call in api.made("sendMessage"))


def test_long_answers_come_in_pieces_in_order_and_no_faster_than_telegram_takes_them(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    paragraphs = [f"{number}. " + "مرحبا 👨‍👩‍👧‍👦🏽 " * 60 for number in range(12)]
    choice = {"title": "Sì", "value": "topic:tax_code"}
    says(connected, user, "\n\n".join(paragraphs), choices=[choice])
    user.waits(lambda: "11. " in user.received()[-1]["text"])
    pieces = user.received()[1:]
    assert len(pieces) > 2
    assert " ".join("\n".join(row["text"] for row in pieces).split()) == " ".join("\n".join(paragraphs).split())
    assert [bool(row["markup"]) for row in pieces] == [False] * (len(pieces) - 1) + [True]
    mine = [call.at for call in api.made("sendMessage") if int(call.parameters["chat_id"]) == user.chat_id]
    assert min(later - earlier for earlier, later in pairwise(mine)) > 0.9


def test_an_answer_shows_its_places_and_sources(connected: RunningConsole, user: TelegramUser) -> None:
    entry = {
        "id": "nowhere", "name": "Sportello <Uno>", "kind": "desk", "service": "Ascolto", "municipality": "Rho",
        "address": "Via Roma 1", "phone": "+39 02 1234567", "languages": ["it"], "open_now": False,
        "next_opening": "2026-12-01T09:00:00+01:00", "distance_km": 1.5, "source": {},
    }  # fmt: skip
    source = {"title": "Legge & decreto", "url": "https://example.org/?a=1&b=2"}
    answer = {"topic": "tax_code", "sources": [source], "entries": [entry]}
    says(connected, user, "Codice fiscale\n\nServe a tutti.", answer=answer)
    shown = user.sees("Sportello <Uno>")
    assert "<b>Codice fiscale</b>" in shown["html"]
    assert '<a href="https://example.org/?a=1&amp;b=2">Legge &amp; decreto</a>' in shown["html"]
    for part in (
        "Via Roma 1, Rho · a 1,5 km",
        "+39 02 1234567",
        message("widget.closed_now", "it"),
        "martedì 1 dicembre",
    ):
        assert part in shown["text"], part


def test_a_place_with_an_address_comes_with_its_map_and_one_without_does_not(
    connected: RunningConsole, user: TelegramUser
) -> None:
    async def fill(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            organization = Organization(id="o", name="CPIA", kind="school")
            for name, address in (("with", "Via Roma 1"), ("without", None)):
                place = Location(id=name, latitude=45.53, longitude=9.04, address_1=address)
                organization.services.append(Service(id=name, name="Corso", locations=[place]))
            session.add(organization)

    connected.database(fill)
    known = {"name": "CPIA", "service": "Corso", "municipality": "Rho"}
    entries = [{"id": "with", "address": "Via Roma 1", **known}, {"id": "without", "address": None, **known}]
    says(connected, user, "Vicino a Rho:", answer={"topic": "italian_course", "sources": [], "entries": entries})
    shown = user.waits(lambda: next((row for row in user.received() if "venue" in row), None))
    assert shown["venue"]["title"] == "CPIA"
    assert shown["venue"]["address"] == "Via Roma 1, Rho"
    assert shown["venue"]["location"] == {"latitude": 45.53, "longitude": 9.04}
    user.waits(lambda: all(row.state == "sent" for row in deliveries(connected, user)))
    assert sum("venue" in row for row in user.received()) == 1


def test_a_mediators_message_carries_the_name(connected: RunningConsole, user: TelegramUser) -> None:
    name = {"mediator": {"name": "Anna <3"}, "translation": "machine"}
    says(connected, user, "Ci penso io.", author="mediator", **name)
    shown = user.sees("Ci penso io.")
    assert shown["html"].startswith("👤 <b>Anna &lt;3</b>")
    assert message("note.machine", "it") in shown["text"]


def test_retry_after_is_obeyed_and_nobody_else_waits_for_it(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    other = TelegramUser(api)
    other.writes("/lingua")
    other.sees_more(1)
    api.fail("sendMessage", Fault(429, "Too Many Requests: retry after 3", retry_after=3, chat=user.chat_id))
    began = time.monotonic()
    says(connected, user, "eins", "zwei")
    says(connected, other, "drei")
    other.sees("drei")
    assert time.monotonic() - began < 3
    user.sees("zwei")
    assert time.monotonic() - began > 3
    assert [row["text"] for row in user.received()[1:]] == ["eins", "zwei"]
    assert not any(row.doubtful for row in deliveries(connected, user))


@pytest.mark.parametrize("fault", [Fault(500), Fault(502, "Bad Gateway"), Fault(cut="before"), Fault(cut="after")])
def test_a_broken_call_is_made_again_and_what_had_arrived_is_found(
    api: BotApi, connected: RunningConsole, user: TelegramUser, fault: Fault
) -> None:
    api.fail("sendMessage", fault)
    says(connected, user, "only once", "and then this")
    user.sees("and then this")
    texts = [row["text"] for row in user.received()]
    assert texts.count("only once") == 1
    assert texts.index("only once") < texts.index("and then this")
    user.waits(lambda: all(row.state == "sent" for row in deliveries(connected, user)))


def test_a_keyboard_in_doubt_is_sent_again_and_the_doubt_is_kept(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    api.fail("sendMessage", Fault(cut="after"))
    choice = {"title": "Manda", "value": "place:share"}
    says(connected, user, "where are you", choices=[choice])
    user.waits(lambda: [row["text"] for row in user.received()].count("where are you") == 2)
    user.waits(lambda: deliveries(connected, user)[-1].state == "sent")
    assert deliveries(connected, user)[-1].doubtful


def test_what_telegram_never_takes_is_kept_for_the_coordinators_and_the_rest_goes_on(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    api.fail("sendMessage", Fault(400, "Bad Request: something strange"))
    says(connected, user, "never", "after it")
    user.sees("after it")
    failed = [row for row in deliveries(connected, user) if row.state == "failed"]
    assert [row.cause for row in failed] == ["Something strange"]


def test_who_has_blocked_the_bot_is_left_in_peace_and_may_come_back(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    api.blocked.add(user.chat_id)
    says(connected, user, "while blocked")
    user.waits(lambda: (row := chat_of(connected, user)) and row.wanted_until is not None)
    tries = len(api.calls)
    time.sleep(2.5)
    assert not [call for call in api.calls[tries:] if str(call.parameters.get("chat_id")) == str(user.chat_id)]
    api.blocked.discard(user.chat_id)
    user.blocks("member")
    user.sees("while blocked")
    user.blocks()
    user.waits(lambda: (row := chat_of(connected, user)) and row.wanted_until is not None)


def test_an_update_delivered_again_changes_nothing(api: BotApi, connected: RunningConsole, user: TelegramUser) -> None:
    before, again = len(said_by_her(connected, user)), user.message(text="/persona")
    number = api.push({"message": again})
    user.sees_more(2)
    # The same update once more, and the same message as another update.
    with api.lock:
        api.updates.append({"update_id": number, "message": again})
    api.push({"message": again})
    user.writes("/aiuto")
    user.sees(message("dialogue.what_can_you_do", "it"))
    assert len(said_by_her(connected, user)) == before + 2
    assert len(user.received()) == 3


def test_an_update_that_cannot_be_read_holds_up_nobody(api: BotApi, user: TelegramUser) -> None:
    api.push({"message": {"message_id": "no number", "chat": 7}})
    api.push({"unknown_kind": {}})
    user.writes("/aiuto")
    user.sees(message("dialogue.what_can_you_do", "it"))


def test_an_edited_question_is_answered_in_place(api: BotApi, connected: RunningConsole, user: TelegramUser) -> None:
    question = user.writes("Come si fa la tessera sanitaria?")
    first = user.sees(message("assistant.down", "it"))
    count = len(user.received())
    user.edits(question, "Come si fa il codice fiscale?")

    def is_edited() -> bool:
        row = deliveries(connected, user)[-1]
        return ":e" in (row.answers or "") and row.state == "sent"

    user.waits(is_edited)
    assert str(said_by_her(connected, user)[-1].external_id).startswith(f"tg:{question}:e")
    assert len(user.received()) == count
    assert deliveries(connected, user)[-1].message_id == first["message_id"]


def test_too_long_a_message_is_told_so(connected: RunningConsole, user: TelegramUser) -> None:
    user.writes("a" * 4050)
    user.sees(message("error.too_large", "it", maximum=4000))


def test_a_choice_longer_than_a_button_may_carry_comes_back_whole(
    api: BotApi, connected: RunningConsole, user: TelegramUser
) -> None:
    value = "topic:" + "ж" * 60
    says(connected, user, "choose", choices=[{"title": "Long", "value": value}])
    shown = user.sees("choose")
    assert len(buttons(shown)[0]["callback_data"].encode()) <= 64
    user.presses("Long")
    user.sees(message("error.invalid_input", "it"))
    assert said_by_her(connected, user)[-1].content["choice"] == value


def test_a_locked_database_loses_nothing(connected: RunningConsole, user: TelegramUser) -> None:
    with closing(sqlite3.connect(connected.settings.home / "approdo.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        user.writes("/aiuto")
        time.sleep(3)
        assert len(user.received()) == 1
        other.execute("ROLLBACK")
    user.sees(message("dialogue.what_can_you_do", "it"))
    assert len(user.received()) == 2
