"""SQL for the words that staff have added, and only here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.models import SearchEntry, SearchSynonym

# Topic → language → words.
Words = Mapping[str, Mapping[str, Sequence[str]]]


async def every(session: AsyncSession) -> list[SearchSynonym]:
    """All of them, by topic, language and words."""
    row = SearchSynonym
    return list(await session.scalars(select(row).order_by(row.topic, row.language, row.folded, row.id)))


async def words_of(session: AsyncSession, topics: Sequence[str]) -> Words:
    """What was added for these topics."""
    row = SearchSynonym
    query = select(row.topic, row.language, row.words).where(row.topic.in_(topics)).order_by(row.id)
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for topic, language, words in await session.execute(query):
        found[topic][language].append(words)
    return found


async def count(session: AsyncSession, topic: str, language: str) -> int:
    """How many a topic has in a language."""
    row = SearchSynonym
    query = select(func.count()).where(row.topic == topic, row.language == language)
    return (await session.scalar(query)) or 0


async def titles(session: AsyncSession) -> Mapping[str, Mapping[str, str]]:
    """Topic → language → what its guide is called."""
    row = SearchEntry
    rows = await session.execute(select(row.record_id, row.titles).where(row.kind == "guide"))
    return {guide.record_id: guide.titles for guide in rows}
