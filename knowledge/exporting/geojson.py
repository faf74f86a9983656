"""Services with a position as features of GeoJSON (RFC 7946), under the tags of OpenStreetMap."""

import re
from typing import Any

from knowledge.exporting.held import HeldPlace, HeldService
from knowledge.exporting.opening_hours import opening_hours

# Our kinds of organizations as OpenStreetMap tags such places. Source: wiki.openstreetmap.org/wiki/Map_features.
_TAGS = {
    "school": {"amenity": "school"},
    "library": {"amenity": "library"},
    "municipality": {"amenity": "townhall"},
    "public_body": {"office": "government"},
    "ambito": {"office": "government"},
    "desk": {"amenity": "social_facility", "social_facility": "outreach", "social_facility:for": "migrant"},
}
_OTHERS = {"office": "association"}
_NUMBERED = re.compile(r"(.*[^\W\d])[ ,]+(\d+\w?(?: ?/ ?\w+)?)")


def feature(held: HeldService) -> dict[str, Any] | None:
    """The service as a feature at its first place; None where no position is known."""
    place = held.place
    if place is None or place.fields["latitude"] is None or place.fields["longitude"] is None:
        return None
    fields, owner = held.fields, held.organization.fields
    tags = {
        **_TAGS.get(owner["kind"], _OTHERS),
        "name": owner["name"],
        "description": ". ".join(part for part in (fields["name"], fields["description"]) if part),
        "phone": ";".join(phone["number"] for phone in fields["phones"]),
        "email": fields["email"] or owner["email"],
        "website": fields["url"] or owner["website"],
        "opening_hours": opening_hours(fields["schedules"]),
        **_address(place),
        **{f"language:{code}": "yes" for code in fields["languages"]},
        "check_date": fields["assured_date"],
        "source": (fields["source"] or {}).get("title"),
        "approdo:topics": ";".join(fields["topics"]),
        # Where only the town is known the point is the town's.
        "approdo:position": "address" if place.fields["address_1"] else "town",
    }
    return {
        "type": "Feature",
        "id": f"approdo/{held.id}",
        "geometry": {"type": "Point", "coordinates": [place.fields["longitude"], place.fields["latitude"]]},
        "properties": {name: value for name, value in tags.items() if value},
    }


def _address(place: HeldPlace) -> dict[str, Any]:
    town, line = place.town, place.fields["address_1"] or ""
    numbered = _NUMBERED.fullmatch(line)
    street = {"addr:street": numbered[1], "addr:housenumber": numbered[2]} if numbered else {"addr:full": line}
    return street | {
        "addr:postcode": place.fields["postal_code"],
        "addr:city": town.name if town else None,
        "addr:province": town.province if town else None,
    }
