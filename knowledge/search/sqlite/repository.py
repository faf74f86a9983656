"""SQL for the words of entries on SQLite: an FTS5 table, ranked by bm25. Its row ids hold the entry's id."""

from collections.abc import Sequence

from sqlalchemy import Float, Integer, Select, column, delete, func, insert, literal, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.asking import Wanted
from knowledge.search.texts import TEXTS_OF_ENTRY, Stored
from knowledge.search.words import Term

_ID = column("rowid", Integer)
_TEXTS = table("search_texts", _ID, column("names"), column("synonyms"), column("rest"))
_MATCHES = literal_column("search_texts").op("MATCH")
# How much a word counts in the names, the synonyms and the rest.
_WEIGHTS = (8.0, 3.0, 1.0)


async def add(session: AsyncSession, texts: Sequence[Stored]) -> None:
    """Keep these texts."""
    rows = [_row(text) for text in texts]
    if rows:
        await session.execute(insert(_TEXTS), rows)


def _row(text: Stored) -> dict[str, object]:
    names, synonyms, rest = (" ".join(words) for words in text.words)
    return {"rowid": text.id, "names": names, "synonyms": synonyms, "rest": rest}


async def remove(session: AsyncSession, entries: Sequence[int]) -> None:
    """Forget the texts of these entries."""
    for entry in entries:
        first = entry * TEXTS_OF_ENTRY
        await session.execute(delete(_TEXTS).where(_ID.between(first, first + TEXTS_OF_ENTRY - 1)))


async def clear(session: AsyncSession) -> None:
    """Forget all texts."""
    await session.execute(delete(_TEXTS))


async def counts(session: AsyncSession, terms: Sequence[Term], most: int) -> list[int]:
    """In how many texts each term stands; no more than `most` are counted."""
    some = [select(_ID).select_from(_TEXTS).where(_MATCHES(_expression(term))).limit(most).subquery() for term in terms]
    query = select(*(select(func.count()).select_from(texts).scalar_subquery() for texts in some))
    return list((await session.execute(query)).one())


def matching(wanted: Wanted) -> Select[int, float]:
    """A row for each text that matches: its `entry` and its `score`, the higher the better."""
    needed = (" AND " if wanted.every else " OR ").join(map(_expression, wanted.required))
    if len(wanted.weights) > len(wanted.required):
        needed = f"({needed}) AND ({' OR '.join(map(_expression, wanted.weights))})"
    score = -func.bm25(literal_column("search_texts"), *_WEIGHTS, type_=Float)
    entry = _ID.op("/", return_type=Integer())(literal(TEXTS_OF_ENTRY))
    query = select(entry.label("entry"), score.label("score")).select_from(_TEXTS)
    # bm25 can be computed only while the rows are read: the limit, which is none, keeps the two apart.
    return query.where(_MATCHES(needed)).limit(-1)


def _expression(term: Term) -> str:
    if not term.begin:
        return f'"{term.stem}"'
    return f'("{term.stem}" OR "{term.begin}" *)' if term.stem != term.begin else f'"{term.begin}" *'
