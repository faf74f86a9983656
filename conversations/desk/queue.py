"""The lists of the desk: who waits, mine, all that is open, what has ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, not_
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.repository import names_of
from conversations.desk.actor import Actor
from conversations.desk.search import matching
from conversations.handoff import repository
from conversations.handoff.states import Reason, State, state_of
from conversations.models import Handoff
from foundation.errors import InvalidInputError

# More rows than anybody reads; the search finds the rest.
LONGEST = 200


@dataclass(frozen=True)
class QueueRow:
    """One conversation in a list of the desk; `unanswered` are her messages since the mediator's last."""

    id: str
    language: str | None
    place_code: str | None
    topic: str | None
    reason: str
    waiting_since: datetime
    state: State
    mediator: str | None
    mine: bool
    offered_to_me: bool
    alerts: int
    urgent: bool
    unanswered: int
    readable: bool
    outcome: str | None
    ended_at: datetime | None


def _views(actor: Actor) -> Mapping[str, ColumnElement[bool]]:
    ended = and_(not_(repository.OPEN), Handoff.taken_by.is_not(None))
    return {
        "waiting": repository.WAITING,
        "mine": and_(repository.TAKEN, Handoff.taken_by == actor.account_id),
        "all": repository.OPEN,
        "closed": and_(ended, actor.visible()),
    }


async def queue(session: AsyncSession, actor: Actor, view: str, search: str = "") -> list[QueueRow]:
    """The rows of a view (`waiting`, `mine`, `all`, `closed`), urgent first, then longest waiting; ended newest first.

    `search` keeps those with the words in what the actor may read. Raises InvalidInputError for another view.
    """
    views = _views(actor)
    if view not in views:
        raise InvalidInputError(f"There is no list “{view}”: choose one of {', '.join(views)}.", view=view)
    condition = views[view]
    if search.strip():
        condition = and_(condition, actor.visible(), matching(search))
    found = await repository.rows_where(session, condition, LONGEST, newest=view == "closed")
    waiting = await repository.unanswered(session, [conversation.id for _, conversation in found])
    names = await names_of(session, [handoff.taken_by for handoff, _ in found if handoff.taken_by])
    return [_row(handoff, conversation, actor, names, waiting) for handoff, conversation in found]


def _row(
    handoff: Handoff, conversation: Any, actor: Actor, names: Mapping[str, str], unanswered: Mapping[str, int]
) -> QueueRow:
    return QueueRow(
        id=conversation.id,
        language=conversation.written_language or conversation.language,
        place_code=conversation.place_code,
        topic=handoff.topic,
        reason=handoff.reason,
        waiting_since=handoff.waiting_since,
        state=state_of(handoff),
        mediator=names.get(handoff.taken_by or ""),
        mine=handoff.taken_by == actor.account_id,
        offered_to_me=actor.account_id in handoff.offered_to,
        alerts=handoff.alerts,
        urgent=handoff.reason == Reason.URGENT,
        unanswered=unanswered.get(conversation.id, 0),
        readable=actor.sees(handoff),
        outcome=handoff.outcome,
        ended_at=handoff.closed_at or handoff.returned_at,
    )


async def counts(session: AsyncSession, actor: Actor, mine: Sequence[str] | None = None) -> dict[str, int]:
    """How many conversations wait, are urgent, are offered to the actor, and are hers; and her unread messages.

    `mine`: her conversations, where the caller knows them already.
    """
    waiting = await repository.waiting_offers(session)
    if mine is None:
        mine = await repository.conversations_of(session, actor.account_id)
    unread = await repository.unanswered(session, mine) if mine else {}
    return {
        "waiting": len(waiting),
        "urgent": sum(reason == Reason.URGENT for reason, _ in waiting),
        "offered": sum(actor.account_id in offered for _, offered in waiting),
        "mine": len(mine),
        "unread": sum(unread.values()),
    }
