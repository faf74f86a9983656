"""After an erasure: what the bot wrote is taken out of the chat, what was noted of it forgotten, and she is told."""

from datetime import timedelta

import structlog
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from connectors.telegram import calls, repository
from connectors.telegram.channel import Channel
from connectors.telegram.models import TelegramChat
from connectors.telegram.wording import spoken
from foundation.catalogue import message
from foundation.clock import now
from foundation.database import leave_no_trace, reading

_log = structlog.get_logger()
# A bot may delete what it wrote within 48 hours (Bot API, deleteMessage).
_DELETABLE = timedelta(hours=47)


async def tell_erased(channel: Channel, chat: TelegramChat) -> None:
    """Remove every trace of an erased conversation, look that none is left, say so, and forget the chat itself.

    Raises TelegramError where she could not be told yet.
    """
    async with reading(channel.house.sessions) as session:
        sent = await repository.sent_messages(session, chat.key, now() - _DELETABLE)
    gone = False
    try:
        await calls.remove(channel, chat, sent)
        left = await _forget(channel, chat)
        key = "telegram.erased" if left == 0 else "privacy.deleted"
        await channel.pace.message(chat.chat_id, chat.private)
        await channel.bot.send_message(
            chat.chat_id, message(key, spoken(chat.language)), parse_mode=ParseMode.HTML, reply_markup=None
        )
    except (Forbidden, BadRequest):
        # She is not there any more: nothing is left to tell, and nobody to tell it to.
        gone = True
    await _forget(channel, chat)
    async with channel.house.sessions.begin() as session:
        await repository.forget_chat(session, chat.key)
    await leave_no_trace(channel.house.sessions)
    _log.info("telegram.erased", told=not gone)


async def _forget(channel: Channel, chat: TelegramChat) -> int:
    """Remove what was noted of deliveries; how much is left of it, and of the conversation."""
    async with channel.house.sessions.begin() as session:
        held = await repository.get_chat(session, chat.key)
        await repository.forget_deliveries(session, chat.key, held.conversation_id if held else None)
    async with reading(channel.house.sessions) as session:
        return await repository.left_of(session, chat.key)
