"""One person on both channels: a code from the web page, typed in Telegram, joins the chat with the conversation.

With her consent only: the code asks, the button joins. Without it nothing is joined.
"""

import hmac
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram import repository
from connectors.telegram.channel import Channel
from connectors.telegram.chats import took
from connectors.telegram.incoming import Heard
from connectors.telegram.models import TelegramChat, TelegramLinkCode
from connectors.telegram.says import keep, language_of, tell
from conversations import repository as conversations
from conversations.erasure import erase
from foundation.catalogue import message
from foundation.clock import now
from foundation.database import Sessions

LIFETIME = timedelta(minutes=10)
# Letters and digits that nobody takes for each other; eight of them are 40 bits, tried by hand within ten minutes.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_CODE = re.compile(rf"(?:link_)?([{ALPHABET}]{{4}})[ -]?([{ALPHABET}]{{4}})", re.IGNORECASE)
_YES, _NO = "link:yes:", "link:no"


def _hash(secret: bytes, code: str) -> str:
    return hmac.new(secret, f"link:{code}".encode(), "sha256").hexdigest()


def code_in(text: str) -> str | None:
    """The code a text consists of, as it was made."""
    found = _CODE.fullmatch(text.strip())
    return (found[1] + found[2]).upper() if found else None


async def new_code(sessions: Sessions, secret: bytes, conversation_id: str) -> tuple[str, datetime]:
    """A code for a conversation and when it ends; codes made for it before are worth nothing any more."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    ends = now() + LIFETIME
    async with sessions.begin() as session:
        await repository.drop_codes(session, conversation_id)
        session.add(TelegramLinkCode(code_hash=_hash(secret, code), conversation_id=conversation_id, expires_at=ends))
    return code, ends


async def _live(session: AsyncSession, channel: Channel, code: str | None) -> TelegramLinkCode | None:
    row = await session.get(TelegramLinkCode, _hash(channel.secret, code)) if code else None
    return row if row and row.expires_at > now() else None


async def take_link(channel: Channel, chat: TelegramChat, said: Heard, number: int) -> bool:
    """Do what a code or a button of consent asks for; False when what was said is neither."""
    if not said.private:
        return False
    if said.choice and said.choice.startswith("link:"):
        await _decided(channel, chat, said, number)
        return True
    started = bool(said.command and said.command[0] == "start" and said.command[1].startswith("link_"))
    code = code_in(said.command[1] if said.command and started else said.text)
    async with channel.house.sessions.begin() as session:
        live = await _live(session, channel, code)
        if live is None and not started:
            return False
        await _ask(session, chat, said, code if live else None)
        await took(session, channel, number, chat, said.message_id)
    return True


async def _ask(session: AsyncSession, chat: TelegramChat, said: Heard, code: str | None) -> None:
    conversation = await conversations.get_conversation(session, chat.conversation_id or "")
    language = language_of(conversation, chat)
    if not await keep(session, chat, said, "🔗"):
        return
    if code is None:
        await tell(session, chat, said, message("telegram.link_wrong", language), language)
        return
    choices = [
        {"title": message("telegram.link_yes", language), "value": _YES + code},
        {"title": message("telegram.link_no", language), "value": _NO},
    ]
    await tell(session, chat, said, message("telegram.link_ask", language), language, choices)


async def _decided(channel: Channel, chat: TelegramChat, said: Heard, number: int) -> None:
    """Join or leave apart, as the button says; a code is worth one joining."""
    left = chat.conversation_id
    async with channel.house.sessions.begin() as session:
        conversation = await conversations.get_conversation(session, left or "")
        language = language_of(conversation, chat)
        wanted = (said.choice or "").startswith(_YES)
        live = await _live(session, channel, (said.choice or "").removeprefix(_YES)) if wanted else None
        if live:
            await _join(session, chat, live)
        elif await keep(session, chat, said, "🔗"):
            key = "telegram.link_wrong" if wanted else "telegram.link_kept"
            await tell(session, chat, said, message(key, language), language)
        await took(session, channel, number, chat, said.message_id)
    if live and left and left != live.conversation_id:
        await erase(channel.house.sessions, channel.house.assistant.rasa, left)
        channel.house.notifier.conversation_changed(live.conversation_id)


async def _join(session: AsyncSession, chat: TelegramChat, live: TelegramLinkCode) -> None:
    held = await repository.get_chat(session, chat.key)
    joined = await conversations.get_conversation(session, live.conversation_id)
    if held is None or joined is None:
        return
    language = joined.language or held.language
    held.conversation_id, held.sent_position, held.language = joined.id, joined.last_position, language
    await repository.forget_deliveries(session, chat.key, joined.id)
    await conversations.add_notice(session, joined.id, message("telegram.link_done", language), language)
    await repository.drop_codes(session, joined.id)
