"""Never an endless wait: who is not taken within a set time of staffed minutes is offered to more, and told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository as messages
from conversations.handoff import repository
from conversations.handoff.routing import Staff, offer_to_more, staff
from conversations.handoff.states import Reason
from conversations.models import Handoff
from conversations.rota.hours import Interval, clipped
from conversations.rota.hours import minutes as staffed_minutes
from conversations.rota.routing import staffed
from foundation.catalogue import FALLBACK
from foundation.catalogue import message as sentence
from foundation.database import Sessions, reading

# How many are alerted in one transaction.
AT_ONCE = 20
# An urgent one is given a third of the time.
URGENT_SHARE = 3
# First more mediators, then the coordinators; what each step tells the person.
STEPS = ("handoff.alerted", "handoff.coordinator")


def is_overdue(handoff: Handoff, there: Sequence[Interval], moment: datetime, minutes: float) -> bool:
    """Whether the next step is due: each comes after `minutes` of staffed time, counted from the wait's beginning.

    `there` is when at least one mediator was there, up to `moment`.
    """
    if handoff.alerts >= len(STEPS):
        return False
    limit = minutes / URGENT_SHARE if handoff.reason == Reason.URGENT else minutes
    waited = staffed_minutes(clipped(there, handoff.waiting_since, moment))
    return waited >= limit * (handoff.alerts + 1)


async def alert_overdue(sessions: Sessions, moment: datetime, minutes: float) -> list[str]:
    """Take the next step for all whose time is over; the conversations it was taken for."""
    async with reading(sessions) as session:
        people = await staff(session)
        overdue = await _overdue(session, people, moment, minutes)
    alerted = []
    for start in range(0, len(overdue), AT_ONCE):
        # Few at a time: a morning after a long night must not hold the database for everybody else.
        async with sessions.begin() as session:
            alerted += [row for row in overdue[start : start + AT_ONCE] if await _alert(session, people, *row)]
    return [conversation_id for conversation_id, _ in alerted]


async def _overdue(session: AsyncSession, people: Staff, moment: datetime, minutes: float) -> list[tuple[str, int]]:
    """The conversations whose next step is due, with the alerts they had so far."""
    waiting = await repository.all_waiting(session)
    # Asked once for all: with a thousand waiting it would take seconds otherwise.
    first = min((handoff.waiting_since for handoff in waiting), default=moment)
    there = staffed(people.colleagues, first, moment) if waiting else []
    return [(row.conversation_id, row.alerts) for row in waiting if is_overdue(row, there, moment, minutes)]


async def _alert(session: AsyncSession, people: Staff, conversation_id: str, alerts: int) -> bool:
    """Take one step, unless somebody took the conversation or the step meanwhile."""
    handoff = await repository.open_handoff(session, conversation_id, lock=True)
    conversation = await messages.get_conversation(session, conversation_id)
    if handoff is None or conversation is None or handoff.taken_at or handoff.alerts != alerts:
        return False
    offer_to_more(people, handoff, conversation)
    language = conversation.language or FALLBACK
    key = STEPS[alerts]
    await messages.add_notice(session, conversation_id, sentence(key, language), language, key=key)
    return True
