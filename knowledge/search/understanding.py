"""What the words of a search may have meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.asking import COMMON, Wanted
from knowledge.search.databases import texts_of
from knowledge.search.spelling import mended
from knowledge.search.words import SHORTEST, Term, essential, terms


@dataclass(frozen=True)
class Understood:
    """What has to have `every` word, and `some` of them; without words both are None, and everything is meant.

    `nothing` says that no word stands anywhere; `mended`, as which word one was read that stands nowhere (both as
    they are stored).
    """

    every: Wanted | None = None
    some: Wanted | None = None
    nothing: bool = False
    mended: dict[str, str] = field(default_factory=dict)


async def understood(session: AsyncSession, text: str) -> Understood:
    """The words of a search; those that stand nowhere are mended, or passed over where they cannot be."""
    asked, needed = list(dict.fromkeys(terms(text))), essential(text)
    if not asked:
        return Understood()
    read, counts = await _read(session, asked)
    corrected: dict[str, str] = {}
    for term in needed:
        if not counts[read[term]] and (word := await mended(session, term)):
            corrected[term.stem] = word
            read[term] = Term(word)
            counts[Term(word)] = (await texts_of(session).counts(session, [Term(word)], COMMON))[0]
    required = list(dict.fromkeys(read[term] for term in needed if counts[read[term]]))
    if not required:
        return Understood(nothing=True)
    return Understood(_every(required, counts), _some(required, counts), mended=corrected)


async def _read(session: AsyncSession, asked: Sequence[Term]) -> tuple[dict[Term, Term], dict[Term, int]]:
    """How each word is read, and in how many texts it stands.

    A word that stands as it is has been written to its end, save the last, which may be still being written.
    """
    whole = [Term(term.stem) for term in asked]
    found = await texts_of(session).counts(session, [*whole, *asked], COMMON)
    counts = dict(zip([*whole, *asked], found, strict=True))
    read = {term: term for term in asked}
    read |= {term: plain for term, plain in zip(asked[:-1], whole[:-1], strict=True) if counts[plain]}
    return read, {term: counts[term] for term in read.values()}


def _every(required: list[Term], counts: Mapping[Term, int]) -> Wanted:
    return Wanted(tuple(required), _weights([*required, *_helping(required, counts)], counts))


def _some(required: list[Term], counts: Mapping[Term, int]) -> Wanted:
    rare = [term for term in required if counts[term] < COMMON] or required
    helping = _helping(required, counts)
    found_by = [*rare, *(term for term in helping if len(term.stem) >= SHORTEST)]
    return Wanted(tuple(found_by), _weights([*rare, *helping], counts), every=False)


def _helping(required: list[Term], counts: Mapping[Term, int]) -> list[Term]:
    """Words that name nothing, but say a little about what is meant where they are not common."""
    return [term for term, count in counts.items() if 0 < count < COMMON and term not in required]


def _weights(words: Iterable[Term], counts: Mapping[Term, int]) -> dict[Term, float]:
    return {term: log(1 + COMMON / counts[term]) for term in words}
