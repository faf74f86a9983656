"""Choices as Telegram's buttons, and back."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from connectors.telegram.models import TelegramChoice

# Bytes that a button may carry (Bot API, InlineKeyboardButton).
LONGEST = 64
SHARE = "place:share"
_LONG = "long:"
# Titles so short that two stand beside each other.
_SHORT = 14


async def data_of(session: AsyncSession, value: str) -> str:
    """What a button carries for the value of a choice: the value itself, or the key it is kept under."""
    if len(value.encode()) <= LONGEST:
        return value
    key = hashlib.sha256(value.encode()).hexdigest()[:20]
    if await session.get(TelegramChoice, key) is None:
        session.add(TelegramChoice(key=key, value=value))
    return _LONG + key


async def value_of(session: AsyncSession, data: str) -> str | None:
    """The value of the choice a button carried; None when nobody knows it any more."""
    if not data.startswith(_LONG):
        return data
    kept = await session.get(TelegramChoice, data.removeprefix(_LONG))
    return kept.value if kept else None


def inline(choices: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """Buttons (title, data) below a message, two in a row where their titles are short."""
    rows: list[list[InlineKeyboardButton]] = []
    for title, data in choices:
        button = InlineKeyboardButton(title, callback_data=data)
        beside = rows and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(title)) <= _SHORT
        if beside:
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def share_position(title: str, hint: str) -> ReplyKeyboardMarkup:
    """The one button that shares a position; it folds away after use."""
    button = KeyboardButton(f"📍 {title}", request_location=True)
    return ReplyKeyboardMarkup(
        [[button]], resize_keyboard=True, one_time_keyboard=True, input_field_placeholder=hint[:64]
    )
