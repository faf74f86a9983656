"""What the connector itself has to say: stored as notices of the conversation, sent as everything else is."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram.incoming import Heard
from connectors.telegram.keyboards import SHARE
from connectors.telegram.models import TelegramChat
from conversations import repository as conversations
from conversations.models import ANSWERED, PERSON, Conversation, Message
from conversations.replies.reply import Choice
from foundation.catalogue import FALLBACK, message


def language_of(conversation: Conversation | None, chat: TelegramChat) -> str:
    """The language a notice comes in."""
    return (conversation.language if conversation else None) or chat.language or FALLBACK


async def keep(session: AsyncSession, chat: TelegramChat, heard: Heard, text: str) -> bool:
    """Store what she did where it needs no answer of the assistant; False when it was stored before."""
    assert chat.conversation_id
    if await conversations.find_by_external_id(session, chat.conversation_id, heard.external_id):
        return False
    session.add(
        Message(
            id=str(uuid4()),
            conversation_id=chat.conversation_id,
            external_id=heard.external_id,
            position=await conversations.next_position(session, chat.conversation_id),
            author=PERSON,
            text=text,
            content=heard.media.content() if heard.media else {},
            state=ANSWERED,
        )
    )
    return True


async def tell(
    session: AsyncSession, chat: TelegramChat, heard: Heard, text: str, language: str, choices: Sequence[Choice] = ()
) -> Message:
    """Answer what she did with a notice."""
    assert chat.conversation_id
    notice = await conversations.add_notice(session, chat.conversation_id, text, language, choices)
    notice.reply_to = heard.external_id
    return notice


async def ask_position(session: AsyncSession, chat: TelegramChat, heard: Heard, language: str) -> None:
    """Ask where she is, with the button that shares it."""
    choice = {"title": message("place.share", language), "value": SHARE}
    await tell(session, chat, heard, message("telegram.position", language), language, [choice])
