"""SQL for hand-offs, and only here."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import AccountSession
from conversations.handoff.states import Reason
from conversations.models import MEDIATOR, PERSON, Conversation, Handoff, Message

OPEN = and_(Handoff.returned_at.is_(None), Handoff.closed_at.is_(None))
WAITING = and_(OPEN, Handoff.taken_at.is_(None))
TAKEN = and_(OPEN, Handoff.taken_at.is_not(None))
_URGENT_FIRST = case((Handoff.reason == Reason.URGENT, 0), else_=1)
Row = tuple[Handoff, Conversation]


async def open_handoff(session: AsyncSession, conversation_id: str, lock: bool = False) -> Handoff | None:
    """The hand-off that has not ended, if there is one; locked until the transaction ends when asked for."""
    query = select(Handoff).where(Handoff.conversation_id == conversation_id, OPEN).order_by(Handoff.asked_at.desc())
    found = await session.scalars(query.limit(1).with_for_update() if lock else query.limit(1))
    return found.one_or_none()


async def last_handoff(session: AsyncSession, conversation_id: str) -> Handoff | None:
    """The newest hand-off of a conversation, ended or not."""
    query = select(Handoff).where(Handoff.conversation_id == conversation_id).order_by(Handoff.asked_at.desc())
    return (await session.scalars(query.limit(1))).one_or_none()


async def waiting_before(session: AsyncSession, handoff: Handoff | None) -> int:
    """How many wait before this one (all that wait, for one that is still to come): urgent ones go first."""
    query = select(func.count()).select_from(Handoff).where(WAITING)
    if handoff is not None:
        earlier = Handoff.waiting_since < handoff.waiting_since
        urgent = Handoff.reason == Reason.URGENT
        query = query.where(and_(urgent, earlier) if handoff.reason == Reason.URGENT else or_(urgent, earlier))
        query = query.where(Handoff.id != handoff.id)
    return (await session.execute(query)).scalar_one()


async def open_counts(session: AsyncSession) -> dict[str, int]:
    """How many conversations each mediator has, by account."""
    query = select(Handoff.taken_by, func.count()).where(TAKEN).group_by(Handoff.taken_by)
    return {account: count for account, count in await session.execute(query) if account}


async def taken_by(session: AsyncSession, account_id: str) -> list[Handoff]:
    """The hand-offs a mediator has now, locked."""
    found = await session.scalars(select(Handoff).where(TAKEN, Handoff.taken_by == account_id).with_for_update())
    return list(found)


async def abandoning_accounts(session: AsyncSession, begun_after: datetime, used_after: datetime) -> list[str]:
    """Accounts that have conversations and no session any more that was begun and used late enough."""
    lives = exists().where(
        AccountSession.account_id == Handoff.taken_by,
        AccountSession.created_at > begun_after,
        AccountSession.last_used_at > used_after,
    )
    found = await session.scalars(select(Handoff.taken_by).where(TAKEN, ~lives).distinct())
    return [account for account in found if account]


async def all_waiting(session: AsyncSession) -> list[Handoff]:
    """All that wait."""
    return list(await session.scalars(select(Handoff).where(WAITING)))


def _rows() -> Select[Handoff, Conversation]:
    return select(Handoff, Conversation).join(Conversation, Conversation.id == Handoff.conversation_id)


async def rows_where(session: AsyncSession, condition: ColumnElement[bool], limit: int, newest: bool) -> list[Row]:
    """Hand-offs that fit, with their conversations: urgent first and longest waiting, or the newest end first."""
    ended = func.coalesce(Handoff.closed_at, Handoff.returned_at)
    order = [ended.desc()] if newest else [_URGENT_FIRST, Handoff.waiting_since]
    query = _rows().where(condition).order_by(*order).limit(limit)
    return [(row[0], row[1]) for row in await session.execute(query)]


async def waiting_offers(session: AsyncSession) -> list[tuple[str, list[str]]]:
    """Of each that waits, the reason and the accounts it was offered to."""
    found = await session.execute(select(Handoff.reason, Handoff.offered_to).where(WAITING))
    return [(row[0], row[1]) for row in found]


async def conversations_of(session: AsyncSession, account_id: str) -> list[str]:
    """The conversations a mediator has now."""
    return list(await session.scalars(select(Handoff.conversation_id).where(TAKEN, Handoff.taken_by == account_id)))


async def unanswered(session: AsyncSession, conversations: Sequence[str]) -> dict[str, int]:
    """How many messages of the person came after the mediator's last one, by conversation."""
    last = (
        select(Message.conversation_id, func.max(Message.position).label("position"))
        .where(Message.author == MEDIATOR, Message.conversation_id.in_(conversations))
        .group_by(Message.conversation_id)
        .subquery()
    )
    query = (
        select(Message.conversation_id, func.count())
        .outerjoin(last, last.c.conversation_id == Message.conversation_id)
        .where(Message.author == PERSON, Message.conversation_id.in_(conversations))
        .where(Message.position > func.coalesce(last.c.position, 0))
        .group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def open_states(session: AsyncSession) -> dict[str, tuple[object, ...]]:
    """Of each open hand-off, by conversation, what the desks and the person are shown of it."""
    columns = (Handoff.waiting_since, Handoff.taken_at, Handoff.taken_by, Handoff.alerts, Handoff.reason)
    found = await session.execute(select(Handoff.conversation_id, *columns).where(OPEN))
    return {row[0]: tuple(row[1:]) for row in found}
