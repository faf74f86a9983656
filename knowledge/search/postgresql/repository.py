"""SQL for the words of entries on PostgreSQL: a tsvector with a GIN index. It needs no extension."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add as plus

from sqlalchemy import Float, Integer, Select, cast, column, delete, func, insert, literal, select, table
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from knowledge.search.asking import Wanted
from knowledge.search.texts import TEXTS_OF_ENTRY, Stored
from knowledge.search.words import Term

_ID, _WORDS = column("id", Integer), column("words", TSVECTOR)
_TEXTS = table("search_texts", _ID, _WORDS)
# How much a word counts: D is not used, then the rest (C), the synonyms (B), the names (A).
_WEIGHTS = (0.0, 0.1, 0.35, 1.0)
# Divides by the logarithm of the text's length.
_BY_LENGTH = 1
# PostgreSQL's own limit of positions in one vector.
_LAST = 16_383


async def add(session: AsyncSession, texts: Sequence[Stored]) -> None:
    """Keep these texts."""
    rows = [{"id": text.id, "words": _vector(text)} for text in texts]
    if rows:
        await session.execute(insert(_TEXTS), rows)


def _vector(text: Stored) -> str:
    labelled = ((word, label) for words, label in zip(text.words, "ABC", strict=True) for word in words)
    return " ".join(f"{word}:{min(at, _LAST)}{label}" for at, (word, label) in enumerate(labelled, 1))


async def remove(session: AsyncSession, entries: Sequence[int]) -> None:
    """Forget the texts of these entries."""
    ids = [entry * TEXTS_OF_ENTRY + number for entry in entries for number in range(TEXTS_OF_ENTRY)]
    await session.execute(delete(_TEXTS).where(_ID.in_(select(func.unnest(cast(ids, ARRAY(Integer)))))))


async def clear(session: AsyncSession) -> None:
    """Forget all texts."""
    await session.execute(delete(_TEXTS))


async def counts(session: AsyncSession, terms: Sequence[Term], most: int) -> list[int]:
    """In how many texts each term stands; no more than `most` are counted."""
    some = [select(_ID).where(_matches([term], "|")).limit(most).subquery() for term in terms]
    query = select(*(select(func.count()).select_from(texts).scalar_subquery() for texts in some))
    return list((await session.execute(query)).one())


def matching(wanted: Wanted) -> Select[int, float]:
    """A row for each text that matches: its `entry` and its `score`, the higher the better."""
    entry = _ID.op("/", return_type=Integer())(literal(TEXTS_OF_ENTRY))
    ranks: list[ColumnElement[float]] = [
        func.ts_rank(cast(list(_WEIGHTS), ARRAY(REAL)), _WORDS, _query([term], "|"), _BY_LENGTH, type_=Float) * weight
        for term, weight in wanted.weights.items()
    ]
    query = select(entry.label("entry"), reduce(plus, ranks).label("score"))
    return query.where(_matches(wanted.required, "&" if wanted.every else "|"))


def _matches(terms: Iterable[Term], joiner: str) -> ColumnElement[bool]:
    return _WORDS.op("@@", is_comparison=True)(_query(terms, joiner))


def _query(terms: Iterable[Term], joiner: str) -> ColumnElement[str]:
    return cast(joiner.join(map(_expression, terms)), TSQUERY)


def _expression(term: Term) -> str:
    if not term.begin:
        return term.stem
    return f"({term.stem} | {term.begin}:*)" if term.stem != term.begin else f"{term.begin}:*"
