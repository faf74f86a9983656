"""The database of a house that is connected to Telegram, seen from a person's chat."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram import repository as chats
from connectors.telegram.identity import chat_key, telegram_key
from connectors.telegram.models import TelegramChat, TelegramDelivery
from conversations import repository
from conversations.models import Message
from foundation.database import Sessions
from tests.support.bot_api import BOT_ID
from tests.support.console import RunningConsole
from tests.support.telegram_user import TelegramUser


def key_of(house: RunningConsole, user: TelegramUser) -> str:
    """The name her chat is known under."""
    return chat_key(telegram_key(house.settings.home), BOT_ID, user.chat_id, user.id)


async def _chat(session: AsyncSession, house: RunningConsole, user: TelegramUser) -> TelegramChat | None:
    return await chats.get_chat(session, key_of(house, user))


def chat_of(house: RunningConsole, user: TelegramUser) -> TelegramChat | None:
    """Her chat as it is stored."""

    async def work(sessions: Sessions) -> TelegramChat | None:
        async with sessions() as session:
            return await _chat(session, house, user)

    return house.database(work)


def conversation_of(house: RunningConsole, user: TelegramUser) -> str:
    """Her conversation."""
    found = user.waits(lambda: (row := chat_of(house, user)) and row.conversation_id)
    assert isinstance(found, str)
    return found


def says(house: RunningConsole, user: TelegramUser, *texts: str, author: str = "assistant", **content: Any) -> None:
    """Let something be said to her, all in one transaction."""
    conversation = conversation_of(house, user)

    async def work(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            for text in texts:
                position = await repository.next_position(session, conversation)
                known = {"id": str(uuid4()), "conversation_id": conversation, "position": position}
                known |= {"author": author, "text": text, "language": "it"}
                session.add(Message(**known, content={"choices": [], "answer": None, **content}))

    house.database(work)


def said_by_her(house: RunningConsole, user: TelegramUser) -> list[Message]:
    """What she did, as it is stored."""
    conversation = conversation_of(house, user)

    async def work(sessions: Sessions) -> list[Message]:
        async with sessions() as session:
            found = await repository.messages_after(session, conversation, 0)
        return [row for row in found if row.author == "person"]

    return house.database(work)


def deliveries(house: RunningConsole, user: TelegramUser) -> list[TelegramDelivery]:
    """What is noted of deliveries to her."""

    async def work(sessions: Sessions) -> list[TelegramDelivery]:
        async with sessions() as session:
            mine = select(TelegramDelivery).where(TelegramDelivery.chat_key == key_of(house, user))
            return list(await session.scalars(mine.order_by(TelegramDelivery.position, TelegramDelivery.piece)))

    return house.database(work)
