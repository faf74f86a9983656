"""SQL for the directory, and only here."""

from collections.abc import Sequence
from math import cos, radians

from sqlalchemy import case, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import ColumnElement

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic

_DETAILS = (
    selectinload(Service.organization),
    selectinload(Service.locations),
    selectinload(Service.languages),
    selectinload(Service.schedules),
    selectinload(Service.phones),
)

# A degree of latitude (WGS 84, at 45 degrees north).
KILOMETRES_A_DEGREE = 111.13


def _distance(latitude: float, longitude: float) -> ColumnElement[float]:
    """The squared distance on a flat map, enough to sort by within one region; unknown places last."""
    north = Location.latitude - latitude
    east = (Location.longitude - longitude) * cos(radians(latitude))
    return case((Location.latitude.is_(None), 1e9), else_=north * north + east * east)


async def nearest_services(
    session: AsyncSession, topic: str, latitude: float, longitude: float, limit: int, within: float
) -> list[str]:
    """Ids of the active services that answer `topic` within so many kilometres of a point (degrees), nearest first."""
    distance = _distance(latitude, longitude)
    rows = await session.execute(
        select(Service.id)
        .join(ServiceTopic, ServiceTopic.service_id == Service.id)
        .outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .outerjoin(Location, Location.id == ServiceAtLocation.location_id)
        .where(ServiceTopic.topic == topic, Service.status == "active", distance <= (within / KILOMETRES_A_DEGREE) ** 2)
        .order_by(distance, Service.id)
        .limit(limit * 4)
    )
    return list(dict.fromkeys(row.id for row in rows))[:limit]


async def services_named(session: AsyncSession, search: str, limit: int) -> list[str]:
    """Ids of the active services whose name or organization's name holds every word of `search`, by name."""
    query = select(Service.id).join(Service.organization).where(Service.status == "active")
    for word in search.split():
        query = query.where(
            or_(Organization.name.icontains(word, autoescape=True), Service.name.icontains(word, autoescape=True))
        )
    return list(await session.scalars(query.order_by(Organization.name, Service.name).limit(limit)))


async def services(session: AsyncSession, identifiers: Sequence[str]) -> list[Service]:
    """The services with these ids, with all their details, in the order of the ids."""
    rows = await session.scalars(select(Service).where(Service.id.in_(identifiers)).options(*_DETAILS))
    found = {service.id: service for service in rows}
    return [found[identifier] for identifier in identifiers if identifier in found]


async def replace_organizations(session: AsyncSession, organizations: Sequence[Organization]) -> None:
    """Write the shipped organizations over the stored ones with the same ids."""
    identifiers = [organization.id for organization in organizations]
    locations = [location.id for o in organizations for s in o.services for location in s.locations]
    await session.execute(delete(Organization).where(Organization.id.in_(identifiers)))
    await session.execute(delete(Location).where(Location.id.in_(locations)))
    session.add_all(organizations)
