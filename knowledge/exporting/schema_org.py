"""Services in the vocabulary of schema.org, for search engines. Pure data: the page that shows it escapes it.

Source of the names: schema.org (Service, GovernmentService, ServiceChannel, OpeningHoursSpecification).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.exporting.held import HeldPlace, HeldService

_PUBLIC = frozenset({"municipality", "public_body", "ambito", "desk"})
_PROVIDERS = {"school": "EducationalOrganization", "library": "Library"}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
Thing = dict[str, Any]


def graph(held: Iterable[HeldService]) -> Thing:
    """The services of one page."""
    return {"@context": "https://schema.org", "@graph": [thing(service) for service in held]}


def thing(held: HeldService) -> Thing:
    """One service: who gives it, where, when, in which languages."""
    fields, owner = held.fields, held.organization.fields
    public = owner["kind"] in _PUBLIC
    provider = {
        "@type": "GovernmentOffice" if public else _PROVIDERS.get(owner["kind"], "Organization"),
        "@id": f"urn:uuid:{held.organization.id}",
        "name": owner["name"],
        "url": owner["website"],
        "email": owner["email"],
    }
    return _given(
        {
            "@type": "GovernmentService" if public else "Service",
            "@id": f"urn:uuid:{held.id}",
            "name": fields["name"],
            "description": fields["description"],
            "provider": _given(provider),
            "areaServed": [{"@type": "AdministrativeArea", "name": area["name"]} for area in _areas(fields)],
            "availableChannel": _given(_channel(held)),
            "hoursAvailable": [_hours(row) for row in fields["schedules"] if _is_rule(row)],
        }
    )


def _areas(fields: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [area for area in fields["areas"] if area.get("name")]


def _channel(held: HeldService) -> Thing:
    fields = held.fields
    return {
        "@type": "ServiceChannel",
        "serviceUrl": fields["url"],
        "servicePhone": [_given({"@type": "ContactPoint", "telephone": row["number"]}) for row in fields["phones"]],
        "availableLanguage": list(fields["languages"]),
        "serviceLocation": [_location(place) for place in held.places if place.town or place.fields["address_1"]],
    }


def _location(place: HeldPlace) -> Thing:
    fields, town = place.fields, place.town
    address = {
        "@type": "PostalAddress",
        "streetAddress": fields["address_1"],
        "postalCode": fields["postal_code"],
        "addressLocality": town.name if town else None,
        "addressRegion": town.province if town else None,
        "addressCountry": "IT",
    }
    found: Thing = {"@type": "Place", "name": fields["name"], "address": _given(address)}
    # The coordinates of a town are not those of a desk in it.
    if fields["address_1"] and fields["latitude"] is not None and fields["longitude"] is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": fields["latitude"],
            "longitude": fields["longitude"],
        }
    return _given(found)


def _is_rule(row: Mapping[str, Any]) -> bool:
    """What schema.org can say: hours of weekdays, and days of closing. It knows no first Monday of a month."""
    dated = row["closed"] and bool(row.get("valid_from"))
    weekly = row["freq"] == "WEEKLY" and bool(row["byday"] and row.get("opens_at") and row.get("closes_at"))
    return dated or (weekly and not row["closed"])


def _hours(row: Mapping[str, Any]) -> Thing:
    # Opening and closing at midnight is how schema.org says "closed".
    opens, closes = ("00:00", "00:00") if row["closed"] else (row["opens_at"], row["closes_at"])
    return _given(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in row["byday"].split(",") if day in _DAYS],
            "opens": opens,
            "closes": closes,
            "validFrom": row.get("valid_from"),
            "validThrough": row.get("valid_to"),
        }
    )


def _given(thing: Thing) -> Thing:
    """Without what is not known; a channel of nothing but its type is none."""
    held = {name: value for name, value in thing.items() if value not in (None, "", [], {})}
    return {} if set(held) == {"@type"} else held
