"""SQL for leaflets, and only here."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation


async def services_in(session: AsyncSession, municipality_code: str, limit: int) -> list[str]:
    """Ids of the active services given in a municipality, by name of their organization."""
    query = (
        select(Service.id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .where(Location.municipality_code == municipality_code, Service.status == "active")
        .order_by(Organization.name, Service.name, Service.id)
        .limit(limit)
    )
    return list(dict.fromkeys(await session.scalars(query)))
