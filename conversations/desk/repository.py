"""SQL of the desk, and only here."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.models import Conversation, InternalNote, Message
from conversations.translation.models import MessageTranslation


async def notes_of(session: AsyncSession, conversation_id: str) -> list[InternalNote]:
    """The internal notes of a conversation, oldest first."""
    query = select(InternalNote).where(InternalNote.conversation_id == conversation_id)
    return list(await session.scalars(query.order_by(InternalNote.created_at)))


async def translations_of(session: AsyncSession, conversation_id: str, language: str) -> dict[str, str]:
    """The translations of a conversation's messages into one language, by message."""
    query = (
        select(MessageTranslation.message_id, MessageTranslation.text)
        .join(Message, Message.id == MessageTranslation.message_id)
        .where(Message.conversation_id == conversation_id, MessageTranslation.language == language)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def followers(session: AsyncSession, conversation_id: str) -> list[Conversation]:
    """The later conversations that name this one as earlier, with the person's consent."""
    rows = await session.scalars(select(Conversation).where(Conversation.previous_id == conversation_id))
    return list(rows)


async def mark_read(session: AsyncSession, conversation_id: str, position: int) -> None:
    """She has seen the messages up to `position`; one that is still to come is not seen."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.read_position < position)
        .where(Conversation.last_position >= position)
        .values(read_position=position)
    )
