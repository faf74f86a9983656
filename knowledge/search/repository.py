"""SQL for the entries of the search, the same on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.text import folded
from knowledge.places.place import Place
from knowledge.search.asking import Filters
from knowledge.search.documents import ACTIVE, Document, Kind
from knowledge.search.models import SearchEntry, SearchTopic

# A degree of latitude in kilometres (WGS 84, at 45 degrees north).
KILOMETRES_A_DEGREE = 111.13
# Kilometres at which what matches counts half, and what something counts that is at no place.
HALF, NOWHERE = 10.0, 0.3
# The best guides' topics, and what their words count for what is offered on them.
TOPICS, OFFERED = 3, 0.5
_LONGEST = 300

# An entry, and its distance from where is searched, squared, in kilometres.
Found = tuple[SearchEntry, float | None]


@dataclass(frozen=True)
class Order:
    """What comes first: these entries, then an exact `name` (folded), then what matches best in `texts` and is near."""

    name: str
    texts: Select[int, float] | None = None
    first: Sequence[int] = ()


async def add(session: AsyncSession, documents: Sequence[Document]) -> list[int]:
    """Store what is listed of these documents, which are of one kind; their entries' ids, in order."""
    if not documents:
        return []
    await session.execute(insert(SearchEntry), [_row(document) for document in documents])
    kind, records = documents[0].kind, [document.record_id for document in documents]
    query = select(SearchEntry.record_id, SearchEntry.id).where(SearchEntry.kind == kind)
    held = {row.record_id: row.id for row in await session.execute(query.where(SearchEntry.record_id.in_(records)))}
    entries = [held[record] for record in records]
    topics = [
        {"entry_id": entry, "topic": topic}
        for entry, document in zip(entries, documents, strict=True)
        for topic in document.topics
    ]
    if topics:
        await session.execute(insert(SearchTopic), topics)
    return entries


def _row(document: Document) -> dict[str, object]:
    return {
        "kind": document.kind,
        "record_id": document.record_id,
        "status": document.status,
        "title": document.title[:_LONGEST],
        "titles": dict(document.titles),
        "owner_id": document.owner_id,
        "owner": document.owner[:_LONGEST] if document.owner else None,
        "name": folded(document.title)[:_LONGEST],
        "owner_name": folded(document.owner)[:_LONGEST] if document.owner else None,
        "municipality_code": document.place.municipality_code,
        "latitude": document.place.latitude,
        "longitude": document.place.longitude,
    }


async def remove(session: AsyncSession, kind: Kind, records: Sequence[str]) -> list[int]:
    """Forget what is listed of these records; the ids their entries had."""
    entry = SearchEntry
    where = entry.kind == kind, entry.record_id.in_(records)
    held = select(entry.id).where(*where).order_by(entry.id)
    # Whoever indexes the same records waits here, and then finds what was written meanwhile.
    await session.execute(held.with_for_update())
    entries = list(await session.scalars(held))
    await session.execute(delete(SearchTopic).where(SearchTopic.entry_id.in_(entries)))
    await session.execute(delete(entry).where(*where))
    return entries


async def clear(session: AsyncSession) -> None:
    """Forget everything that is listed."""
    await session.execute(delete(SearchTopic))
    await session.execute(delete(SearchEntry))


async def find(
    session: AsyncSession, order: Order, filters: Filters, limit: int, offset: int
) -> tuple[list[Found], int]:
    """A page of the entries that match, and how many there are."""
    hits = _hits(order, filters).cte("hits")
    total = select(func.count()).select_from(hits).scalar_subquery()
    first = case((hits.c.id.in_(order.first), 0), else_=1)
    best = (first, hits.c.exact, hits.c.active.desc(), hits.c.rank.desc(), hits.c.name, hits.c.record_id)
    page = select(hits.c.id, hits.c.distance, total).order_by(*best).limit(limit).offset(offset)
    rows = (await session.execute(page)).all()
    if not rows:
        return [], (await session.scalar(select(func.count()).select_from(hits)) or 0) if offset else 0
    entries = await session.scalars(select(SearchEntry).where(SearchEntry.id.in_([row.id for row in rows])))
    found = {entry.id: entry for entry in entries}
    return [(found[row.id], row.distance) for row in rows], rows[0][-1]


def _hits(order: Order, filters: Filters) -> Select[*tuple[Any, ...]]:
    """What matches, with all that it is sorted by."""
    entry, distance = SearchEntry, _distance(filters.near) if filters.near else None
    exact = case((entry.name == order.name, 0), (entry.owner_name == order.name, 1), else_=2)
    query, rank = select(entry.id, entry.name, entry.record_id), literal(1.0) if distance is None else _near(distance)
    if order.texts is not None:
        score = _scores(order.texts)
        query, rank = query.join(score, score.c.entry == entry.id), score.c.score * rank
    query = query.add_columns(
        exact.label("exact"),
        (entry.status == ACTIVE).label("active"),
        rank.label("rank"),
        (null() if distance is None else distance).label("distance"),
    )
    return query.where(*_conditions(filters, distance))


def _scores(texts: Select[int, float]) -> Subquery:
    """Each entry's best text, and what it has for a topic whose guide is among the best that were found."""
    found = texts.cte("found")
    own = select(found.c.entry, func.max(found.c.score).label("score")).group_by(found.c.entry).cte("own")
    guides = (
        select(SearchEntry.record_id.label("topic"), own.c.score)
        .join(own, own.c.entry == SearchEntry.id)
        .where(SearchEntry.kind == "guide")
        .order_by(own.c.score.desc(), SearchEntry.record_id)
        .limit(TOPICS)
        .cte("guides")
    )
    offered = select(SearchTopic.entry_id, guides.c.score * OFFERED).join(guides, guides.c.topic == SearchTopic.topic)
    every = union_all(select(own.c.entry, own.c.score), offered).subquery()
    return select(every.c.entry, func.sum(every.c.score).label("score")).group_by(every.c.entry).subquery()


def _near(distance: ColumnElement[float | None]) -> ColumnElement[float]:
    """1 at the place, a half at `HALF` kilometres from it, and less and less."""
    return case((distance.is_(None), NOWHERE), else_=1 / (1 + distance / HALF**2))


def _distance(near: Place) -> ColumnElement[float | None]:
    """Square kilometres on a flat map, exact enough within one region; empty for what is at no place."""
    north = (SearchEntry.latitude - near.latitude) * KILOMETRES_A_DEGREE
    east = (SearchEntry.longitude - near.longitude) * KILOMETRES_A_DEGREE * cos(radians(near.latitude))
    return north * north + east * east


def _conditions(filters: Filters, distance: ColumnElement[float | None] | None) -> list[ColumnElement[bool]]:
    entry = SearchEntry
    wanted: list[ColumnElement[bool]] = []
    if filters.kinds:
        wanted.append(entry.kind.in_(filters.kinds))
    if filters.statuses is not None:
        wanted.append(entry.status.in_(filters.statuses))
    if filters.municipality:
        wanted.append(entry.municipality_code == filters.municipality)
    if filters.topics:
        about = SearchTopic.entry_id == entry.id, SearchTopic.topic.in_(filters.topics)
        wanted.append(exists().where(*about))
    if filters.near and filters.within_km is not None and distance is not None:
        degrees = filters.within_km / KILOMETRES_A_DEGREE
        wanted.append(entry.latitude.between(filters.near.latitude - degrees, filters.near.latitude + degrees))
        wanted.append(distance <= filters.within_km**2)
    return wanted
