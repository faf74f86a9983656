"""A word that stands nowhere is taken for the one it is most like among those that do."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.asking import COMMON
from knowledge.search.databases import texts_of
from knowledge.search.vocabulary import repository
from knowledge.search.words import Term

# Letters from which on a word can be mended, and how many may be wrong in one of so many letters.
SHORTEST = 5
_WRONG = ((9, 3), (6, 2), (SHORTEST, 1))
_MOST = 60


def trigrams(word: str) -> set[str]:
    """Every three letters in a row, one of the spaces around it included ("rho": " rh", "rho", "ho ")."""
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


async def learn(session: AsyncSession, words: Iterable[str]) -> None:
    """Words that can be meant; the same again change nothing."""
    rows = [(part, word) for word in words if len(word) >= SHORTEST and word.isalpha() for part in trigrams(word)]
    # In one order for all: two who learn the same words at once wait for each other in a line.
    await repository.add(session, sorted(rows))


async def mended(session: AsyncSession, term: Term) -> str | None:
    """The stored word that `term` is most like, the most frequent of equals; None when it is like none."""
    allowed = _allowed(term)
    if not allowed:
        return None
    likely = await repository.sharing(session, trigrams(term.stem), _MOST)
    distances = {word: OSA.distance(term.stem, word) for word in likely}
    least = min(distances.values(), default=allowed + 1)
    equals = [word for word in likely if distances[word] == least]
    if least > allowed:
        return None
    counts = await texts_of(session).counts(session, [Term(word) for word in equals], COMMON)
    return equals[counts.index(max(counts))]


def may_be_read_as(term: Term, word: str) -> bool:
    """Whether `term` can find the stored `word`: it is the same, begins it, or is near enough to be mended into it."""
    begun = term.begin and word.startswith(term.begin)
    return bool(term.stem == word or begun or OSA.distance(term.stem, word) <= _allowed(term))


def _allowed(term: Term) -> int:
    """How many letters may be wrong in a word; Chinese pieces, which begin nothing, are not spelt."""
    if not term.stem.isalpha() or not term.begin:
        return 0
    return next((wrong for length, wrong in _WRONG if len(term.stem) >= length), 0)
