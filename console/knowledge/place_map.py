"""The map in the form of a service: what it is drawn from, and what its page may load."""

from typing import Annotated

import nh3
from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from console.guard import TheHouse
from console.knowledge.access import Writer
from console.knowledge.fields import town_code
from console.templates import HEADERS, content_security_policy
from foundation.database import reading
from foundation.settings import Settings
from foundation.text import cleaned
from knowledge.directory.repository import Spot, spots
from knowledge.directory.service_faults import FARTHEST, far_from_town
from knowledge.editing import Content
from knowledge.places.files import CAPITALS
from knowledge.places.gazetteer import Gazetteer, Place

router = APIRouter(include_in_schema=False)
# Municipalities and places of one answer.
MOST_TOWNS, MOST_SPOTS = 40, 200
_KEPT = {"Cache-Control": "private, max-age=300"}
Degrees = Annotated[float | None, Query(ge=-180, le=180)]
Point = tuple[float, float]


def headers(settings: Settings) -> dict[str, str]:
    """What the page of the form may do beside the others: images of the street map's host, this place on a click."""
    images = f"'self' data: {settings.map_origin}".rstrip()
    return {
        "Content-Security-Policy": content_security_policy(images),
        "Permissions-Policy": HEADERS["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)"),
    }


def described(settings: Settings, location: Content) -> dict[str, object]:
    """What the page says of the map: `tiles`, `attribution`, `far` (the point from its town), `farthest` (metres)."""
    attribution = nh3.clean(settings.map_attribution, tags={"a"}, attributes={"a": {"href"}})
    return {
        "tiles": settings.map_tiles,
        "attribution": attribution,
        "far": far_from_town(location),
        "farthest": round(FARTHEST * 1000),
    }


@router.get("/surroundings")
async def surroundings(
    visitor: Writer,
    house: TheHouse,
    municipality: Annotated[str, Query(max_length=300)] = "",
    latitude: Degrees = None,
    longitude: Degrees = None,
    identifier: Annotated[str, Query(alias="id", max_length=40)] = "",
) -> JSONResponse:
    """What is around a municipality, else around a point (degrees), else the provinces' capitals.

    `town` is the municipality or null; `around` are municipalities, those that matter most first; `places` are other
    places of the town where services are given, without those of the service `id`, nearest to the point first.
    """
    gazetteer = house.assistant.gazetteer
    town = gazetteer.by_code(town_code(cleaned(municipality), gazetteer))
    point = None if latitude is None or longitude is None else (latitude, longitude)
    found: list[Spot] = []
    if town:
        async with reading(house.sessions) as session:
            found = await spots(session, town.code, *(point or _point(town)), MOST_SPOTS, cleaned(identifier))
    around = [_seat(place) for place in _around(gazetteer, town, point)]
    answer = {"town": _seat(town) if town else None, "around": around, "places": [vars(spot) for spot in found]}
    return JSONResponse(answer, headers=_KEPT)


def _around(gazetteer: Gazetteer, town: Place | None, point: Point | None) -> list[Place]:
    """The town first, then the largest."""
    centre = _point(town) if town else point
    capitals = (gazetteer.by_code(code) for code in CAPITALS.values())
    found = gazetteer.around(*centre, MOST_TOWNS) if centre else [place for place in capitals if place]
    return sorted(found, key=lambda place: (place != town, -place.population))


def _point(place: Place) -> Point:
    return place.latitude, place.longitude


def _seat(place: Place) -> dict[str, object]:
    return {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
