"""SQL for pages about a territory: its active services in the order people read them."""

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation
from knowledge.exporting.repository import conditions, counted
from knowledge.exporting.wish import Wish
from knowledge.places.models import Municipality


async def services_by_town(session: AsyncSession, province: str, offset: int, limit: int) -> tuple[list[str], int]:
    """Ids of one page of a province's services by town, organization, service; and how many there are."""
    # First the places of the province, as the indexes lead: the other way round every service is looked at.
    placed = (
        select(ServiceAtLocation.service_id, func.min(Municipality.name).label("town"))
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Municipality, Municipality.code == Location.municipality_code)
        .where(Location.municipality_code.in_(select(Municipality.code).where(Municipality.province == province)))
        .group_by(ServiceAtLocation.service_id)
        .subquery()
    )
    query = (
        select(Service.id)
        .join(placed, placed.c.service_id == Service.id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(*conditions(Wish()))
        .order_by(placed.c.town, Organization.name, Service.name, Service.id)
    )
    return list(await session.scalars(query.offset(offset).limit(limit))), await counted(session, query)


async def services_elsewhere(session: AsyncSession, offset: int, limit: int) -> tuple[list[str], int]:
    """The same of services that are in no town at all, by organization and service."""
    placed = (
        exists()
        .where(ServiceAtLocation.service_id == Service.id, ServiceAtLocation.location_id == Location.id)
        .where(Location.municipality_code.is_not(None))
        .correlate(Service)
    )
    query = (
        select(Service.id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(~placed, *conditions(Wish()))
        .order_by(Organization.name, Service.name, Service.id)
    )
    return list(await session.scalars(query.offset(offset).limit(limit))), await counted(session, query)
