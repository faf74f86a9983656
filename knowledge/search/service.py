"""One search over guides, services, organizations and locations, in any language and spelling."""

from collections.abc import Collection
from dataclasses import dataclass, field
from math import sqrt
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.text import folded
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.place import Place, PlaceMatch
from knowledge.search import repository
from knowledge.search.asking import Filters
from knowledge.search.databases import texts_of
from knowledge.search.documents import ACTIVE, Kind
from knowledge.search.models import SearchEntry
from knowledge.search.repository import Found, Order
from knowledge.search.understanding import Understood, understood

# Where fewer have all words, those that have any of them follow.
FEW = 3
# Characters that are read of a search.
LONGEST = 300


@dataclass(frozen=True)
class Hit:
    """A record that was found. `municipality` is ISTAT's code; the distance is from where was searched."""

    kind: Kind
    id: str
    title: str
    owner: str | None
    status: str
    municipality: str | None
    distance_km: float | None


@dataclass(frozen=True)
class Page:
    """Some of what was found, how many there are, and how many of them have all words: these come first.

    `near` is where it was searched. `mended` says as which word one was read that stands nowhere (both as stored).
    """

    found: list[Hit]
    total: int
    complete: int
    near: Place | None = None
    mended: dict[str, str] = field(default_factory=dict)


async def search(
    session: AsyncSession,
    text: str,
    *,
    gazetteer: Gazetteer | None = None,
    kinds: Collection[str] = (),
    topics: Collection[str] = (),
    statuses: Collection[str] | None = (ACTIVE,),
    municipality: str | None = None,
    near: Place | None = None,
    within_km: float | None = None,
    language: str = "it",
    limit: int = 20,
    offset: int = 0,
) -> Page:
    """What `text` finds, the best first; everything by name when it says nothing.

    A record is found when it has all words; where few have, when it has any of them. With a `gazetteer` a town
    named in the text says where to search, instead of `near`. Guides have their title in `language`.
    """
    text = text[:LONGEST]
    match = gazetteer.find(text) if gazetteer else None
    filters = Filters(kinds, topics, statuses, municipality, match.place if match else near, within_km)
    asked = await understood(session, _without(match, text) if match else text)
    rows, total, complete = await _found(session, asked, folded(text), filters, limit, offset)
    found = [_hit(row, distance, language) for row, distance in rows]
    return Page(found, total, complete, filters.near, asked.mended)


async def _found(
    session: AsyncSession, asked: Understood, name: str, filters: Filters, limit: int, offset: int
) -> tuple[list[Found], int, int]:
    """A page, how many there are, and how many of them have all words: these are the first."""
    matching, found = texts_of(session).matching, repository.find
    if asked.nothing:
        return [], 0, 0
    every = Order(name, matching(asked.every) if asked.every else None)
    rows, complete = await found(session, every, filters, limit, offset)
    if complete >= FEW or not asked.some:
        return rows, complete, complete
    first = (await found(session, every, filters, FEW, 0))[0] if complete else []
    some = Order(name, matching(asked.some), [entry.id for entry, _ in first])
    rows, total = await found(session, some, filters, limit, offset)
    return rows, total, complete


def _without(match: PlaceMatch, text: str) -> str:
    """What the text says besides the place."""
    return "" if match.whole else f"{text[: match.start]} {text[match.end :]}"


def _hit(entry: SearchEntry, distance: float | None, language: str) -> Hit:
    return Hit(
        kind=cast(Kind, entry.kind),
        id=entry.record_id,
        title=entry.titles.get(language, entry.title),
        owner=entry.owner,
        status=entry.status,
        municipality=entry.municipality_code,
        distance_km=None if distance is None else round(sqrt(distance), 1),
    )
