"""Saying that words people use mean a topic: the search finds its guide, and what is offered on it, by them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import NotFoundError
from foundation.languages import languages
from foundation.text import cleaned, folded
from foundation.topics import topics
from knowledge.search.index import index
from knowledge.search.models import SearchSynonym
from knowledge.search.naming import repository
from knowledge.search.synonyms import names_of_topics
from knowledge.search.words import essential, says_something, stems

# Words a topic may get in one language, characters of one.
MOST, LONGEST = 100, 60


@dataclass(frozen=True)
class Naming:
    """Words of a language, on one line, that mean a topic."""

    language: str
    topic: str
    words: str

    @classmethod
    def typed(cls, language: str, topic: str, words: str) -> "Naming":
        """What somebody typed."""
        return cls(language, topic, " ".join(cleaned(words).split()))


async def fault_of(session: AsyncSession, naming: Naming) -> str | None:
    """Why words cannot be added (`unknown`, `length`, `words`, `known`, `many`); None when they can."""
    topic = topics().get(naming.topic)
    if topic is None or not topic.has_guide or naming.language not in languages():
        return "unknown"
    if not 1 <= len(naming.words) <= LONGEST:
        return "length"
    if not any(sign.isalpha() for sign in naming.words) or not says_something(naming.words):
        return "words"
    if naming.topic in await standing_for(session, naming.words):
        return "known"
    return "many" if await repository.count(session, naming.topic, naming.language) >= MOST else None


async def standing_for(session: AsyncSession, words: str) -> list[str]:
    """The topics that have all of these words in one language: in a guide's title, or among what it is called."""
    needed, held = {term.stem for term in essential(words)}, {key: set(found) for key, found in _shipped().items()}
    for topic, called in (await repository.titles(session)).items():
        for language, title in called.items():
            held.setdefault((topic, language), set()).update(stems(title))
    for row in await repository.every(session):
        held.setdefault((row.topic, row.language), set()).update(stems(row.words))
    return sorted({topic for (topic, _), found in held.items() if needed <= found})


@cache
def _shipped() -> Mapping[tuple[str, str], frozenset[str]]:
    """Topic and language → the stems of what it is called."""
    called = names_of_topics().items()
    return {(topic, code): frozenset(stems(words)) for topic, rows in called for code, words in rows.items()}


async def add(session: AsyncSession, naming: Naming, account_id: str) -> SearchSynonym:
    """The words, in which `fault_of` has found no fault, find the topic from this transaction on.

    Raises IntegrityError when another transaction has added them meanwhile.
    """
    row = SearchSynonym(
        language=naming.language,
        topic=naming.topic,
        words=naming.words,
        folded=folded(naming.words)[:300],
        account_id=account_id,
    )
    session.add(row)
    await index(session, "guide", [naming.topic])
    return row


async def remove(session: AsyncSession, identifier: int) -> SearchSynonym:
    """The words find the topic no more; what they were. Raises NotFoundError."""
    row = await session.get(SearchSynonym, identifier)
    if row is None:
        raise NotFoundError("There is no such synonym.")
    await session.delete(row)
    await index(session, "guide", [row.topic])
    return row
