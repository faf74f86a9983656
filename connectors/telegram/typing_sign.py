"""“is typing” while the assistant thinks or a mediator writes."""

import asyncio
from time import monotonic

from telegram.constants import ChatAction
from telegram.error import TelegramError

from connectors.telegram.channel import Channel
from connectors.telegram.models import TelegramChat
from conversations import repository
from conversations.models import MEDIATOR
from foundation.database import reading

# Seconds: an answer that is there at once needs no sign; Telegram shows one for about five; no turn takes longer.
SOON, AGAIN, LONGEST = 0.3, 4.0, 30.0


async def show_typing(channel: Channel, chat: TelegramChat) -> None:
    """Show the sign until the conversation waits no more, at most for LONGEST; one sign a chat."""
    if chat.key in channel.typing:
        return
    channel.typing.add(chat.key)
    try:
        await _show(channel, chat)
    except TelegramError:
        # Nothing depends on it.
        return
    finally:
        channel.typing.discard(chat.key)


async def show_mediator(channel: Channel, chat: TelegramChat) -> None:
    """Show the sign once while a mediator writes in the chat's conversation."""
    if chat.key in channel.typing or not channel.house.notifier.typing(chat.conversation_id or "", MEDIATOR):
        return
    channel.typing.add(chat.key)
    try:
        await channel.pace.call()
        await channel.bot.send_chat_action(chat.chat_id, ChatAction.TYPING)
        await asyncio.sleep(AGAIN)
    except TelegramError:
        return
    finally:
        channel.typing.discard(chat.key)


async def _show(channel: Channel, chat: TelegramChat) -> None:
    until, again = monotonic() + LONGEST, monotonic() + SOON
    await asyncio.sleep(SOON)
    with channel.house.notifier.listening(chat.conversation_id or "") as listener:
        while monotonic() < until:
            async with reading(channel.house.sessions) as session:
                conversation = await repository.get_conversation(session, chat.conversation_id or "")
            if conversation is None or not conversation.waiting:
                return
            if monotonic() >= again:
                again = monotonic() + AGAIN
                await channel.pace.call()
                await channel.bot.send_chat_action(chat.chat_id, ChatAction.TYPING)
            await listener.wait(max(0.1, again - monotonic()))
