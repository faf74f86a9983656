"""SQL for the words that can be meant, by three letters in a row; the same on both databases."""

from collections.abc import Collection, Sequence

from sqlalchemy import String, cast, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.models import SearchTrigram


async def add(session: AsyncSession, rows: Sequence[tuple[str, str]]) -> None:
    """Keep these trigrams of words; those that are there already stay."""
    if not rows:
        return
    if session.get_bind().dialect.name == "sqlite":
        kept = sqlite.insert(SearchTrigram).on_conflict_do_nothing()
        await session.execute(kept, [{"trigram": trigram, "word": word} for trigram, word in rows])
        return
    # One statement for all rows: PostgreSQL takes ten times as long for as many statements.
    columns = (func.unnest(cast(list(column), ARRAY(String))) for column in zip(*rows, strict=True))
    new = postgresql.insert(SearchTrigram).from_select(["trigram", "word"], select(*columns))
    await session.execute(new.on_conflict_do_nothing())


async def clear(session: AsyncSession) -> None:
    """Forget all words."""
    await session.execute(delete(SearchTrigram))


async def sharing(session: AsyncSession, trigrams: Collection[str], limit: int) -> Sequence[str]:
    """The words that share most of these trigrams, the shortest of equals first."""
    row = SearchTrigram
    query = select(row.word).where(row.trigram.in_(sorted(trigrams))).group_by(row.word)
    query = query.order_by(func.count().desc(), func.length(row.word), row.word)
    return list(await session.scalars(query.limit(limit)))
