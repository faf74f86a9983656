"""The hand-off to a human being, kept as a record."""

from enum import StrEnum
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from conversations.models import Handoff


class Reason(StrEnum):
    """Why a person was called."""

    ASKED = "asked"
    URGENT = "urgent"
    NOT_UNDERSTOOD = "not_understood"
    NOT_HELPED = "not_helped"


async def ask_for_person(
    session: AsyncSession, conversation_id: str, reason: Reason, topic: str | None = None
) -> Handoff:
    """Put the conversation in the queue; one that waits already keeps its place, an urgent reason wins."""
    waiting = await repository.open_handoff(session, conversation_id)
    if waiting:
        if reason is Reason.URGENT:
            waiting.reason, waiting.topic = reason, topic
        return waiting
    handoff = Handoff(id=str(uuid4()), conversation_id=conversation_id, reason=reason, topic=topic)
    session.add(handoff)
    return handoff


async def mediator_of(session: AsyncSession, conversation_id: str) -> str | None:
    """The mediator who has the conversation now; None while the assistant has it."""
    handoff = await repository.open_handoff(session, conversation_id)
    return handoff.taken_by if handoff and handoff.taken_at else None
