"""From Telegram's update to what was said: nothing is stored or decided here."""

import re
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update

from connectors.telegram.media import Media, media_of

# The kinds of updates that are asked for.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Me:
    """The bot itself."""

    id: int
    username: str


@dataclass(frozen=True)
class Heard:
    """What a person did in a chat. `external_id` is the same however often Telegram delivers it.

    `message_id` is the message she wrote or whose button she pressed. `command` is its name and what stands behind
    it. `choice` is the data of a button, `callback_id` what Telegram wants answered.
    """

    chat_id: int
    user_id: int
    private: bool
    message_id: int
    external_id: str
    language: str
    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    command: tuple[str, str] | None = None
    choice: str | None = None
    callback_id: str | None = None
    media: Media | None = None


def heard(update: Update, me: Me) -> Heard | None:
    """What was said to the bot; None when nothing was."""
    if update.callback_query:
        return _pressed(update.callback_query)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    # A live location is edited again and again; where she was at first is enough.
    if update.edited_message and (message.location or media_of(message)):
        return None
    private = message.chat.type == "private"
    if not private and not _addressed(message, me):
        return None
    return _said(message, me, private)


def _pressed(query: CallbackQuery) -> Heard | None:
    message = query.message
    if message is None or query.data is None:
        return None
    return Heard(
        chat_id=message.chat.id,
        user_id=query.from_user.id,
        private=message.chat.type == "private",
        message_id=message.message_id,
        external_id=f"tg:press:{query.id}"[:80],
        language=query.from_user.language_code or "",
        choice=query.data,
        callback_id=query.id,
    )


def _said(message: Message, me: Me, private: bool) -> Heard | None:
    assert message.from_user
    edited = f":e{int(message.edit_date.timestamp())}" if message.edit_date else ""
    text, content, media = _read(message, me)
    command = _command(text, me) if not media else None
    if not (text or content or media):
        return None
    return Heard(
        chat_id=message.chat.id,
        user_id=message.from_user.id,
        private=private,
        message_id=message.message_id,
        external_id=f"tg:{message.message_id}{edited}",
        language=message.from_user.language_code or "",
        text=text,
        content=content,
        command=command,
        media=media,
    )


def _read(message: Message, me: Me) -> tuple[str, dict[str, Any], Media | None]:
    place = message.location or (message.venue.location if message.venue else None)
    if place:
        return "", {"location": {"latitude": place.latitude, "longitude": place.longitude}}, None
    contact = message.contact
    if contact and message.from_user and contact.user_id == message.from_user.id:
        # Her own number, for a mediator who is to call her.
        return f"+{contact.phone_number.lstrip('+')}", {}, None
    text = message.text or message.caption or ""
    return _without_mention(text, me), {}, media_of(message)


def _without_mention(text: str, me: Me) -> str:
    return re.sub(rf"@{re.escape(me.username)}\b", "", text, flags=re.IGNORECASE).strip() if me.username else text


def _command(text: str, me: Me) -> tuple[str, str] | None:
    found = _COMMAND.fullmatch(text)
    return (found[1].lower(), (found[3] or "").strip()) if found else None


def _addressed(message: Message, me: Me) -> bool:
    """In a group: whether she means the bot, by its name, by a reply to it, or by a command for it."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return True
    text = message.text or message.caption or ""
    command = _COMMAND.fullmatch(text)
    if command:
        return command[2] is None or command[2].lower() == me.username.lower()
    mentions = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities([MessageEntity.MENTION])
    return any(name.lower() == f"@{me.username.lower()}" for name in mentions.values())
