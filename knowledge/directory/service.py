"""Entries of the directory as a person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory import repository
from knowledge.directory.hours import opening
from knowledge.directory.models import Location, Service
from knowledge.places.distance import kilometres
from knowledge.places.gazetteer import Gazetteer, Place


@dataclass(frozen=True)
class Entry:
    """One service as shown: what is not known is None, never guessed. Distance in kilometres."""

    id: str
    name: str
    kind: str
    service: str
    description: str
    municipality: str | None
    address: str | None
    phone: str | None
    languages: list[str]
    open_now: bool | None
    next_opening: datetime | None
    distance_km: float | None
    source: dict[str, str]
    checked_on: date | None = None
    checked_by: str | None = None


def _phone(service: Service) -> str | None:
    if not service.phones:
        return None
    number = service.phones[0].number
    try:
        parsed = phonenumbers.parse(number, "IT")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _distance(location: Location | None, near: Place | None) -> float | None:
    if not location or not near or location.latitude is None or location.longitude is None:
        return None
    return round(kilometres(location.latitude, location.longitude, near), 1)


def entry_of(service: Service, gazetteer: Gazetteer, moment: datetime, near: Place | None) -> Entry:
    """`service` as shown at `moment` to a person at `near`."""
    location = service.locations[0] if service.locations else None
    town = gazetteer.by_code(location.municipality_code) if location and location.municipality_code else None
    open_now, next_opening = opening(service.schedules, moment, town.province if town else None)
    return Entry(
        id=service.id,
        name=service.organization.name,
        kind=service.organization.kind,
        service=service.name,
        description=service.description,
        municipality=town.name if town else None,
        address=location.address_1 if location else None,
        phone=_phone(service),
        languages=sorted(language.code for language in service.languages),
        open_now=open_now,
        next_opening=next_opening,
        distance_km=_distance(location, near),
        source=service.source,
        checked_on=service.assured_date,
        checked_by=service.assurer,
    )


async def entries(
    session: AsyncSession, identifiers: Sequence[str], gazetteer: Gazetteer, moment: datetime, near: Place | None
) -> list[Entry]:
    """The entries with these ids, in order."""
    found = await repository.services(session, identifiers)
    return [entry_of(service, gazetteer, moment, near) for service in found]
