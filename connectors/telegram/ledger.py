"""What is noted of each piece: before it is sent, and when Telegram has answered."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove

from connectors.telegram import repository
from connectors.telegram.channel import Channel
from connectors.telegram.models import FAILED, REPLACED, SENDING, SENT, TelegramChat, TelegramDelivery
from connectors.telegram.wording import Piece, spoken
from conversations.models import MEDIATOR, Message
from conversations.repository import mark_delivered
from foundation.clock import now


async def begin(channel: Channel, chat: TelegramChat, said: Message, piece: Piece) -> tuple[TelegramDelivery, bool]:
    """The delivery of a piece, noted before the call; and whether it was begun before."""
    async with channel.house.sessions.begin() as session:
        held = await repository.delivery_of(session, chat, said.position, piece.number)
        if held:
            return held, True
        delivery = TelegramDelivery(
            id=str(uuid4()),
            chat_key=chat.key,
            conversation_id=said.conversation_id,
            position=said.position,
            piece=piece.number,
            state=SENDING,
            doubtful=False,
            after_id=channel.newest if chat.private else chat.newest_message,
            answers=said.reply_to,
        )
        session.add(delivery)
    return delivery, False


async def end(
    channel: Channel,
    chat: TelegramChat,
    delivery: TelegramDelivery,
    piece: Piece,
    message_id: int,
    replaces: TelegramDelivery | None = None,
) -> None:
    """Note that a piece has arrived."""
    channel.saw(message_id, chat.private)
    async with channel.house.sessions.begin() as session:
        held = await session.get(TelegramDelivery, delivery.id)
        if held:
            held.state, held.message_id, held.at = SENT, message_id, now()
        if replaces:
            await replaced(session, replaces)
        await repository.saw_message(session, chat.key, message_id)
        if isinstance(piece.markup, ReplyKeyboardMarkup | ReplyKeyboardRemove):
            await _keyboard(session, chat, isinstance(piece.markup, ReplyKeyboardMarkup))


async def _keyboard(session: AsyncSession, chat: TelegramChat, is_open: bool) -> None:
    held = await repository.get_chat(session, chat.key)
    if held:
        held.keyboard = chat.keyboard = is_open


async def replaced(session: AsyncSession, old: TelegramDelivery) -> None:
    """Note that an earlier message was put away or holds something else now."""
    held = await session.get(TelegramDelivery, old.id)
    if held:
        held.state = REPLACED


async def doubt(channel: Channel, delivery: TelegramDelivery) -> None:
    """Note that a piece is sent again though nobody can tell whether it has arrived before."""
    async with channel.house.sessions.begin() as session:
        held = await session.get(TelegramDelivery, delivery.id)
        if held:
            held.doubtful = True


async def undo(channel: Channel, delivery: TelegramDelivery) -> None:
    """Take back the note of a piece that certainly did not arrive."""
    async with channel.house.sessions.begin() as session:
        held = await session.get(TelegramDelivery, delivery.id)
        if held:
            await session.delete(held)


async def fail(channel: Channel, delivery: TelegramDelivery, cause: str) -> None:
    """Note that a piece will never arrive, for the coordinators."""
    async with channel.house.sessions.begin() as session:
        held = await session.get(TelegramDelivery, delivery.id)
        if held:
            held.state, held.cause = FAILED, cause


async def passed(channel: Channel, chat: TelegramChat, said: Message) -> None:
    """Note that a whole message has been dealt with."""
    async with channel.house.sessions.begin() as session:
        held = await repository.get_chat(session, chat.key)
        if held and held.conversation_id == said.conversation_id:
            held.sent_position = chat.sent_position = max(held.sent_position, said.position)
            held.language = spoken(said.language) if said.language else held.language
        if said.author == MEDIATOR:
            await mark_delivered(session, said.conversation_id, said.position)
    if said.author == MEDIATOR:
        channel.house.notifier.conversation_changed(said.conversation_id)


async def stop(channel: Channel, chat: TelegramChat) -> None:
    """Nobody wants more in this chat."""
    async with channel.house.sessions.begin() as session:
        await repository.stop_deliveries(session, channel.bot_id, chat.chat_id)
