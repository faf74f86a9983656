"""Everything that was said can be erased: here at once, and in Rasa as soon as it can be reached."""

import asyncio
from datetime import datetime

import structlog
from sqlalchemy import String, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from conversations import repository
from conversations.rasa import RasaClient
from foundation.clock import now
from foundation.database import Base, Moment, Sessions, leave_no_trace, reading
from foundation.errors import AssistantDownError

_log = structlog.get_logger()
# Seconds between two tries to reach a Rasa that was away.
PAUSE = 5.0


class PendingErasure(Base):
    """A conversation erased here that Rasa has still to forget. Its id says nothing about anybody."""

    __tablename__ = "pending_erasures"

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)


async def erase(sessions: Sessions, rasa: RasaClient, conversation_id: str) -> None:
    """Remove a conversation and all that was said in it; Rasa's part is kept in mind until it is done."""
    async with sessions.begin() as session:
        await session.merge(PendingErasure(conversation_id=conversation_id))
        await repository.delete_conversation(session, conversation_id)
    await leave_no_trace(sessions)
    await _forget(sessions, rasa, conversation_id)


async def erase_pending(sessions: Sessions, rasa: RasaClient) -> int:
    """Try once more what Rasa has not forgotten yet; how many are left."""
    async with reading(sessions) as session:
        waiting = list(await session.scalars(select(PendingErasure.conversation_id)))
    done = [await _forget(sessions, rasa, conversation_id) for conversation_id in waiting]
    return done.count(False)


async def keep_erasing(sessions: Sessions, rasa: RasaClient) -> None:
    """Go on trying until cancelled."""
    while True:
        try:
            await erase_pending(sessions, rasa)
        except SQLAlchemyError:
            _log.exception("erase.database")
        await asyncio.sleep(PAUSE)


async def _forget(sessions: Sessions, rasa: RasaClient, conversation_id: str) -> bool:
    try:
        await rasa.forget(conversation_id)
    except AssistantDownError as error:
        _log.warning("erase.rasa_unreachable", cause=error.facts.get("cause"))
        return False
    async with sessions.begin() as session:
        await session.execute(delete(PendingErasure).where(PendingErasure.conversation_id == conversation_id))
    return True
