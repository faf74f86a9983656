"""Whether new words for a topic do harm: the judged searches before and after, and which of them come to less."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.judged import FIRST, Judged, about_guides
from knowledge.search.service import search
from knowledge.search.spelling import may_be_read_as
from knowledge.search.words import stems, terms

Found = Mapping[Judged, Sequence[str]]


def may_change(words: str, text: str) -> bool:
    """Whether a search for `text` can find something else once `words` are added: one of its words may be one of them.

    That a guide's text is a little longer then is left aside.
    """
    added = stems(words)
    return any(may_be_read_as(term, stem) for term in terms(text) for stem in added)


async def judge(session: AsyncSession, words: str) -> Found:
    """The first guides that those judged searches find which `words` may change."""
    return {row: await _first(session, row.text) for row in about_guides() if may_change(words, row.text)}


async def _first(session: AsyncSession, text: str) -> list[str]:
    page = await search(session, text, kinds=("guide",), limit=FIRST)
    return [hit.id for hit in page.found]


def worse(before: Found, after: Found) -> list[str]:
    """The searches that find less: a right guide is not among the first any more, or not the very first."""
    return [row.text for row in before if _score(row.right, after[row]) < _score(row.right, before[row])]


def _score(right: Iterable[str], found: Sequence[str]) -> tuple[int, bool]:
    return sum(topic in found for topic in right), bool(found) and found[0] in right
