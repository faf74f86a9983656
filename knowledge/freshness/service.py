"""What is due for a check, and the one click that says “still true”."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import NotFoundError
from knowledge.directory.models import Service
from knowledge.freshness import repository
from knowledge.freshness.rules import is_offered, next_check
from knowledge.guides.models import Guide

# Services in one list: more than anybody checks in a sitting.
MOST = 50


@dataclass(frozen=True)
class DueRecord:
    """A record to check: since when it is due (None: never checked), and whether it is still offered to people.

    `set_for` is the day that somebody set for the check.
    """

    kind: str
    id: str
    name: str
    organization: str
    checked_on: date | None
    checked_by: str | None
    due_since: date | None
    set_for: date | None
    responsible: str | None
    offered: bool


async def due(session: AsyncSession, today: date, responsible: str | None = None) -> list[DueRecord]:
    """What is due today, guides first, then at most MOST services; only what one account looks after if it is given."""
    guides = await repository.due_guides(session, today, responsible)
    services = await repository.due_services(session, today, responsible, MOST)
    return [_record(row, today) for row in (*guides, *services)]


def _record(row: repository.Due, today: date) -> DueRecord:
    since, offered = next_check(row.checked_on, row.set_for), is_offered(row.checked_on, today)
    return DueRecord(
        row.kind, row.id, row.name, row.organization, row.checked_on, row.checked_by, since, row.set_for,
        row.account_id, offered,
    )  # fmt: skip


async def still_true(session: AsyncSession, kind: str, record_id: str, who: str, today: date) -> None:
    """Write down that a person has checked a record, for all its languages. Raises NotFoundError."""
    guide = await session.get(Guide, record_id) if kind == "guide" else None
    service = await session.get(Service, record_id) if kind == "service" else None
    if guide:
        guide.checked_on, guide.checked_by = today, who
    elif service:
        service.assured_date, service.assurer = today, who
    else:
        raise NotFoundError("There is no such record.", kind=kind, id=record_id)
    care = await repository.care_of(session, kind, record_id)
    care.set_for = care.reminded_on = None


async def entrust(
    session: AsyncSession, kind: str, record_id: str, account_id: str | None, set_for: date | None
) -> None:
    """Say who looks after a record, and when it is to be checked next (None: after the usual time)."""
    care = await repository.care_of(session, kind, record_id)
    care.account_id, care.set_for = account_id, set_for
