"""Never an endless wait: who is not taken within a set time of staffed minutes is offered to more, and told."""

from collections.abc import Sequence
from datetime import datetime

from conversations import repository as messages
from conversations.handoff import repository
from conversations.handoff.routing import offer_to_more
from conversations.handoff.states import Reason
from conversations.models import Handoff
from conversations.rota.hours import Interval, clipped
from conversations.rota.hours import minutes as staffed_minutes
from conversations.rota.routing import staffed
from conversations.rota.service import colleagues
from foundation.catalogue import message as sentence
from foundation.database import Sessions

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
    alerted = []
    async with sessions.begin() as session:
        waiting = await repository.all_waiting(session)
        # Asked once for all: with a thousand waiting it would take seconds otherwise.
        first = min((handoff.waiting_since for handoff, _ in waiting), default=moment)
        there = staffed(await colleagues(session), first, moment) if waiting else []
        for handoff, conversation in waiting:
            if not is_overdue(handoff, there, moment, minutes):
                continue
            key = STEPS[handoff.alerts]
            await offer_to_more(session, handoff, conversation)
            language = conversation.language or "it"
            await messages.add_notice(session, conversation.id, sentence(key, language), language)
            alerted.append(conversation.id)
    return alerted
