"""Whole conversations in Telegram with the whole house: the real Rasa, the real python-telegram-bot; and the drill."""

import os
import signal
import time

from tests.support.bot_api import BotApi, Call
from tests.support.house import RunningHouse
from tests.support.telegram_drill import drill
from tests.support.telegram_user import TelegramUser, buttons

Whole = tuple[RunningHouse, BotApi]


def test_the_drill_of_killing_the_connector(whole: Whole) -> None:
    # First of all: it wants a house in which nobody has written yet.
    house, api = whole
    found = drill(house, api, people=12, messages=60, kills=3, pause=0.1, patience=300)
    assert (found.messages, found.lost, found.answered_twice, found.out_of_order) == (60, 0, 0, 0), found


def test_a_whole_conversation_in_ukrainian(whole: Whole) -> None:
    user = TelegramUser(whole[1], "uk")
    user.writes("/start")
    greeting = user.sees("112")
    assert "Українська" in [button["text"] for button in buttons(greeting)]
    user.writes("Як отримати тимчасовий захист в Італії?")
    answer = user.waits(lambda: next((row for row in user.received() if "<a href=" in row["html"]), None))
    assert "захист" in answer["text"].lower()
    assert answer["html"].startswith("<b>")
    user.writes("Мені потрібна консультація в імміграційному центрі (sportello immigrazione)")
    asked = user.waits(lambda: next((row for row in user.received() if "keyboard" in (row["markup"] or {})), None))
    assert asked["markup"]["keyboard"][0][0]["request_location"]
    count = len(user.received())
    user.sends(location={"latitude": 45.5300, "longitude": 9.0400})
    found = user.waits(lambda: next((row for row in user.received()[count:] if "км" in row["text"]), None))
    assert "<b>" in found["html"]
    assert any((row["markup"] or {}).get("remove_keyboard") for row in user.received()[count:])
    user.writes("/persona")
    waiting = user.waits(lambda: next((row for row in user.received() if _offers(row, "handoff:withdraw")), None))
    user.presses_data("handoff:withdraw", waiting)
    user.waits(lambda: len(user.received()) > count + 2)


def _offers(message: dict[str, object], value: str) -> bool:
    return value in [button["callback_data"] for button in buttons(message)]


def test_a_whole_conversation_in_arabic(whole: Whole) -> None:
    user = TelegramUser(whole[1], "ar")
    user.writes("/start 015182-ar-school_enrolment")
    answer = user.waits(lambda: next((row for row in user.received() if "<a href=" in row["html"]), None))
    assert "المدرسة" in answer["text"]
    question = user.writes("كيف أحصل على codice fiscale؟")
    first = user.waits(lambda: next((row for row in user.received() if row["message_id"] > question), None))
    assert "الرقم الضريبي" in first["text"][:60]
    count = len(user.received())
    user.edits(question, "كيف أسجل عند طبيب العائلة؟")
    user.waits(lambda: "طبيب" in (_text(user, first["message_id"]) or ""))
    assert len(user.received()) <= count + 1
    user.writes("ساعدوني، زوجي يضربني")
    user.sees("1522")
    user.writes("/cancella")
    user.waits(lambda: next((row for row in user.received() if _offers(row, "erase:yes")), None))
    user.presses("نعم")
    user.waits(lambda: len(user.received()) == 1)


def _text(user: TelegramUser, message_id: int) -> str | None:
    return next((row["text"] for row in user.received() if row["message_id"] == message_id), None)


def test_typing_is_shown_while_it_thinks(whole: Whole) -> None:
    house, api = whole
    user = TelegramUser(api, "it")
    rasa = next(pid for pid, arguments in house.children() if "rasa run" in arguments)

    def signs() -> list[Call]:
        return [call for call in api.made("sendChatAction") if int(call.parameters["chat_id"]) == user.chat_id]

    os.kill(rasa, signal.SIGSTOP)
    try:
        user.writes("Come si fa il codice fiscale?")
        user.waits(lambda: len(signs()) >= 2)
    finally:
        os.kill(rasa, signal.SIGCONT)
    assert all(call.parameters["action"] == "typing" for call in signs())
    user.sees_more(1)
    count = len(signs())
    time.sleep(5)
    assert len(signs()) == count


def test_two_hundred_people_write_at_the_same_time(whole: Whole) -> None:
    people = [TelegramUser(whole[1], "it") for _ in range(200)]
    for person in people:
        person.writes("grazie")
    for person in people:
        person.sees_more(1, seconds=300)
    assert all(len(person.received()) == 1 for person in people)
