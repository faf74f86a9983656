"""Lists of the editor: what is found, page by page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.listing import repository
from knowledge.directory.listing.wish import OrganizationRow, ServiceRow, Wish
from knowledge.places.gazetteer import Gazetteer
from knowledge.search.documents import Kind
from knowledge.search.service import search

Area = Literal["services", "organizations"]
PAGE = 50
# Found records that are looked at; who has more writes another word.
MOST_FOUND = 500
_BATCH = 1_000


@dataclass(frozen=True)
class Listed:
    """One page, and how many fit in all."""

    rows: list[ServiceRow] | list[OrganizationRow]
    total: int


async def found(session: AsyncSession, area: Area, text: str, wish: Wish, gazetteer: Gazetteer) -> Wish:
    """The wish, narrowed to what `text` finds in any language and spelling; a town in the text says where."""
    if not text.strip():
        return wish
    kind: Kind = "service" if area == "services" else "organization"
    place = wish.near if area == "services" else None
    hits = await search(
        session,
        text,
        gazetteer=None if place else gazetteer,
        kinds=(kind,),
        topics=(wish.topic,) if wish.topic and area == "services" else (),
        statuses=None,
        municipality=place.code if place and wish.within_km is None else None,
        near=place if wish.within_km is not None else None,
        within_km=wish.within_km if place else None,
        limit=MOST_FOUND,
    )
    return replace(wish, ids=tuple(hit.id for hit in hits.found))


async def listed(session: AsyncSession, area: Area, wish: Wish, number: int) -> Listed:
    """Page `number` (from 1) of the records that fit."""
    offset = (number - 1) * PAGE
    if area == "organizations":
        total = await repository.count_organizations(session, wish)
        return Listed(await repository.organization_page(session, wish, PAGE, offset), total)
    total = await repository.count_services(session, wish)
    return Listed(await repository.service_page(session, wish, PAGE, offset), total)


async def every_service(session: AsyncSession, wish: Wish) -> AsyncIterator[list[ServiceRow]]:
    """All services that fit, a thousand at a time; they are sorted once, not for every thousand."""
    ids = await repository.service_ids(session, wish)
    for start in range(0, len(ids), _BATCH):
        part = tuple(ids[start : start + _BATCH])
        rows = {row.id: row for row in await repository.service_page(session, Wish(ids=part, sort="name"), _BATCH, 0)}
        yield [rows[identifier] for identifier in part if identifier in rows]


async def every_organization(session: AsyncSession, wish: Wish) -> AsyncIterator[list[OrganizationRow]]:
    """All organizations that fit, a thousand at a time."""
    offset = 0
    while rows := await repository.organization_page(session, wish, _BATCH, offset):
        yield rows
        offset += len(rows)
