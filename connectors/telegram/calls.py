"""The calls that bring a piece of a message to a chat."""

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from connectors.telegram.channel import Channel
from connectors.telegram.models import TelegramChat
from connectors.telegram.outcome import is_unchanged
from connectors.telegram.wording import Piece, Venue

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(channel: Channel, chat: TelegramChat, piece: Piece, answers: int | None) -> int:
    """Send a piece and return Telegram's id of it; in a group as a reply to the message `answers`."""
    await channel.pace.message(chat.chat_id, chat.private)
    if piece.venue:
        return await _send_venue(channel, chat, piece.venue)
    reply = None
    if answers and not chat.private:
        reply = ReplyParameters(answers, allow_sending_without_reply=True)
    sent = await channel.bot.send_message(
        chat.chat_id,
        piece.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=piece.markup,
        reply_parameters=reply,
    )
    return sent.message_id


async def _send_venue(channel: Channel, chat: TelegramChat, venue: Venue) -> int:
    sent = await channel.bot.send_venue(
        chat.chat_id,
        latitude=venue.latitude,
        longitude=venue.longitude,
        title=venue.title[:100],
        address=venue.address[:200],
    )
    return sent.message_id


async def edit(channel: Channel, chat: TelegramChat, message_id: int, piece: Piece) -> bool:
    """Put a piece in the place of an earlier message; False where that cannot be edited."""
    await channel.pace.call()
    markup = piece.markup if isinstance(piece.markup, InlineKeyboardMarkup) else None
    try:
        await channel.bot.edit_message_text(
            piece.html,
            chat_id=chat.chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,
        )
    except BadRequest as error:
        return is_unchanged(error)
    return True


async def remove(channel: Channel, chat: TelegramChat, message_ids: list[int]) -> None:
    """Take messages out of a chat, as far as Telegram still lets a bot do so."""
    for start in range(0, len(message_ids), 100):
        await channel.pace.call()
        try:
            await channel.bot.delete_messages(chat.chat_id, message_ids[start : start + 100])
        except BadRequest:
            # Older than 48 hours, or gone already.
            continue
