"""SQL for drafts and revisions, and only here."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing.kind import Subject
from knowledge.editing.models import Draft, Revision


async def find_draft(session: AsyncSession, subject: Subject, lock: bool = False) -> Draft | None:
    """The draft of a record; locked until the transaction ends when asked for."""
    query = select(Draft).filter_by(kind=subject.kind, record_id=subject.id, language=subject.language)
    found: Draft | None = await session.scalar(query.with_for_update() if lock else query)
    return found


async def drafts(session: AsyncSession, kind: str | None = None) -> list[Draft]:
    """All drafts (of one kind), the latest first."""
    query = select(Draft).order_by(Draft.saved_at.desc())
    return list(await session.scalars(query.filter_by(kind=kind) if kind else query))


async def revisions(session: AsyncSession, subject: Subject) -> list[Revision]:
    """Everything a record was, the newest first."""
    query = select(Revision).filter_by(kind=subject.kind, record_id=subject.id, language=subject.language)
    return list(await session.scalars(query.order_by(Revision.number.desc())))


async def revision(session: AsyncSession, subject: Subject, number: int) -> Revision | None:
    """What a record was at one number."""
    query = select(Revision).filter_by(kind=subject.kind, record_id=subject.id, language=subject.language)
    found: Revision | None = await session.scalar(query.filter_by(number=number))
    return found


async def last_number(session: AsyncSession, subject: Subject) -> int:
    """The number of the newest revision; 0 when it was never edited."""
    query = select(func.max(Revision.number)).filter_by(
        kind=subject.kind, record_id=subject.id, language=subject.language
    )
    return await session.scalar(query) or 0


async def edited(session: AsyncSession, kind: str) -> set[tuple[str, str]]:
    """Id and language of every record of a kind that staff have published: shipped content leaves them alone."""
    query = select(Revision.record_id, Revision.language).where(Revision.kind == kind).distinct()
    return {(row[0], row[1]) for row in await session.execute(query)}
