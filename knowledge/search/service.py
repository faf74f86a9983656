"""One search over guides, services, organizations and locations, in any language and spelling."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
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
from knowledge.search.repository import Order
from knowledge.search.understanding import understood

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
    """Some of what was found, and how many there are. `near` is where it was searched.

    `mended` says as which word one was read that stands nowhere (both as they are stored).
    """

    found: list[Hit]
    total: int
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
    page = Page([], 0, filters.near, asked.mended)
    for wanted in asked.attempts:
        order = Order(folded(text), texts_of(session).matching(wanted) if wanted else None)
        rows, total = await repository.find(session, order, filters, limit, offset)
        if total >= FEW or wanted is asked.attempts[-1]:
            return replace(page, found=[_hit(row, distance, language) for row, distance in rows], total=total)
    return page


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
