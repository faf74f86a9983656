"""SQL for the directory, and only here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from sqlalchemy import Float, case, delete, distinct, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import ColumnElement

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic
from knowledge.search.service import search

_DETAILS = (
    selectinload(Service.organization),
    selectinload(Service.locations),
    selectinload(Service.languages),
    selectinload(Service.schedules),
    selectinload(Service.phones),
)

# A degree of latitude (WGS 84, at 45 degrees north).
KILOMETRES_A_DEGREE = 111.13
# Kilometres.
FIRST_CIRCLE = 6.0
# Locations in the first circle; more than these are quicker read by topic.
MOST = 2000


@dataclass(frozen=True)
class Spot:
    """A point (degrees, WGS 84) where services are given: its address, the first of them by name, how many."""

    latitude: float
    longitude: float
    address: str | None
    name: str
    services: int


def _distance(latitude: float, longitude: float) -> ColumnElement[float]:
    """The squared distance on a flat map, enough to sort by within one region; unknown places last."""
    north = Location.latitude - latitude
    east = (Location.longitude - longitude) * cos(radians(latitude))
    return case((Location.latitude.is_(None), 1e9), else_=north * north + east * east)


async def nearest_services(
    session: AsyncSession,
    topic: str,
    latitude: float,
    longitude: float,
    limit: int,
    within: float,
    since: date = date.min,
) -> list[str]:
    """Ids of the active services that answer `topic` within so many kilometres of a point (degrees), nearest first.

    What was checked last before `since` is left out; what was never checked stays.
    """
    near = await _locations_near(session, latitude, longitude, min(within, FIRST_CIRCLE))
    found = await _nearest(session, topic, latitude, longitude, limit, within, since, near)
    # Where services are many the nearest are in the first circle; only where they are few all are measured.
    return found if len(found) >= limit else await _nearest(session, topic, latitude, longitude, limit, within, since)


async def _locations_near(session: AsyncSession, latitude: float, longitude: float, radius: float) -> list[str]:
    """Ids of the locations within `radius` kilometres, as the index on coordinates finds them; none when too many."""
    north = radius / KILOMETRES_A_DEGREE
    east = north / cos(radians(latitude))
    query = (
        select(Location.id)
        .where(Location.latitude.between(latitude - north, latitude + north))
        .where(Location.longitude.between(longitude - east, longitude + east))
        .where(_distance(latitude, longitude) <= north**2)
        .limit(MOST + 1)
    )
    found = list(await session.scalars(query))
    return found if len(found) <= MOST else []


async def _nearest(
    session: AsyncSession,
    topic: str,
    latitude: float,
    longitude: float,
    limit: int,
    within: float,
    since: date,
    among: Sequence[str] | None = None,
) -> list[str]:
    distance = _distance(latitude, longitude)
    query = (
        select(Service.id)
        .join(ServiceTopic, ServiceTopic.service_id == Service.id)
        .outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .outerjoin(Location, Location.id == ServiceAtLocation.location_id)
        .where(ServiceTopic.topic == topic, Service.status == "active", distance <= (within / KILOMETRES_A_DEGREE) ** 2)
        .where(or_(Service.assured_date.is_(None), Service.assured_date >= since))
        .order_by(distance, Service.id)
        .limit(limit * 4)
    )
    if among is not None:
        query = query.where(ServiceAtLocation.location_id.in_(among))
    rows = await session.execute(query)
    return list(dict.fromkeys(row.id for row in rows))[:limit]


async def spots(
    session: AsyncSession, municipality_code: str, latitude: float, longitude: float, limit: int, without: str = ""
) -> list[Spot]:
    """Where active services of a municipality are given, nearest to a point (degrees) first.

    `without` is the id of a service that does not count.
    """
    query = (
        select(
            type_coerce(Location.latitude, Float),
            type_coerce(Location.longitude, Float),
            func.min(Location.address_1),
            func.min(Service.name),
            func.count(distinct(Service.id)),
        )
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(Location.municipality_code == municipality_code, Service.status == "active", Service.id != without)
        .where(Location.latitude.is_not(None), Location.longitude.is_not(None))
        .group_by(Location.latitude, Location.longitude)
        .order_by(_distance(latitude, longitude), Location.latitude, Location.longitude)
        .limit(limit)
    )
    return [Spot(*row) for row in await session.execute(query)]


async def services_named(session: AsyncSession, text: str, limit: int) -> list[str]:
    """Ids of the active services that a search for `text` finds, the best first."""
    return [hit.id for hit in (await search(session, text, kinds=("service",), limit=limit)).found]


async def services(session: AsyncSession, identifiers: Sequence[str]) -> list[Service]:
    """The services with these ids, with all their details, in the order of the ids."""
    rows = await session.scalars(select(Service).where(Service.id.in_(identifiers)).options(*_DETAILS))
    found = {service.id: service for service in rows}
    return [found[identifier] for identifier in identifiers if identifier in found]


async def kept_organizations(session: AsyncSession, organizations: Sequence[str], services: Sequence[str]) -> set[str]:
    """Ids of these organizations, of those that run one of these services, and of those with a checked service."""
    found = await session.scalars(
        select(Service.organization_id).where(or_(Service.id.in_(services), Service.assured_date.is_not(None)))
    )
    return {*organizations, *found}


async def replace_organizations(session: AsyncSession, organizations: Sequence[Organization]) -> None:
    """Write the shipped organizations over the stored ones with the same ids."""
    identifiers = [organization.id for organization in organizations]
    locations = [location.id for o in organizations for s in o.services for location in s.locations]
    await session.execute(delete(Organization).where(Organization.id.in_(identifiers)))
    await session.execute(delete(Location).where(Location.id.in_(locations)))
    session.add_all(organizations)
