"""What may happen to a hand-off, and when. Every change is one locked row in the caller's transaction."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.handoff import repository
from conversations.handoff.states import Outcome, Reason, State, state_of
from conversations.models import Handoff
from foundation.clock import now
from foundation.errors import ConflictError, NotFoundError


async def ask_for_person(
    session: AsyncSession, conversation_id: str, reason: Reason, topic: str | None = None
) -> Handoff:
    """Put the conversation in the queue; one that waits already keeps its place, an urgent reason wins."""
    held = await repository.open_handoff(session, conversation_id, lock=True)
    if held:
        if reason is Reason.URGENT:
            held.reason, held.topic = reason, topic
        return held
    handoff = Handoff(id=str(uuid4()), conversation_id=conversation_id, reason=reason, topic=topic)
    handoff.asked_at = handoff.waiting_since = now()
    handoff.offered_to, handoff.alerts = [], 0
    session.add(handoff)
    return handoff


async def mediator_of(session: AsyncSession, conversation_id: str) -> str | None:
    """The account of the mediator who has the conversation now; None while the assistant has it."""
    handoff = await repository.open_handoff(session, conversation_id)
    return handoff.taken_by if handoff and handoff.taken_at else None


async def _held(session: AsyncSession, conversation_id: str) -> Handoff:
    handoff = await repository.open_handoff(session, conversation_id, lock=True)
    if handoff is None and await repository.last_handoff(session, conversation_id) is None:
        raise NotFoundError("There is no such conversation on the desk.")
    if handoff is None:
        raise ConflictError("This conversation is with the assistant: nobody waits in it.")
    return handoff


async def take(session: AsyncSession, conversation_id: str, account_id: str) -> tuple[Handoff, bool]:
    """Give a waiting conversation to a mediator; the hand-off, and whether it was hers already.

    Raises ConflictError where somebody else was first (`taken_by` in its facts) or nobody waits.
    """
    handoff = await _held(session, conversation_id)
    if handoff.taken_by == account_id and handoff.taken_at:
        return handoff, True
    if handoff.taken_at:
        raise ConflictError("Somebody else has taken this conversation.", taken_by=handoff.taken_by)
    handoff.taken_at, handoff.taken_by = now(), account_id
    return handoff, False


async def own(session: AsyncSession, conversation_id: str, account_id: str) -> Handoff:
    """The hand-off a mediator has, locked. Raises ConflictError where she does not have it (any more)."""
    handoff = await _held(session, conversation_id)
    if state_of(handoff) is not State.TAKEN or handoff.taken_by != account_id:
        raise ConflictError("You do not have this conversation: take it first.", taken_by=handoff.taken_by)
    return handoff


async def give_back(session: AsyncSession, conversation_id: str, account_id: str) -> Handoff:
    """Return the conversation to the assistant."""
    handoff = await own(session, conversation_id, account_id)
    handoff.returned_at, handoff.ended_by = now(), account_id
    return handoff


async def close(
    session: AsyncSession, conversation_id: str, account_id: str, outcome: Outcome, referred_to: str | None = None
) -> Handoff:
    """End the hand-off with an outcome."""
    handoff = await own(session, conversation_id, account_id)
    handoff.closed_at, handoff.ended_by = now(), account_id
    handoff.outcome, handoff.referred_to = outcome, referred_to
    return handoff


def back_to_queue(handoff: Handoff, offered_to: list[str], ambito_id: str | None = None) -> None:
    """Let it wait again, for these accounts or this team first."""
    handoff.taken_at = handoff.taken_by = None
    handoff.waiting_since, handoff.alerts = now(), 0
    handoff.offered_to, handoff.ambito_id = offered_to, ambito_id


async def withdraw(session: AsyncSession, conversation_id: str) -> bool:
    """End a request that nobody has taken yet, for the person; False when there is none to end."""
    handoff = await repository.open_handoff(session, conversation_id, lock=True)
    if handoff is None or handoff.taken_at:
        return False
    handoff.closed_at = now()
    return True


async def rate(session: AsyncSession, conversation_id: str, helpful: bool) -> None:
    """Keep whether the mediator's help was any; the last answer counts. Raises NotFoundError with no hand-off."""
    handoff = await repository.last_handoff(session, conversation_id)
    if handoff is None:
        raise NotFoundError("Nobody has helped in this conversation yet.")
    handoff.helpful = helpful
