"""How her hand-off stands, for the person: who has the conversation, and how many wait before her."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from accounts.repository import names_of
from conversations.handoff import repository
from conversations.handoff.states import Reason, State, state_of


@dataclass(frozen=True)
class Status:
    """`state` is waiting or taken; `mediator` the name of who has it; `ahead` how many wait before her."""

    state: State
    mediator: str | None
    ahead: int | None
    urgent: bool


async def status(session: AsyncSession, conversation_id: str) -> Status | None:
    """The hand-off of a conversation as it stands; None while it is the assistant's alone."""
    handoff = await repository.open_handoff(session, conversation_id)
    if handoff is None:
        return None
    urgent = handoff.reason == Reason.URGENT
    if handoff.taken_by:
        names = await names_of(session, [handoff.taken_by])
        return Status(state_of(handoff), names.get(handoff.taken_by), None, urgent)
    return Status(state_of(handoff), None, await repository.waiting_before(session, handoff), urgent)
