"""A call that may have arrived: Telegram has no key that makes sending twice harmless, so it is looked for.

A message that says already what it is to say answers an edit with "not modified". The edit is tried on the ids that
the message can have: higher than every one known when it was sent, and not much higher than those known since. No
other message can be hit: within a chat nothing is sent while a piece is in doubt.
"""

from telegram import InlineKeyboardMarkup

from connectors.telegram.calls import edit
from connectors.telegram.channel import Channel
from connectors.telegram.models import TelegramChat, TelegramDelivery
from connectors.telegram.wording import Piece

# Ids beyond the highest known one that are tried, and tries in all.
BEYOND, MOST = 20, 80


def candidates(after_id: int, newest: int) -> range:
    """The ids a message can have that was sent when `after_id` was the highest one known."""
    last = max(newest, after_id) + BEYOND
    return range(after_id + 1, min(last, after_id + MOST) + 1)


def can_be_found(piece: Piece) -> bool:
    """Whether a piece can be looked for: a text with buttons below it, or with none."""
    return piece.venue is None and (piece.markup is None or isinstance(piece.markup, InlineKeyboardMarkup))


async def find(channel: Channel, chat: TelegramChat, delivery: TelegramDelivery, piece: Piece) -> int | None:
    """The id of a piece in doubt when it has arrived; None when it was not found."""
    if not chat.private or not can_be_found(piece):
        # In a group others are answered too: an edit could hit what was said to them.
        return None
    for message_id in candidates(delivery.after_id, channel.newest):
        if await edit(channel, chat, message_id, piece):
            return message_id
    return None
