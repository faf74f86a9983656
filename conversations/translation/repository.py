"""SQL for translations of messages, and only here."""

from sqlalchemy.exc import IntegrityError

from conversations.translation.models import MessageTranslation
from foundation.database import Sessions, reading


async def find_translation(sessions: Sessions, message_id: str, language: str) -> MessageTranslation | None:
    """The translation of a message into a language, if one was made."""
    async with reading(sessions) as session:
        return await session.get(MessageTranslation, (message_id, language))


async def keep_translation(sessions: Sessions, row: MessageTranslation) -> bool:
    """Store a translation. False when it is there already, or its message has been erased meanwhile."""
    try:
        async with sessions.begin() as session:
            session.add(row)
    except IntegrityError:
        return False
    return True
