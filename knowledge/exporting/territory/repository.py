"""SQL for pages about a territory: its services in the order people read them, and how many there are."""

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation
from knowledge.exporting.repository import conditions, counted
from knowledge.exporting.wish import Wish
from knowledge.places.models import Municipality


async def services_by_town(session: AsyncSession, province: str, offset: int, limit: int) -> tuple[list[str], int]:
    """Ids of one page of a province's active services by town, organization, service; and how many there are.

    An empty province is for services in no town at all.
    """
    town = func.min(case((Municipality.province == province, Municipality.name)))
    query = (
        select(Service.id)
        .join(Organization, Organization.id == Service.organization_id)
        .outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .outerjoin(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Municipality, Municipality.code == Location.municipality_code)
        .where(*conditions(Wish(province=province)))
        .group_by(Service.id, Organization.name, Service.name)
        .order_by(town, Organization.name, Service.name, Service.id)
    )
    return list(await session.scalars(query.offset(offset).limit(limit))), await counted(session, query)


async def active_by_province(session: AsyncSession) -> dict[str, int]:
    """How many active services there are in each province; under an empty key those in no town at all."""
    query = (
        select(Municipality.province, func.count(Service.id.distinct()))
        .join(Location, Location.municipality_code == Municipality.code)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(Service.status == "active")
        .group_by(Municipality.province)
    )
    counts = {row[0]: row[1] for row in await session.execute(query)}
    return counts | {"": await counted(session, select(Service.id).where(*conditions(Wish(province=""))))}
