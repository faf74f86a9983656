"""Who is asked to take a conversation: first one, then more, in the end the coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from accounts.repository import active_admins
from conversations.handoff import repository
from conversations.handoff.states import Reason
from conversations.models import Conversation, Handoff
from conversations.rota.routing import Colleague, Territories, rank
from conversations.rota.service import colleagues
from conversations.rota.territories import territories
from foundation.clock import now

# Who is asked at first, after one alert, and when it is urgent.
FIRST, MORE = 1, 4


@dataclass(frozen=True)
class Staff:
    """Everybody who could be asked, as read at one moment: good for many conversations."""

    colleagues: Sequence[Colleague]
    territories: Territories
    open_counts: Mapping[str, int]
    coordinators: Sequence[str]


async def staff(session: AsyncSession) -> Staff:
    """Who could be asked now."""
    return Staff(
        await colleagues(session),
        await territories(session),
        await repository.open_counts(session),
        [account.id for account in await active_admins(session)],
    )


def ranked(people: Staff, handoff: Handoff, conversation: Conversation) -> list[str]:
    """The accounts of the mediators who are there now, the fittest for this conversation first."""
    language = conversation.written_language or conversation.language
    found = rank(
        people.colleagues,
        now(),
        language,
        handoff.topic,
        conversation.place_code,
        people.open_counts,
        people.territories,
    )
    team = [row for row in found if handoff.ambito_id in row.ambiti]
    return [row.account_id for row in team or found]


async def offer(session: AsyncSession, handoff: Handoff, conversation: Conversation) -> None:
    """Ask the fittest mediator who is there to take it; several at once when it is urgent."""
    if handoff.taken_at:
        return
    count = MORE if handoff.reason == Reason.URGENT else FIRST
    handoff.offered_to = ranked(await staff(session), handoff, conversation)[:count]


def offer_to_more(people: Staff, handoff: Handoff, conversation: Conversation) -> None:
    """Nobody took it: ask the next mediators, and after them the coordinators."""
    more = ranked(people, handoff, conversation)[: FIRST + MORE] if handoff.alerts == 0 else people.coordinators
    handoff.offered_to = list(dict.fromkeys([*handoff.offered_to, *more]))
    handoff.alerts += 1
