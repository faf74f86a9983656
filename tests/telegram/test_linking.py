"""One person on both channels: joined by a code and her consent, never otherwise."""

import pytest

from connectors.telegram.linking import code_in
from foundation.catalogue import message
from tests.support.bot_api import USERNAME, BotApi
from tests.support.console import RunningConsole
from tests.support.person import Person
from tests.support.telegram_house import chat_of, conversation_of
from tests.support.telegram_user import TelegramUser, buttons


@pytest.fixture
def user(api: BotApi, connected: RunningConsole) -> TelegramUser:
    """Somebody who has written in Telegram."""
    person = TelegramUser(api)
    person.writes("/lingua")
    person.sees(message("language.ask", "it"))
    return person


def code_of(person: Person) -> dict[str, str]:
    response = person.client.post(f"{person.path}/link")
    assert response.status_code == 201, response.text
    found: dict[str, str] = response.json()
    return found


def texts(person: Person) -> list[str]:
    return [row["text"] for row in person.read()]


def test_a_code_and_a_yes_join_the_two(connected: RunningConsole, user: TelegramUser) -> None:
    apart = conversation_of(connected, user)
    with Person(connected.url, "it") as web:
        web.say("Come rinnovo il permesso di soggiorno?")
        made = code_of(web)
        assert made["link"] == f"https://t.me/{USERNAME}?start=link_{made['code']}"
        user.writes(f"{made['code'][:4]}-{made['code'][4:]}".lower())
        asked = user.sees(message("telegram.link_ask", "it"))
        assert conversation_of(connected, user) == apart
        user.presses(message("telegram.link_yes", "it"))
        user.sees(message("telegram.link_done", "it"))
        assert conversation_of(connected, user) == web.id
        user.writes("/aiuto")
        user.sees(message("dialogue.what_can_you_do", "it"))
        user.waits(lambda: any(message("dialogue.what_can_you_do", "it") in text for text in texts(web)))
        web.say("grazie")
        user.waits(lambda: any("assistant" in row["author"] for row in web.read()[-1:]))
        user.sees(web.read()[-1]["text"][:40])
        # The code was worth one joining.
        user.presses_data(buttons(asked)[0]["callback_data"], asked)
        user.sees(message("telegram.link_wrong", "it"))
        web.choose("erase:yes")
        user.sees(message("telegram.erased", "it"))
    user.waits(lambda: chat_of(connected, user) is None)


def test_without_a_yes_nothing_is_joined(connected: RunningConsole, user: TelegramUser) -> None:
    apart = conversation_of(connected, user)
    with Person(connected.url, "it") as web:
        user.writes(f"/start link_{code_of(web)['code']}")
        user.sees(message("telegram.link_ask", "it"))
        user.presses_data("link:no", user.received()[-1])
        user.sees(message("telegram.link_kept", "it"))
        assert conversation_of(connected, user) == apart


def test_a_code_that_is_none_joins_nothing(connected: RunningConsole, user: TelegramUser) -> None:
    apart = conversation_of(connected, user)
    with Person(connected.url, "it") as web:
        old = code_of(web)["code"]
        code_of(web)
        user.writes(f"/start link_{old}")
        user.sees(message("telegram.link_wrong", "it"))
        user.writes("ABCD-EFGH")
        user.presses_data("link:yes:ABCDEFGH", user.received()[-1])
        user.waits(lambda: [row["text"] for row in user.received()].count(message("telegram.link_wrong", "it")) == 2)
    assert conversation_of(connected, user) == apart


def test_only_who_has_the_conversation_gets_a_code(connected: RunningConsole) -> None:
    with Person(connected.url) as web, Person(connected.url) as other:
        assert other.client.post(f"{web.path}/link").status_code == 404


def test_codes_are_read_as_people_type_them() -> None:
    assert code_in(" abcd efgh ") == code_in("ABCD-EFGH") == code_in("link_ABCDEFGH") == "ABCDEFGH"
    assert code_in("come stai") is None
    assert code_in("ABCD1FGH") is None
