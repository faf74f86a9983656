"""Services, as the editor needs them.

The content of a service is what `knowledge/importing` reads and writes too, so that an import sees what staff have
changed; only its places are told otherwise: `location` is the first of them. When a person checked it is no content:
it stays as it is.
"""

from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import InvalidInputError
from knowledge.directory.models import Location
from knowledge.directory.records import repository
from knowledge.directory.service_faults import service_faults
from knowledge.editing.kind import Content, Subject
from knowledge.importing.entities import entities
from knowledge.importing.records.repository import add, change, existing, standing

PLACE = ("name", "municipality_code", "address_1", "postal_code", "latitude", "longitude")
_NOT_CONTENT = frozenset({"assured_date", "assurer", "locations"})


def fields() -> list[str]:
    """The fields of a service's content, but for its location."""
    entity = entities()["service"]
    return [name for name in (*entity.columns, *entity.parts) if name not in _NOT_CONTENT]


class ServiceKind:
    """`service`: what an organization does for people."""

    four_eyes = False

    async def read(self, session: AsyncSession, subject: Subject) -> Content | None:
        """The fields of the service with its details and its first location."""
        found = (await standing(session, "service", [subject.id])).get(subject.id)
        if found is None:
            return None
        places = await repository.locations(session, subject.id)
        content: Content = {name: found[name] for name in fields()}
        return content | {"location": _plain(places[0][0]) if places else {}}

    async def write(self, session: AsyncSession, subject: Subject, content: Content, small_correction: bool) -> None:
        """Store all of it; the service begins to exist where there was none.

        Raises InvalidInputError when its organization does not exist (yet).
        """
        if await repository.organization_name(session, str(content.get("organization_id"))) is None:
            faults = {"organization_id": "console.record.organization"}
            raise InvalidInputError("The organization has to be published first.", faults=faults)
        written: dict[str, Any] = {name: content.get(name) for name in fields()}
        written["locations"] = await _settle(session, subject.id, content.get("location") or {})
        if await existing(session, "service", [subject.id]):
            await change(session, "service", subject.id, written)
        else:
            await add(session, "service", {subject.id: written})

    def faults(self, content: Content) -> dict[str, str]:
        """What is missing, too long, or not what its field asks for."""
        return service_faults(content)


def _plain(location: Location) -> Content:
    return {name: value for name in PLACE if (value := getattr(location, name)) is not None}


async def _settle(session: AsyncSession, service_id: str, place: Content) -> list[str]:
    """Bring the first location to `place`; the ids of all of them. One that others use too stays as it is for them."""
    held = await repository.locations(session, service_id)
    ids = [location.id for location, _ in held]
    known = {name: place[name] for name in PLACE if place.get(name) not in (None, "")}
    if held and known == _plain(held[0][0]):
        return ids
    if not known:
        return ids[1:]
    location, users = held[0] if held else (None, 0)
    if location is None or users > 1:
        location = Location(id=str(uuid4()), location_type=location.location_type if location else "physical")
        session.add(location)
    for name in PLACE:
        setattr(location, name, known.get(name))
    await session.flush()
    return [location.id, *ids[1:]]
