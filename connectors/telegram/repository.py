"""SQL for the delivery over Telegram, and only here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram.models import (
    FAILED,
    SENDING,
    SENT,
    TelegramChat,
    TelegramConnector,
    TelegramDelivery,
    TelegramLinkCode,
    TelegramUpdate,
)
from conversations.models import Conversation
from foundation.clock import now

# Telegram keeps updates for 24 hours; failures are shown to coordinators for a month.
UPDATES_KEPT, FAILURES_KEPT, SENT_KEPT = timedelta(days=2), timedelta(days=30), timedelta(days=30)


async def is_stored(session: AsyncSession, bot_id: int, update_id: int) -> bool:
    """Whether an update was taken in before."""
    return await session.get(TelegramUpdate, (bot_id, update_id)) is not None


async def get_chat(session: AsyncSession, key: str) -> TelegramChat | None:
    """The chat known under `key`."""
    return await session.get(TelegramChat, key, populate_existing=True)


async def chats_with_something_to_send(session: AsyncSession, bot_id: int) -> list[tuple[TelegramChat, int]]:
    """Chats that may have something to be sent, each with its conversation's last position (0: it was erased)."""
    behind = TelegramChat.sent_position < Conversation.last_position
    wanted = or_(TelegramChat.wanted_until.is_(None), TelegramChat.sent_position < TelegramChat.wanted_until)
    rows = await session.execute(
        select(TelegramChat, func.coalesce(Conversation.last_position, 0))
        .outerjoin(Conversation, Conversation.id == TelegramChat.conversation_id)
        .where(TelegramChat.bot_id == bot_id)
        .where(or_(TelegramChat.conversation_id.is_(None), behind & wanted))
    )
    return [(row[0], row[1]) for row in rows]


async def delivery_of(session: AsyncSession, chat: TelegramChat, position: int, piece: int) -> TelegramDelivery | None:
    """The delivery of one piece of one message, if it was begun."""
    rows = await session.scalars(
        select(TelegramDelivery).where(
            TelegramDelivery.chat_key == chat.key,
            TelegramDelivery.conversation_id == chat.conversation_id,
            TelegramDelivery.position == position,
            TelegramDelivery.piece == piece,
        )
    )
    return rows.one_or_none()


async def answers_to(session: AsyncSession, chat: TelegramChat, question: str, edit: str) -> list[TelegramDelivery]:
    """What stands in the chat as answer to a question or to edits of it before `edit`, in order."""
    rows = await session.scalars(
        select(TelegramDelivery)
        .where(TelegramDelivery.chat_key == chat.key, TelegramDelivery.conversation_id == chat.conversation_id)
        .where(TelegramDelivery.state == SENT, TelegramDelivery.answers != edit)
        .where(or_(TelegramDelivery.answers == question, TelegramDelivery.answers.startswith(f"{question}:e")))
        .order_by(TelegramDelivery.message_id)
    )
    return list(rows)


async def newest_message(session: AsyncSession, bot_id: int) -> int:
    """The highest message id this bot has seen in any private chat (they share one count)."""
    seen = select(func.max(TelegramChat.newest_message)).where(
        TelegramChat.bot_id == bot_id, TelegramChat.private.is_(True)
    )
    return (await session.execute(seen)).scalar_one() or 0


async def saw_message(session: AsyncSession, key: str, message_id: int) -> None:
    """Note a message id of a chat when it is the highest so far."""
    await session.execute(
        update(TelegramChat)
        .where(TelegramChat.key == key, TelegramChat.newest_message < message_id)
        .values(newest_message=message_id)
    )


async def change_chats(session: AsyncSession, bot_id: int, chat_id: int, **values: Any) -> None:
    """Set columns of every row of one Telegram chat."""
    await session.execute(
        update(TelegramChat).where(TelegramChat.bot_id == bot_id, TelegramChat.chat_id == chat_id).values(**values)
    )


async def stop_deliveries(session: AsyncSession, bot_id: int, chat_id: int) -> None:
    """Nothing more is wanted in a Telegram chat than was sent so far."""
    await change_chats(session, bot_id, chat_id, wanted_until=TelegramChat.sent_position)


async def sent_messages(session: AsyncSession, key: str, since: datetime) -> list[int]:
    """The ids of the messages that were sent to a chat since a moment."""
    rows = await session.scalars(
        select(TelegramDelivery.message_id)
        .where(TelegramDelivery.chat_key == key, TelegramDelivery.at > since, TelegramDelivery.message_id.is_not(None))
        .order_by(TelegramDelivery.message_id)
    )
    return [row for row in rows if row is not None]


async def forget_deliveries(session: AsyncSession, key: str, keep: str | None = None) -> None:
    """Remove what was noted of a chat's deliveries, but for those of the conversation `keep`."""
    mine = delete(TelegramDelivery).where(TelegramDelivery.chat_key == key)
    await session.execute(mine.where(TelegramDelivery.conversation_id != keep) if keep else mine)


async def forget_chat(session: AsyncSession, key: str) -> None:
    """Remove a chat whose conversation is gone; one that has another conversation by now stays."""
    await session.execute(delete(TelegramChat).where(TelegramChat.key == key, TelegramChat.conversation_id.is_(None)))


async def left_of(session: AsyncSession, key: str) -> int:
    """How many rows still tell of a chat, itself apart."""
    deliveries = select(func.count()).select_from(TelegramDelivery).where(TelegramDelivery.chat_key == key)
    return (await session.execute(deliveries)).scalar_one()


async def drop_codes(session: AsyncSession, conversation_id: str) -> None:
    """End the codes of a conversation, and those whose time is over."""
    mine, over = TelegramLinkCode.conversation_id == conversation_id, TelegramLinkCode.expires_at < now()
    await session.execute(delete(TelegramLinkCode).where(or_(mine, over)))


async def tidy(session: AsyncSession) -> None:
    """Remove what nobody asks for any more."""
    old = TelegramDelivery.at < now() - SENT_KEPT
    await session.execute(delete(TelegramUpdate).where(TelegramUpdate.at < now() - UPDATES_KEPT))
    await session.execute(delete(TelegramDelivery).where(old, TelegramDelivery.state != SENDING))


async def failures(session: AsyncSession, limit: int = 200) -> Sequence[TelegramDelivery]:
    """What could not be delivered and what is or was in doubt, newest first."""
    rows = await session.scalars(
        select(TelegramDelivery)
        .where(or_(TelegramDelivery.state == FAILED, TelegramDelivery.doubtful))
        .order_by(TelegramDelivery.at.desc())
        .limit(limit)
    )
    return rows.all()


async def connectors(session: AsyncSession) -> Sequence[TelegramConnector]:
    """The bots that were ever served from here."""
    return (await session.scalars(select(TelegramConnector).order_by(TelegramConnector.bot_id))).all()


async def hold(session: AsyncSession, bot_id: int, name: str, until: datetime) -> bool:
    """Give the bot to the process `name` until a moment; False while another one's time still runs."""
    free = or_(
        TelegramConnector.held_by.is_(None), TelegramConnector.held_by == name, TelegramConnector.held_until < now()
    )
    done = await session.execute(
        update(TelegramConnector).where(TelegramConnector.bot_id == bot_id, free).values(held_by=name, held_until=until)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


async def let_go(session: AsyncSession, bot_id: int, name: str | None = None) -> None:
    """End the hold of the process `name`; of whoever has it when no name is given."""
    mine = update(TelegramConnector).where(TelegramConnector.bot_id == bot_id)
    mine = mine.where(TelegramConnector.held_by == name) if name else mine
    await session.execute(mine.values(held_by=None, held_until=None))
