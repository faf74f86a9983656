"""SQL for freshness, and only here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from knowledge.directory.models import Organization, Service
from knowledge.freshness.models import Care, LinkCheck, Proposal
from knowledge.freshness.rules import CHECK_AFTER
from knowledge.guides.models import Guide


@dataclass(frozen=True)
class Due:
    """A record that is due: its check so far, the day that somebody set for the next, and who looks after it."""

    kind: str
    id: str
    name: str
    organization: str
    checked_on: date | None
    checked_by: str | None
    set_for: date | None
    account_id: str | None


def _is_due(checked_on: InstrumentedAttribute[date | None], today: date) -> ColumnElement[bool]:
    """Due on the day that somebody set, or so long after its check, or never checked at all."""
    usual = or_(checked_on.is_(None), checked_on <= today - CHECK_AFTER)
    return or_(Care.set_for <= today, and_(Care.set_for.is_(None), usual))


def _in_care_of(account_id: str | None) -> ColumnElement[bool]:
    return true() if account_id is None else Care.account_id == account_id


async def due_services(session: AsyncSession, today: date, account_id: str | None, limit: int) -> list[Due]:
    """Active services that are due, the oldest check first, those that were never checked last.

    Only those in the care of one account when it is given.
    """
    query = (
        select(Service, Organization.name, Care.set_for, Care.account_id)
        .join(Service.organization)
        .outerjoin(Care, and_(Care.kind == "service", Care.record_id == Service.id))
        .where(Service.status == "active", _is_due(Service.assured_date, today), _in_care_of(account_id))
        .order_by(Service.assured_date.is_(None), Service.assured_date, Organization.name, Service.name)
        .limit(limit)
    )
    return [
        Due("service", row.id, row.name, organization, row.assured_date, row.assurer, set_for, account)
        for row, organization, set_for, account in await session.execute(query)
    ]


async def due_guides(session: AsyncSession, today: date, account_id: str | None) -> list[Due]:
    """Guides that are due, in the same order; their name is the topic."""
    query = (
        select(Guide, Care.set_for, Care.account_id)
        .outerjoin(Care, and_(Care.kind == "guide", Care.record_id == Guide.topic))
        .where(_is_due(Guide.checked_on, today), _in_care_of(account_id))
        .order_by(Guide.checked_on.is_(None), Guide.checked_on, Guide.topic)
    )
    return [
        Due("guide", row.topic, row.topic, "", row.checked_on, row.checked_by, set_for, account)
        for row, set_for, account in await session.execute(query)
    ]


async def how_many_services_are_due(session: AsyncSession, today: date, account_id: str | None) -> int:
    """How many services are due in all, or in the care of one account."""
    query = (
        select(func.count())
        .select_from(Service)
        .outerjoin(Care, and_(Care.kind == "service", Care.record_id == Service.id))
        .where(Service.status == "active", _is_due(Service.assured_date, today), _in_care_of(account_id))
    )
    return (await session.execute(query)).scalar_one()


async def care_of(session: AsyncSession, kind: str, record_id: str) -> Care:
    """Who looks after a record; a new row, not stored yet, where nobody does."""
    found = await session.get(Care, (kind, record_id))
    if found is None:
        found = Care(kind=kind, record_id=record_id)
        session.add(found)
    return found


async def addresses(session: AsyncSession) -> list[str]:
    """Every address the knowledge base sends people to, each once."""
    found = {str(url) for url in await session.scalars(select(Service.url).where(Service.url.is_not(None)).distinct())}
    websites = select(Organization.website).where(Organization.website.is_not(None)).distinct()
    found |= {str(url) for url in await session.scalars(websites)}
    for sources in await session.scalars(select(Guide.sources)):
        found |= {source["url"] for source in sources if source.get("url")}
    return sorted(url for url in found if url.startswith(("https://", "http://")) and len(url) <= 500)


async def checks(session: AsyncSession) -> dict[str, LinkCheck]:
    """Every address that was tried, by address."""
    return {row.url: row for row in await session.scalars(select(LinkCheck))}


async def forget_links(session: AsyncSession, urls: Sequence[str]) -> None:
    """Drop what was known of addresses that nobody is sent to any more."""
    await session.execute(delete(LinkCheck).where(LinkCheck.url.in_(urls)))


async def failing(session: AsyncSession) -> list[LinkCheck]:
    """Addresses that fail, the longest first."""
    query = select(LinkCheck).where(LinkCheck.failing_since.is_not(None)).order_by(LinkCheck.failing_since)
    return list(await session.scalars(query))


async def proposals_waiting(session: AsyncSession) -> list[Proposal]:
    """What organizations sent and nobody has decided, the oldest first."""
    query = select(Proposal).where(Proposal.sent_at.is_not(None), Proposal.decided_at.is_(None))
    return list(await session.scalars(query.order_by(Proposal.sent_at)))
