"""SQL for conversations, and only here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.models import ANSWERED, NOTICE, PERSON, RECEIVED, Conversation, Handoff, InternalNote, Message
from conversations.questions.models import UnansweredQuestion
from conversations.translation.models import MessageTranslation
from conversations.webhooks.repository import forget_conversation
from foundation.clock import now
from foundation.topics import topics


async def get_conversation(session: AsyncSession, identifier: str) -> Conversation | None:
    """The conversation with this id."""
    return await session.get(Conversation, identifier, populate_existing=True)


async def next_position(session: AsyncSession, conversation_id: str) -> int:
    """Take the next position of a conversation; the row stays locked until the transaction ends."""
    taken = await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_position=Conversation.last_position + 1, updated_at=now())
        .returning(Conversation.last_position)
    )
    return taken.scalar_one()


async def find_by_external_id(session: AsyncSession, conversation_id: str, external_id: str) -> Message | None:
    """The message the channel knows under this id."""
    found = await session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.external_id == external_id)
    )
    return found.one_or_none()


async def messages_after(session: AsyncSession, conversation_id: str, position: int, limit: int = 500) -> list[Message]:
    """Messages of a conversation after `position`, in order."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.position > position)
        .order_by(Message.position)
        .limit(limit)
    )
    return list(rows)


async def replies_to(session: AsyncSession, conversation_id: str, external_id: str) -> list[Message]:
    """What was answered to one message, in order."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.reply_to == external_id)
        .order_by(Message.position)
    )
    return list(rows)


async def first_received(session: AsyncSession, conversation_id: str) -> Message | None:
    """The oldest message of a conversation that has no answer yet."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.state == RECEIVED)
        .order_by(Message.position)
        .limit(1)
    )
    return rows.one_or_none()


async def claim_conversation(session: AsyncSession, worker: str, until: datetime) -> Conversation | None:
    """Give `worker` the conversation that waits longest, unless another worker's lease still runs."""
    free = or_(Conversation.claimed_until.is_(None), Conversation.claimed_until < now())
    candidate = (
        select(Conversation.id)
        .where(Conversation.waiting, free)
        .order_by(Conversation.updated_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    rows = await session.scalars(
        update(Conversation)
        .where(Conversation.id == candidate.scalar_subquery())
        .values(claimed_by=worker, claimed_until=until)
        .returning(Conversation)
        .execution_options(populate_existing=True)
    )
    return rows.one_or_none()


async def release_claims(session: AsyncSession) -> None:
    """End every claim; for the start of a house whose only workers are the ones to come."""
    await session.execute(update(Conversation).values(claimed_by=None, claimed_until=None))


async def holds_claim(session: AsyncSession, conversation_id: str, worker: str) -> Conversation | None:
    """The conversation, locked, when the lease is still `worker`'s; None when another one has taken it over."""
    rows = await session.scalars(
        select(Conversation)
        .where(Conversation.id == conversation_id, Conversation.claimed_by == worker)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.one_or_none()


async def delete_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Remove a conversation and all that was said in it."""
    for table in (Handoff, InternalNote, UnansweredQuestion):
        await session.execute(delete(table).where(table.conversation_id == conversation_id))
    await forget_conversation(session, conversation_id)
    mine = select(Message.id).where(Message.conversation_id == conversation_id)
    await session.execute(delete(MessageTranslation).where(MessageTranslation.message_id.in_(mine)))
    await session.execute(delete(Message).where(Message.conversation_id == conversation_id))
    await session.execute(delete(Conversation).where(Conversation.id == conversation_id))


async def add_notice(
    session: AsyncSession,
    conversation_id: str,
    text: str,
    language: str,
    choices: Sequence[Mapping[str, str]] = (),
    mediator: str | None = None,
    key: str | None = None,
) -> Message:
    """Say something to the person that answers no message of hers: what happens to her conversation.

    `key` is the catalogue's of the sentence, so that a mediator can be shown it in her own language.
    """
    content: dict[str, Any] = {"choices": [dict(choice) for choice in choices], "answer": None, "key": key}
    notice = Message(
        id=str(uuid4()),
        conversation_id=conversation_id,
        position=await next_position(session, conversation_id),
        author=NOTICE,
        text=text,
        language=language,
        content=content | ({"mediator": {"name": mediator}} if mediator else {}),
    )
    session.add(notice)
    return notice


async def last_reply(session: AsyncSession, conversation_id: str) -> Message | None:
    """What was last said to the person."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author != PERSON)
        .order_by(Message.position.desc())
        .limit(1)
    )
    return rows.one_or_none()


async def last_answered(session: AsyncSession, conversation_id: str) -> Message | None:
    """The person's last message that has been answered."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == PERSON, Message.state == ANSWERED)
        .order_by(Message.position.desc())
        .limit(1)
    )
    return rows.one_or_none()


async def mark_delivered(session: AsyncSession, conversation_id: str, position: int) -> None:
    """Messages up to `position` have reached her device."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.delivered_position < position)
        .values(delivered_position=position)
    )


async def last_topic(session: AsyncSession, conversation_id: str, among: int = 10) -> str | None:
    """The topic with a guide that her last messages were answered about, if one was."""
    rows = await session.scalars(
        select(Message.understanding)
        .where(Message.conversation_id == conversation_id, Message.state == ANSWERED)
        .order_by(Message.position.desc())
        .limit(among)
    )
    seen = [str((row or {}).get("topic")) for row in rows]
    return next((topic for topic in seen if topic in topics() and topics()[topic].has_guide), None)


async def states_of(session: AsyncSession, conversations: Collection[str]) -> dict[str, tuple[object, ...]]:
    """Of each of these conversations something that changes whenever it is written to, delivered or read."""
    columns = (Conversation.updated_at, Conversation.delivered_position, Conversation.read_position)
    rows = await session.execute(select(Conversation.id, *columns).where(Conversation.id.in_(conversations)))
    return {row[0]: tuple(row[1:]) for row in rows}
