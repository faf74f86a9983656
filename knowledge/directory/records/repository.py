"""SQL for the editor of the directory: where a service is, and what stands in the way of removing a record."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, String, cast, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from knowledge.directory.details import Phone
from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation
from knowledge.guides.models import GuideText
from knowledge.importing.models import ImportedRecord


@dataclass(frozen=True)
class Neighbour:
    """A service as far as it can be taken for another one."""

    id: str
    name: str
    organization_id: str
    organization: str
    address: str | None


_Neighbours = Select[str, str, str, str, str | None]


def _neighbours(placed: bool) -> _Neighbours:
    """`placed`: only those that are given somewhere; the database can begin with the place then."""
    return (
        select(Service.id, Service.name, Organization.id, Organization.name, Location.address_1)
        .join(Organization, Organization.id == Service.organization_id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id, isouter=not placed)
        .join(Location, Location.id == ServiceAtLocation.location_id, isouter=not placed)
    )


async def in_town(session: AsyncSession, municipality_code: str, limit: int) -> list[Neighbour]:
    """Services of a municipality."""
    query = _neighbours(placed=True).where(Location.municipality_code == municipality_code).limit(limit)
    return [Neighbour(row[0], row[1], row[2], row[3], row[4]) for row in await session.execute(query)]


async def with_phones(session: AsyncSession, numbers: Sequence[str], limit: int) -> list[Neighbour]:
    """Services that have one of these telephone numbers, as they are stored."""
    having = select(Phone.service_id).where(Phone.number.in_(numbers))
    query = _neighbours(placed=False).where(Service.id.in_(having)).limit(limit)
    return [Neighbour(row[0], row[1], row[2], row[3], row[4]) for row in await session.execute(query)]


async def locations(session: AsyncSession, service_id: str) -> list[tuple[Location, int]]:
    """Where a service is given, each with how many services are given there; its very own place first."""
    given = aliased(ServiceAtLocation)
    others = select(func.count()).select_from(given).where(given.location_id == Location.id).scalar_subquery()
    query = select(Location, others).join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
    query = query.where(ServiceAtLocation.service_id == service_id).order_by(others, Location.id)
    return [(row[0], row[1]) for row in await session.execute(query)]


async def organization_name(session: AsyncSession, identifier: str) -> str | None:
    """What an organization is called; None when it does not exist."""
    found: str | None = await session.scalar(select(Organization.name).where(Organization.id == identifier))
    return found


async def services_of(session: AsyncSession, organization_id: str, limit: int) -> list[Service]:
    """What an organization does, by name."""
    query = select(Service).where(Service.organization_id == organization_id)
    return list(await session.scalars(query.order_by(Service.name, Service.id).limit(limit)))


async def guides_naming(session: AsyncSession, words: Sequence[str]) -> list[str]:
    """Topics of the guides whose text, in any language, has one of these words or addresses in it."""
    text = cast(GuideText.sections, String)
    # JSON may keep letters beyond ASCII as escapes: those are looked for as well.
    forms = {form for word in words for form in (word, _escaped(word))}
    if not forms:
        return []
    query = select(GuideText.topic).where(or_(*(text.icontains(form, autoescape=True) for form in sorted(forms))))
    return sorted(set(await session.scalars(query)))


def _escaped(word: str) -> str:
    return word.encode("ascii", "backslashreplace").decode("ascii").replace("\\x", "\\u00")


async def is_imported(session: AsyncSession, entity: str, identifier: str) -> bool:
    """Whether the newest file of an import has the record: it would come back with the next one."""
    row = exists().where(ImportedRecord.entity == entity, ImportedRecord.record_id == identifier)
    return bool(await session.scalar(select(row.where(ImportedRecord.gone.is_(False)))))


async def remove(session: AsyncSession, model: type[Service] | type[Organization], identifier: str) -> None:
    """Delete a record, with what belongs to it."""
    await session.execute(delete(model).where(model.id == identifier))


async def remove_unused(session: AsyncSession, identifiers: Sequence[str]) -> list[str]:
    """Delete those of the locations where no service is given any more; their ids."""
    used = exists().where(ServiceAtLocation.location_id == Location.id)
    unused = list(await session.scalars(select(Location.id).where(Location.id.in_(identifiers), ~used)))
    await session.execute(delete(Location).where(Location.id.in_(unused)))
    return unused
