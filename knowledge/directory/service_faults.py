"""What is wrong with the content of a service: the field of the form, and the key of the sentence."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import phonenumbers

from foundation.topics import topics
from knowledge.directory.hours_faults import hours_faults
from knowledge.directory.organization_kind import address_faults
from knowledge.editing.kind import Content
from knowledge.places.distance import kilometres
from knowledge.places.files import read_places
from knowledge.places.place import Place

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LONGEST = {
    "name": 300,
    "description": 8_000,
    "email": 200,
    "url": 500,
    "application_process": 8_000,
    "fees_description": 4_000,
    "eligibility_description": 4_000,
    "programme": 300,
}
_PLACE_LONGEST = {"name": 300, "address_1": 300, "postal_code": 10}
# Kilometres from the town hall; the largest municipality of Lombardy (Milano) reaches 13.
FARTHEST = 15.0
_OLDEST = 120.0
_DEAREST = Decimal(100_000)
_MOST = 100
_FAR = "console.record.far_from_town"
Fault = tuple[str, str]


@cache
def places() -> Mapping[str, Place]:
    """The municipalities by ISTAT's code."""
    return {place.code: place for place in read_places()}


def service_faults(content: Content) -> dict[str, str]:
    """The first fault of each field."""
    found: dict[str, str] = {}
    for name, key in (*_texts(content), *_ages(content), *_place(content), *_rows(content)):
        found.setdefault(name, key)
    return found | address_faults(content, "url") | hours_faults(content.get("schedules") or [])


def far_from_town(location: Content) -> bool:
    """Whether a location's point is more than FARTHEST kilometres from its municipality's."""
    return ("latitude", _FAR) in _place({"location": location})


def _texts(content: Content) -> Iterator[Fault]:
    if not str(content.get("name") or "").strip():
        yield "name", "console.edit.missing"
    if not content.get("organization_id"):
        yield "organization_id", "console.edit.missing"
    for name, longest in LONGEST.items():
        if len(str(content.get(name) or "")) > longest:
            yield name, "console.edit.too_long"
    if content.get("status") not in STATUSES:
        yield "status", "console.record.choice"


def _ages(content: Content) -> Iterator[Fault]:
    ages = {name: content.get(name) for name in ("minimum_age", "maximum_age")}
    for name, age in ages.items():
        if age is not None and not (isinstance(age, int | float) and 0 <= age <= _OLDEST):
            yield name, "console.record.age"
    youngest, oldest = ages["minimum_age"], ages["maximum_age"]
    if isinstance(youngest, int | float) and isinstance(oldest, int | float) and oldest < youngest:
        yield "maximum_age", "console.record.ages_order"


def _place(content: Content) -> Iterator[Fault]:
    place: Mapping[str, Any] = content.get("location") or {}
    for name, longest in _PLACE_LONGEST.items():
        if len(str(place.get(name) or "")) > longest:
            yield name, "console.edit.too_long"
    code, north, east = (place.get(name) for name in ("municipality_code", "latitude", "longitude"))
    town = places().get(str(code))
    if code and town is None:
        yield "municipality", "console.record.municipality"
    if place.get("address_1") and not code:
        yield "municipality", "console.record.address_town"
    yield from _point(north, east, town)


def _point(north: object, east: object, town: Place | None) -> Iterator[Fault]:
    sound = True
    for name, degrees, most in (("latitude", north, 90), ("longitude", east, 180)):
        if degrees is None and (north, east) != (None, None):
            yield name, "console.record.both_coordinates"
        elif degrees is not None and not _within(degrees, most):
            yield name, "console.record.degrees"
        sound = sound and _within(degrees, most)
    if town and sound and kilometres(float(str(north)), float(str(east)), town) > FARTHEST:
        yield "latitude", _FAR


def _within(degrees: object, most: float) -> bool:
    return isinstance(degrees, int | float) and -most <= degrees <= most


def _rows(content: Content) -> Iterator[Fault]:
    for number, row in enumerate(content.get("phones") or []):
        yield from ((f"phone-{number}-number", key) for key in _phone(row))
    for number, row in enumerate(content.get("costs") or []):
        yield from ((f"cost-{number}-amount", key) for key in _amount(row.get("amount")))
        if len(row.get("option") or "") > 200:
            yield f"cost-{number}-option", "console.edit.too_long"
    if not set(content.get("topics") or []) <= topics().keys():
        yield "topics", "console.record.choice"
    if any(len(code) > 3 for code in content.get("languages") or []):
        yield "languages", "console.record.choice"
    if any(len(row.get("name") or "") > 200 for row in content.get("areas") or []):
        yield "areas", "console.edit.too_long"
    for name in ("documents", "areas", "phones", "costs", "schedules"):
        if len(content.get(name) or []) > (_MOST if name != "areas" else 2_000):
            yield name, "console.record.too_many"


def _phone(row: Mapping[str, Any]) -> Iterator[str]:
    number = str(row.get("number") or "")
    digits = sum(letter.isdigit() for letter in number)
    try:
        possible = phonenumbers.is_possible_number(phonenumbers.parse(number, "IT"))
    except phonenumbers.NumberParseException:
        possible = False
    # Short numbers (112, 1522) are no subscribers: the library does not know all of them.
    if not possible and not (3 <= digits <= 6 and number.isdigit()):
        yield "console.record.phone"
    if len(number) > 40 or len(row.get("description") or "") > 200:
        yield "console.edit.too_long"


def _amount(text: object) -> Iterator[str]:
    if text in (None, ""):
        return
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        yield "console.record.amount"
        return
    if not (amount.is_finite() and 0 <= amount <= _DEAREST):
        yield "console.record.amount"
