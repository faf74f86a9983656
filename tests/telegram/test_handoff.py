"""A mediator in the same chat: her name, her words, the end, the rating; what was sent reaches her; erasure."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import func, inspect, select, text

from conversations.models import Conversation, Handoff, Message
from foundation.catalogue import message
from foundation.database import Sessions
from tests.support.bot_api import BotApi
from tests.support.console import RunningConsole
from tests.support.desk import mediator
from tests.support.telegram_house import chat_of, conversation_of, deliveries, said_by_her
from tests.support.telegram_user import TelegramUser

VOICE = {"file_id": "voice-1", "file_unique_id": "v", "duration": 72, "file_size": 34_000, "mime_type": "audio/ogg"}
_names = iter(("Anna Bianchi", "Bruna Neri", "Carla Rossi", "Dora Verdi", "Elsa Gialli", "Fede Blu"))


@pytest.fixture
def desk(connected: RunningConsole) -> Iterator[httpx.Client]:
    """The desk of a mediator who has signed in."""
    account = mediator(connected, next(_names))
    with connected.signed_in(account.email) as client:
        yield client


@pytest.fixture
def user(api: BotApi, connected: RunningConsole) -> TelegramUser:
    """Somebody who has asked for a person."""
    person = TelegramUser(api)
    person.writes("/persona")
    person.sees_more(1)
    return person


def of(desk: httpx.Client, path: str, **body: object) -> httpx.Response:
    response = desk.post(path, json=body)
    assert response.is_success, response.text
    return response


def test_a_whole_hand_off(api: BotApi, connected: RunningConsole, desk: httpx.Client, user: TelegramUser) -> None:
    path = f"/api/v1/desk/conversations/{conversation_of(connected, user)}"
    of(desk, f"{path}/take")
    name = desk.get("/api/v1/desk/queue?view=mine").json()["conversations"][0]["mediator"]
    user.sees(message("handoff.taken", "it", name=name))
    of(desk, f"{path}/messages", id="desk-message-1", text="Buongiorno, come posso aiutarti?", language="it")
    shown = user.sees("Buongiorno, come posso aiutarti?")
    assert shown["html"].startswith(f"👤 <b>{name}</b>")
    before = len(user.received())
    user.writes("Mi serve un interprete")
    user.sends(voice=VOICE)
    user.waits(lambda: len(said_by_her(connected, user)) == 3)
    heard = desk.get(f"{path}/messages").json()["messages"]
    assert [row["text"] for row in heard if row["author"] == "person"][-2:] == [
        "Mi serve un interprete",
        "🎤 1:12 33 KB",
    ]
    of(desk, f"{path}/close", outcome="answered")
    user.sees(message("handoff.closed", "it", name=name))
    assert len(user.received()) == before + 1
    user.presses(message("helpful.yes", "it"))
    user.sees(message("helpful.thanks", "it"))
    closed = desk.get(f"{path}/messages").json()
    assert closed["helpful"] is True


def test_a_mediator_sees_what_has_arrived(
    api: BotApi, connected: RunningConsole, desk: httpx.Client, user: TelegramUser
) -> None:
    path = f"/api/v1/desk/conversations/{conversation_of(connected, user)}"
    of(desk, f"{path}/take")
    api.blocked.add(user.chat_id)
    of(desk, f"{path}/messages", id="desk-message-2", text="Ci sei?", language="it")
    user.waits(lambda: (row := chat_of(connected, user)) and row.wanted_until is not None)
    assert not desk.get(f"{path}/messages").json()["messages"][-1]["delivered"]
    api.blocked.discard(user.chat_id)
    user.writes("eccomi")
    user.sees("Ci sei?")
    user.waits(lambda: desk.get(f"{path}/messages").json()["messages"][-2]["delivered"])


def test_she_sees_that_a_mediator_writes(
    api: BotApi, connected: RunningConsole, desk: httpx.Client, user: TelegramUser
) -> None:
    path = f"/api/v1/desk/conversations/{conversation_of(connected, user)}"
    of(desk, f"{path}/take")

    def is_seen() -> bool:
        # As the desk does it: said again and again while she writes.
        of(desk, f"{path}/typing")
        return any(int(call.parameters["chat_id"]) == user.chat_id for call in api.made("sendChatAction"))

    user.waits(is_seen)


def test_what_was_sent_while_she_waits_is_kept_for_the_mediator(
    connected: RunningConsole, desk: httpx.Client, user: TelegramUser
) -> None:
    user.sends(voice=VOICE)
    user.sees(message("telegram.media_kept", "it"))
    path = f"/api/v1/desk/conversations/{conversation_of(connected, user)}"
    of(desk, f"{path}/take")
    assert "🎤 1:12 33 KB" in [row["text"] for row in desk.get(f"{path}/messages").json()["messages"]]
    assert said_by_her(connected, user)[-1].content["media"]["file_id"] == "voice-1"


def test_the_mediator_opens_what_was_sent_and_nobody_else(
    api: BotApi, connected: RunningConsole, desk: httpx.Client, user: TelegramUser
) -> None:
    api.files["voice-1"] = b"OggS" * 1000
    user.sends(voice=VOICE)
    user.sees(message("telegram.media_kept", "it"))
    path = f"/api/v1/desk/conversations/{conversation_of(connected, user)}"
    [address] = [row["file"] for row in desk.get(f"{path}/messages").json()["messages"] if row["file"]]
    assert desk.get(address).status_code == 403
    of(desk, f"{path}/take")
    opened = desk.get(address)
    assert (opened.status_code, opened.content) == (200, api.files["voice-1"])
    assert opened.headers["content-type"] == "audio/ogg"
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert desk.get(address.rpartition("/")[0] + "/1").status_code == 404
    del api.files["voice-1"]
    assert desk.get(address).status_code == 404
    with connected.client() as stranger:
        assert stranger.get(address).status_code == 401


def test_erasing_takes_everything_and_says_so(api: BotApi, connected: RunningConsole, user: TelegramUser) -> None:
    conversation = conversation_of(connected, user)
    user.writes("/cancella")
    user.sees(message("dialogue.privacy_erase", "it"))
    user.presses(message("privacy.delete", "it"))
    user.sees(message("telegram.erased", "it"))
    user.waits(lambda: chat_of(connected, user) is None)
    assert not deliveries(connected, user)
    assert len(user.received()) == 1

    async def left(sessions: Sessions) -> int:
        async with sessions() as session:
            mine = (
                (Message, Message.conversation_id),
                (Handoff, Handoff.conversation_id),
                (Conversation, Conversation.id),
            )
            counts = [
                await session.scalar(select(func.count()).select_from(table).where(column == conversation))
                for table, column in mine
            ]
        return sum(count or 0 for count in counts)

    assert connected.database(left) == 0
    user.writes("/lingua")
    user.sees(message("language.ask", "it"))
    assert conversation_of(connected, user) != conversation


def test_no_telegram_id_stands_anywhere_but_where_deliveries_need_it(
    connected: RunningConsole, user: TelegramUser
) -> None:
    found: list[str] = []

    async def look(sessions: Sessions) -> None:
        async with sessions() as session:
            connection = await session.connection()
            for table in await connection.run_sync(lambda sync: inspect(sync).get_table_names()):
                rows = await session.execute(text(f"SELECT * FROM {table}"))
                found.extend(table for row in rows if any(str(user.id) in str(value) for value in row))

    connected.database(look)
    assert set(found) == {"telegram_chats"}
