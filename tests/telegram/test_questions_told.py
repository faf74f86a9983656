"""“Tell me when there is an answer” by a button of Telegram, and the answer brought to the same chat."""

import pytest
from sqlalchemy import select

from connectors.telegram.models import TelegramChat
from conversations.questions.service import Questions
from foundation.catalogue import message
from foundation.database import Sessions, reading
from tests.support.bot_api import BotApi
from tests.support.console import RunningConsole
from tests.support.questions import ASKED_BACK, kept, turn
from tests.support.telegram_user import TelegramUser

pytestmark = pytest.mark.usefixtures("connected")
OWN = {"it": "La licenza si chiede in Regione.", "uk": "Ліцензію дає Регіон."}


def test_a_button_is_a_wish_and_the_answer_comes_to_the_chat(api: BotApi, connected: RunningConsole) -> None:
    user = TelegramUser(api, "uk")
    user.writes("/start")
    user.sees(message("dialogue.greet", "uk"))
    title = message("question.tell_choice", "uk")

    async def not_understood(sessions: Sessions) -> tuple[str, int]:
        async with reading(sessions) as session:
            chats = await session.scalars(select(TelegramChat).where(TelegramChat.chat_id == user.chat_id))
            conversation = chats.one().conversation_id or ""
        await turn(
            sessions, conversation, "ліцензія на рибалку", ASKED_BACK,
            choices=[{"title": title, "value": "question:tell"}],
        )  # fmt: skip
        return conversation, (await kept(sessions, conversation))[0].id

    conversation, number = connected.database(not_understood)
    user.waits(lambda: any(row.get("text") == "…" for row in user.received()))
    user.presses(title)
    user.sees(message("question.will_tell", "uk"))

    async def answer(sessions: Sessions) -> None:
        assert [row.wishes for row in await kept(sessions, conversation)] == [True]
        await Questions(sessions).answer("staff", number, "", OWN)

    connected.database(answer)
    told = user.sees(OWN["uk"])
    assert "«ліцензія на рибалку»" in told["text"]
    user.writes("/lingua")
    user.sees(message("language.ask", "uk"))
    assert sum(OWN["uk"] in row.get("text", "") for row in user.received()) == 1
