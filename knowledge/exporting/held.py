"""A service as it is held, whole and in plain values: the same that an import is compared with.

What an import can write is therefore what an export can read; nothing is named twice.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.exporting import repository
from knowledge.exporting.wish import Wish
from knowledge.importing.reading import Town
from knowledge.importing.records.repository import standing

# Services. Larger batches would hold up the web app, which shares its thread with an export.
BATCH = 200
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldOrganization:
    """Who runs services."""

    id: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A location with the municipality it lies in; degrees WGS 84."""

    id: str
    fields: Fields
    town: Town | None


@dataclass(frozen=True, slots=True)
class HeldService:
    """A service with its organization, its places, and the towns it is for (by ISTAT's code)."""

    id: str
    fields: Fields
    organization: HeldOrganization
    places: tuple[HeldPlace, ...]
    modified: datetime

    @property
    def place(self) -> HeldPlace | None:
        """The first place, for forms that have room for one."""
        return self.places[0] if self.places else None


async def services(session: AsyncSession, identifiers: Sequence[str]) -> list[HeldService]:
    """The services with these ids, in their order; those that do not exist are left out."""
    found = await standing(session, "service", identifiers)
    moments = await repository.modified(session, identifiers)
    owners = await organizations(session, {fields["organization_id"] for fields in found.values()})
    known = await places(session, {place for fields in found.values() for place in fields["locations"]})
    return [
        HeldService(
            id=identifier,
            fields=found[identifier],
            organization=owners[found[identifier]["organization_id"]],
            places=tuple(known[place] for place in found[identifier]["locations"]),
            modified=moments[identifier],
        )
        for identifier in identifiers
        if identifier in found
    ]


async def organizations(session: AsyncSession, identifiers: Iterable[str]) -> dict[str, HeldOrganization]:
    """The organizations with these ids."""
    found = await standing(session, "organization", list(identifiers))
    return {identifier: HeldOrganization(identifier, fields) for identifier, fields in found.items()}


async def places(session: AsyncSession, identifiers: Iterable[str]) -> dict[str, HeldPlace]:
    """The locations with these ids."""
    found = await standing(session, "location", list(identifiers))
    codes = {fields["municipality_code"] for fields in found.values()} - {None}
    towns = await repository.towns(session, codes)
    return {
        identifier: HeldPlace(identifier, fields, towns.get(fields["municipality_code"]))
        for identifier, fields in found.items()
    }


async def every_service(session: AsyncSession, wish: Wish) -> AsyncIterator[HeldService]:
    """Every service of a wish by id, a batch at a time: memory does not grow with their number."""
    last = ""
    while batch := await repository.services_after(session, wish, last, BATCH):
        for service in await services(session, batch):
            yield service
        last = batch[-1]
