"""A service as a page shows it: what is not known is not there, and nothing is shown as checked that nobody checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers
from babel import Locale
from babel.dates import format_date, get_day_names

from foundation.catalogue import message
from knowledge.exporting.held import HeldPlace, HeldService
from knowledge.hsds.fields import WEEKDAYS

Row = Mapping[str, Any]
# Unicode's isolates: a span of hours keeps its order inside a line of Arabic.
_FROM_LEFT, _AS_BEFORE = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is read and as it is called."""

    shown: str
    link: str
    about: str


@dataclass(frozen=True, slots=True)
class Card:
    """One service; texts are ready to be read, in the language of the page where they are ours."""

    id: str
    name: str
    organization: str
    description: str
    town: str
    address: str
    phones: list[Phone]
    email: str
    website: str
    languages: str
    hours: list[str]
    map: str
    source: str
    checked: str


def card(held: HeldService, language: str, province: str) -> Card:
    """The service in the language of the page, with its place in the province (two letters) or its first one."""
    fields, owner = held.fields, held.organization.fields
    near = [place for place in held.places if place.town and place.town.province == province]
    place = min(near, key=lambda one: one.town.name if one.town else "") if near else held.place
    town = place.town if place else None
    names = Locale(language).languages
    return Card(
        id=held.id,
        name=fields["name"],
        organization=owner["name"],
        description=fields["description"],
        town=f"{town.name} ({town.province})" if town else "",
        address=_address(place),
        phones=[_phone(row) for row in fields["phones"]],
        email=fields["email"] or owner["email"] or "",
        website=_web(fields["url"]) or _web(owner["website"]),
        languages=", ".join(names.get(code, code) for code in fields["languages"]),
        hours=hours(fields["schedules"], language),
        map=_map(place),
        source=_source(fields["source"] or {}),
        checked=_day(fields["assured_date"], language) if fields["assured_date"] else "",
    )


def hours(schedules: Iterable[Row], language: str) -> list[str]:
    """Lines to read: hours of every week, remarks, closings; other hours are said to exist and not explained."""
    rows = list(schedules)
    open_rows = [row for row in rows if row.get("opens_at") and row.get("closes_at") and not row["closed"]]
    weekly = [row for row in open_rows if _every_week(row)]
    lines = _weekly(weekly, language)
    if len(weekly) < len(open_rows):
        lines.append(message("services.hours_more", language))
    lines += list(dict.fromkeys(row["description"] for row in rows if row.get("description")))
    return lines + [_closing(row, language) for row in rows if row["closed"] and row.get("valid_from")]


def _every_week(row: Row) -> bool:
    return row["freq"] == "WEEKLY" and bool(row["byday"]) and not row.get("valid_from") and not row.get("valid_to")


def _weekly(rows: Iterable[Row], language: str) -> list[str]:
    spans: dict[str, set[str]] = {}
    for row in rows:
        for day in row["byday"].split(","):
            spans.setdefault(day, set()).add(f"{_FROM_LEFT}{row['opens_at']}–{row['closes_at']}{_AS_BEFORE}")
    days = get_day_names("wide", locale=language)
    groups: dict[str, list[str]] = {}
    for day in sorted(spans, key=WEEKDAYS.index):
        groups.setdefault(", ".join(sorted(spans[day])), []).append(days[WEEKDAYS.index(day)])
    return [f"{', '.join(names)}: {times}" for times, names in groups.items()]


def _closing(row: Row, language: str) -> str:
    first, last = row["valid_from"], row.get("valid_to") or row["valid_from"]
    return message("services.closed", language, first=_day(first, language), last=_day(last, language))


def _day(text: str, language: str) -> str:
    return format_date(date.fromisoformat(text), format="long", locale=language)


def _address(place: HeldPlace | None) -> str:
    if place is None:
        return ""
    fields, town = place.fields, place.town
    line = " ".join(part for part in (fields["postal_code"], town.name if town else "") if part)
    return ", ".join(part for part in (fields["address_1"], line) if part) if fields["address_1"] else ""


def _phone(row: Row) -> Phone:
    number, about = row["number"], row.get("description") or ""
    try:
        parsed = phonenumbers.parse(number, "IT")
    except phonenumbers.NumberParseException:
        return Phone(number, "", about)
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    # Emergency and short numbers have no form for abroad.
    short = len(str(parsed.national_number)) <= 5
    return Phone(number if short else shown, number if short else _link(parsed), about)


def _link(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _source(source: Mapping[str, str]) -> str:
    """Title and place in it, and the licence where its publisher gives one."""
    line = ", ".join(source[name] for name in ("title", "where") if source.get(name))
    return f"{line} ({source['licence']})" if line and source.get("licence") else line


def _web(address: str | None) -> str:
    """Only addresses of the web become links: a record may hold anything."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


def _map(place: HeldPlace | None) -> str:
    """The place on OpenStreetMap; a town as a whole where no street is known."""
    if place is None or place.fields["latitude"] is None or place.fields["longitude"] is None:
        return ""
    latitude, longitude = place.fields["latitude"], place.fields["longitude"]
    zoom = 18 if place.fields["address_1"] else 13
    marker = f"?mlat={latitude}&mlon={longitude}" if place.fields["address_1"] else ""
    return f"https://www.openstreetmap.org/{marker}#map={zoom}/{latitude}/{longitude}"
