"""SQL for what leaves the knowledge base: which records, in which order. Drafts are in none of these tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic
from knowledge.directory.repository import KILOMETRES_A_DEGREE
from knowledge.exporting.wish import Near, Wish
from knowledge.guides.content import ORIGINAL
from knowledge.guides.models import GuideText
from knowledge.importing.reading import Town
from knowledge.places.models import Municipality

Pair = tuple[str, str]


def conditions(wish: Wish) -> list[ColumnElement[bool]]:
    """What a wish asks of the service itself and of its organization."""
    found: list[ColumnElement[bool]] = []
    if wish.statuses:
        found.append(Service.status.in_(wish.statuses))
    if wish.organization_id is not None:
        found.append(Service.organization_id == wish.organization_id)
    if wish.modified_after is not None:
        found.append(Service.last_modified > wish.modified_after)
    if wish.among is not None:
        found.append(Service.id.in_(wish.among))
    if wish.topic is not None:
        topic = exists().where(ServiceTopic.service_id == Service.id, ServiceTopic.topic == wish.topic)
        found.append(topic.correlate(Service))
    if wish.kind is not None:
        kind = exists().where(Organization.id == Service.organization_id, Organization.kind == wish.kind)
        found.append(kind.correlate(Service))
    return found


def _squared_distance(near: Near) -> ColumnElement[float | None]:
    """In squared degrees of latitude on a flat map: exact to a metre or so within the circles people ask for."""
    north = Location.latitude - near.latitude
    east = (Location.longitude - near.longitude) * cos(radians(near.latitude))
    return north * north + east * east


def _around(near: Near) -> list[ColumnElement[bool]]:
    """In the circle; the box around it is what the index on coordinates finds."""
    north = near.metres / 1000 / KILOMETRES_A_DEGREE
    east = north / max(cos(radians(near.latitude)), 0.01)
    return [
        Location.latitude.between(near.latitude - north, near.latitude + north),
        Location.longitude.between(near.longitude - east, near.longitude + east),
        _squared_distance(near) <= north**2,
    ]


def _services(wish: Wish) -> Select[str]:
    """Ids: by distance where the wish names a circle, else by id."""
    query = select(Service.id).where(*conditions(wish))
    if wish.near is None:
        return query.order_by(Service.id)
    query = query.join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    query = query.join(Location, Location.id == ServiceAtLocation.location_id).where(*_around(wish.near))
    return query.group_by(Service.id).order_by(func.min(_squared_distance(wish.near)), Service.id)


async def counted(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> int:
    """How many rows a query has."""
    return await session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


async def service_page(session: AsyncSession, wish: Wish, offset: int, limit: int) -> tuple[list[str], int]:
    """Ids of one page, and how many there are in all."""
    query = _services(wish)
    return list(await session.scalars(query.offset(offset).limit(limit))), await counted(session, query)


async def services_after(session: AsyncSession, wish: Wish, last: str, limit: int) -> list[str]:
    """The next ids after `last`, by id; a circle is not looked at."""
    query = select(Service.id).where(*conditions(wish), Service.id > last).order_by(Service.id).limit(limit)
    return list(await session.scalars(query))


async def services_changed_last(session: AsyncSession, wish: Wish, limit: int) -> list[str]:
    """Ids, the last changed first."""
    query = select(Service.id).where(*conditions(wish)).order_by(Service.last_modified.desc(), Service.id)
    return list(await session.scalars(query.limit(limit)))


async def link_page(session: AsyncSession, wish: Wish, offset: int, limit: int) -> tuple[list[Pair], int]:
    """`(service id, location id)` of one page, and how many there are in all."""
    link = ServiceAtLocation
    query = select(link.service_id, link.location_id).join(Service, Service.id == link.service_id)
    query = query.where(*conditions(wish))
    if wish.near is not None:
        query = query.join(Location, Location.id == link.location_id).where(*_around(wish.near))
        query = query.order_by(_squared_distance(wish.near))
    rows = await session.execute(query.order_by(link.service_id, link.location_id).offset(offset).limit(limit))
    return [(row[0], row[1]) for row in rows], await counted(session, query)


async def organization_page(
    session: AsyncSession, words: Sequence[str], kind: str | None, offset: int, limit: int
) -> tuple[list[str], int]:
    """Ids of the organizations whose name holds every word, by name; and how many there are in all."""
    query = select(Organization.id).where(*(Organization.name.icontains(word, autoescape=True) for word in words))
    query = query.where(Organization.kind == kind) if kind is not None else query
    ordered = query.order_by(Organization.name, Organization.id).offset(offset).limit(limit)
    return list(await session.scalars(ordered)), await counted(session, query)


async def without_services(session: AsyncSession) -> tuple[list[str], list[str]]:
    """Ids of the organizations, and of the locations, that no service belongs to."""
    idle = select(Organization.id).where(~exists().where(Service.organization_id == Organization.id))
    empty = select(Location.id).where(~exists().where(ServiceAtLocation.location_id == Location.id))
    organizations = await session.scalars(idle.order_by(Organization.id))
    return list(organizations), list(await session.scalars(empty.order_by(Location.id)))


async def modified(session: AsyncSession, identifiers: Sequence[str]) -> dict[str, datetime]:
    """When each of the services was last changed (UTC)."""
    query = select(Service.id, Service.last_modified).where(Service.id.in_(identifiers))
    return {row[0]: row[1] for row in await session.execute(query)}


async def last_change(session: AsyncSession) -> datetime | None:
    """When any service was last changed (UTC); None when there is none."""
    return await session.scalar(select(func.max(Service.last_modified)))


async def towns(session: AsyncSession, codes: Iterable[str]) -> dict[str, Town]:
    """The municipalities with these codes of ISTAT."""
    row = Municipality
    columns = (row.code, row.cadastral_code, row.name, row.province, row.latitude, row.longitude)
    query = select(*columns).where(row.code.in_(sorted(set(codes))))
    return {found.code: Town(*found) for found in await session.execute(query)}


async def municipalities(session: AsyncSession) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every municipality by code: code, cadastral code, name, province, latitude, longitude, population."""
    row = Municipality
    columns = (row.code, row.cadastral_code, row.name, row.province, row.latitude, row.longitude, row.population)
    return (await session.execute(select(*columns).order_by(row.code))).all()


async def kinds(session: AsyncSession) -> list[str]:
    """The kinds of organizations there are."""
    return list(await session.scalars(select(Organization.kind).distinct().order_by(Organization.kind)))


async def topic_titles(session: AsyncSession) -> dict[str, str]:
    """The Italian title of every guide, by topic."""
    query = select(GuideText.topic, GuideText.sections["title"].as_string()).where(GuideText.language == ORIGINAL)
    return {row[0]: row[1] for row in await session.execute(query)}
