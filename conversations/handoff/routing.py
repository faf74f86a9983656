"""Who is asked to take a conversation: first one, then more, in the end the coordinators."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from accounts.repository import active_admins
from conversations.handoff import repository
from conversations.handoff.states import Reason
from conversations.models import Conversation, Handoff
from conversations.rota import repository as rota_repository
from conversations.rota.routing import Colleague, rank
from conversations.rota.service import colleagues
from foundation.database import now

# Who is asked at first, after one alert, and when it is urgent.
FIRST, MORE = 1, 4


async def ranked(session: AsyncSession, handoff: Handoff, conversation: Conversation) -> list[Colleague]:
    """The mediators who are there now, the fittest for this conversation first."""
    territories = {row.id: frozenset(row.municipalities) for row in await rota_repository.ambiti(session)}
    found = rank(
        await colleagues(session),
        now(),
        conversation.written_language or conversation.language,
        handoff.topic,
        conversation.place_code,
        await repository.open_counts(session),
        territories,
    )
    team = [row for row in found if handoff.ambito_id in row.ambiti]
    return team or found


async def offer(session: AsyncSession, handoff: Handoff, conversation: Conversation) -> None:
    """Ask the fittest mediator who is there to take it; several at once when it is urgent."""
    if handoff.taken_at:
        return
    count = MORE if handoff.reason == Reason.URGENT else FIRST
    handoff.offered_to = _ids((await ranked(session, handoff, conversation))[:count])


async def offer_to_more(session: AsyncSession, handoff: Handoff, conversation: Conversation) -> None:
    """Nobody took it: ask the next mediators, and after them the coordinators."""
    asked = list(handoff.offered_to)
    if handoff.alerts == 0:
        asked += _ids((await ranked(session, handoff, conversation))[: FIRST + MORE])
    else:
        asked += [account.id for account in await active_admins(session)]
    handoff.offered_to = list(dict.fromkeys(asked))
    handoff.alerts += 1


def _ids(found: Sequence[Colleague]) -> list[str]:
    return [row.account_id for row in found]
