"""SQL for the words that can be meant, by three letters in a row; the same on both databases."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.models import SearchTrigram


async def add(session: AsyncSession, rows: Sequence[tuple[str, str]]) -> None:
    """Keep these trigrams of words; those that are there already stay."""
    if rows:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        new = dialect.insert(SearchTrigram).on_conflict_do_nothing()
        await session.execute(new, [{"trigram": trigram, "word": word} for trigram, word in rows])


async def clear(session: AsyncSession) -> None:
    """Forget all words."""
    await session.execute(delete(SearchTrigram))


async def sharing(session: AsyncSession, trigrams: Collection[str], limit: int) -> Sequence[str]:
    """The words that share most of these trigrams, the shortest of equals first."""
    row = SearchTrigram
    query = select(row.word).where(row.trigram.in_(sorted(trigrams))).group_by(row.word)
    query = query.order_by(func.count().desc(), func.length(row.word), row.word)
    return list(await session.scalars(query.limit(limit)))
