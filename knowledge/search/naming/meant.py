"""Which topic a sentence means by words that staff have added."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.models import SearchSynonym
from knowledge.search.naming import repository
from knowledge.search.words import essential


async def meant(session: AsyncSession, text: str) -> SearchSynonym | None:
    """The words of staff that stand in `text`, all of them and in their order; the most words count.

    None where there are none, and where as many stand for another topic.
    """
    written = _telling(text)
    held = [(_telling(row.words), row) for row in await repository.every(session)]
    found = [(len(words), row) for words, row in held if _holds(written, words)]
    most = max((length for length, _ in found), default=0)
    best = [row for length, row in found if length == most]
    return best[0] if len({row.topic for row in best}) == 1 else None


def _telling(text: str) -> list[str]:
    """Its words as the search stores them, without those that name nothing ("the")."""
    return [term.stem for term in essential(text)]


def _holds(written: Sequence[str], words: Sequence[str]) -> bool:
    return any(written[at : at + len(words)] == words for at in range(len(written) - len(words) + 1))
