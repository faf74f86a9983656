"""A question that was edited is answered in place: the earlier answer's messages hold the new one."""

import re
from collections.abc import Sequence

from connectors.telegram import calls, repository
from connectors.telegram.channel import Channel
from connectors.telegram.ledger import replaced
from connectors.telegram.models import TelegramChat, TelegramDelivery
from connectors.telegram.wording import FIRST, MAPS
from conversations.models import Message
from foundation.database import reading

_QUESTION = re.compile(r"(tg:(\d+))(:e\d+)?")


def question_of(said: Message) -> int | None:
    """Telegram's id of the message that is answered."""
    found = _QUESTION.match(said.reply_to or "")
    return int(found[2]) if found else None


async def earlier_answers(channel: Channel, chat: TelegramChat, said: Message) -> list[TelegramDelivery]:
    """What answers the question before it was edited; empty when `said` answers no edit."""
    found = _QUESTION.fullmatch(said.reply_to or "")
    if not found or not found[3]:
        return []
    async with reading(channel.house.sessions) as session:
        return await repository.answers_to(session, chat, found[1], said.reply_to or "")


def next_text(earlier: list[TelegramDelivery]) -> TelegramDelivery | None:
    """Take the next earlier message that holds text."""
    at = next((at for at, row in enumerate(earlier) if FIRST <= row.piece < MAPS), None)
    return None if at is None else earlier.pop(at)


async def put_away(channel: Channel, chat: TelegramChat, rest: Sequence[TelegramDelivery]) -> None:
    """Take away what the new answer has no use for."""
    if not rest:
        return
    await calls.remove(channel, chat, [row.message_id for row in rest if row.message_id])
    async with channel.house.sessions.begin() as session:
        for row in rest:
            await replaced(session, row)
