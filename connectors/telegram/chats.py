"""A chat and its conversation: found, made at first contact, made anew after an erasure."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram import repository
from connectors.telegram.channel import Channel
from connectors.telegram.identity import chat_key
from connectors.telegram.incoming import Heard
from connectors.telegram.models import TelegramChat, TelegramUpdate
from conversations import repository as conversations
from conversations.inbox import start_conversation
from conversations.models import Conversation
from foundation.catalogue import FALLBACK, message
from foundation.database import reading
from foundation.languages import languages


def proposed(code: str) -> str | None:
    """The language to begin in: the one Telegram speaks to her, where replies exist in it."""
    known = languages().get(code.partition("-")[0].lower())
    return known.code if known and known.answered else None


async def chat_of(channel: Channel, heard: Heard) -> TelegramChat:
    """The chat something was said in, with a conversation."""
    key = chat_key(channel.secret, channel.bot_id, heard.chat_id, heard.user_id)
    async with reading(channel.house.sessions) as session:
        chat = await repository.get_chat(session, key)
    if chat and chat.conversation_id:
        return chat
    conversation, _ = await start_conversation(channel.house.sessions, "telegram", proposed(heard.language))
    try:
        async with channel.house.sessions.begin() as session:
            return await _with_conversation(session, channel, heard, key, conversation)
    except IntegrityError:
        # The same person a moment ago, in another process: hers is the first one.
        async with channel.house.sessions.begin() as session:
            return await _with_conversation(session, channel, heard, key, conversation)


async def _with_conversation(
    session: AsyncSession, channel: Channel, heard: Heard, key: str, conversation: Conversation
) -> TelegramChat:
    chat = await repository.get_chat(session, key)
    if chat and chat.conversation_id:
        await conversations.delete_conversation(session, conversation.id)
        return chat
    language = conversation.language or FALLBACK
    if chat is None:
        chat = TelegramChat(key=key, bot_id=channel.bot_id, chat_id=heard.chat_id, private=heard.private)
        chat.sent_position, chat.newest_message, chat.keyboard = 0, 0, False
        session.add(chat)
    else:
        # Erased a moment ago, and not told yet: it is the first thing she hears.
        await repository.forget_deliveries(session, key)
        await conversations.add_notice(session, conversation.id, message("privacy.deleted", language), language)
        chat.sent_position = 0
    chat.conversation_id, chat.language = conversation.id, language
    await session.flush()
    return chat


async def took(session: AsyncSession, channel: Channel, update_id: int, chat: TelegramChat, message_id: int) -> None:
    """Note that an update is stored, in the transaction that stores the last of it; whoever writes wants answers."""
    session.add(TelegramUpdate(bot_id=channel.bot_id, update_id=update_id))
    held = await repository.get_chat(session, chat.key)
    if held:
        held.wanted_until = None
        held.newest_message = max(held.newest_message, message_id)
        channel.saw(message_id, held.private)
