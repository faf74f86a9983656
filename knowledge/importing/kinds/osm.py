"""Places of OpenStreetMap as GeoJSON (of Overpass, ohsome, QGIS …). Licence ODbL: the attribution stays with them."""

from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from knowledge.directory.content import identifier
from knowledge.importing.display import mail_address, web_address
from knowledge.importing.json_items import Item, json_items
from knowledge.importing.kinds.hsds_parts import parts
from knowledge.importing.kinds.opening_hours import schedules_of
from knowledge.importing.kinds.osm_places import PlaceKind, kind_of, topics_of
from knowledge.importing.kinds.values import text
from knowledge.importing.reading import Notes, Reading, Towns
from knowledge.importing.record import Record, Refused
from knowledge.importing.sentences import invalid, said

ATTRIBUTION = "© OpenStreetMap contributors"
# Degrees WGS 84 around Lombardy: south, west, north, east.
_LOMBARDY = (44.67, 8.49, 46.64, 11.43)
_LONGEST = 10_000
Tags = Mapping[str, str]


def read_osm(path: Path, towns: Towns, source: str, everywhere: bool) -> Reading:
    """The places of a file. Raises InvalidInputError when it is no GeoJSON of places."""
    notes = Notes()
    rows = Places(towns, source, notes, everywhere).read(path)
    return Reading("osm", f"{ATTRIBUTION} (ODbL 1.0), {source}", rows, notes, sources=frozenset({source}))


class Places:
    """A file of places being read."""

    def __init__(self, towns: Towns, source: str, notes: Notes, everywhere: bool) -> None:
        self._towns = towns
        self._source = source
        self._notes = notes
        self._everywhere = everywhere

    def read(self, path: Path) -> Iterator[Record | Refused]:
        """Three records a place: organization, location, service."""
        features = 0
        for item in json_items(path):
            if isinstance(item, Refused):
                yield item
            elif isinstance(item.value, dict) and item.value.get("type") == "Feature":
                features += 1
                yield from self._place(item)
            else:
                yield Refused(item.number, "type", said("not_feature"))
        if not features:
            raise invalid("no_features", file=path.name)

    def _place(self, item: Item) -> Iterator[Record | Refused]:
        tags = _tags(item.value)
        key = _key(item.value, tags)
        kind = kind_of(tags)
        if kind is None:
            self._notes.add(said("other_places"), item.number)
            return
        if not key:
            yield Refused(item.number, "id", said("missing"))
            return
        keys = tuple((entity, self._source, key) for entity in ("organization", "location", "service"))
        if key.startswith("approdo/"):
            yield Refused(item.number, "id", said("own_export"), keys, known=True)
            return
        point = _point(item.value.get("geometry"))
        if point is None:
            yield Refused(item.number, "geometry", said("no_position"), keys, known=True)
            return
        if not self._everywhere and not _in_lombardy(*point):
            self._notes.add(said("places_outside"), item.number)
            return
        if not tags.get("name"):
            yield Refused(item.number, "name", said("nameless"), keys, known=True)
            return
        yield from self._records(item.number, key, tags, kind, point)

    def _records(
        self, row: int, key: str, tags: Tags, kind: PlaceKind, point: tuple[float, float]
    ) -> Iterator[Record | Refused]:
        broken: list[Refused] = []
        ids = {entity: identifier(entity, f"osm:{key}") for entity in ("organization", "location", "service")}
        organization = {
            "name": tags["name"],
            "kind": kind.kind,
            "email": mail_address(_either(tags, "email")),
            "website": web_address(_either(tags, "website")),
        }
        service = self._service(row, tags, broken) | {
            "name": kind.service,
            "organization_id": ids["organization"],
            "locations": [ids["location"]],
            "source": _source(key),
        }
        for entity, fields, defaults in (
            ("organization", organization, {}),
            ("location", self._location(tags, point), {}),
            ("service", service, {"topics": topics_of(tags)}),
        ):
            yield Record(entity, self._source, key, ids[entity], row, fields, defaults, tags["name"])
        yield from broken

    def _location(self, tags: Tags, point: tuple[float, float]) -> dict[str, Any]:
        city = tags.get("addr:city", "")
        town = self._towns.by_name(city, tags.get("addr:province", "")) if city else None
        street = tags.get("addr:street") or tags.get("addr:place") or ""
        address = f"{street} {tags.get('addr:housenumber', '')}".strip() if street else None
        return {
            "municipality_code": town.code if town else None,
            "latitude": point[0],
            "longitude": point[1],
            "address_1": address,
            "postal_code": tags.get("addr:postcode") or None,
        }

    def _service(self, row: int, tags: Tags, broken: list[Refused]) -> dict[str, Any]:
        numbers = [{"number": number.strip()} for number in _either(tags, "phone").split(";") if number.strip()]
        spoken = [{"code": key[9:]} for key, value in tags.items() if key.startswith("language:") and value == "yes"]
        fields: dict[str, Any] = {"description": tags.get("description", ""), "status": "active"}
        for name, rows in (("phones", numbers), ("languages", spoken)):
            fields[name], refused = parts(name, rows, self._towns)
            broken += [Refused(row, name, error.why, known=True) for _, error in refused]
        hours = tags.get("opening_hours", "")
        fields["schedules"] = schedules_of(hours) if hours else []
        if fields["schedules"] and "opens_at" not in fields["schedules"][0]:
            self._notes.add(said("hours_as_text"), row)
        return fields


def _source(key: str) -> dict[str, str]:
    held = {"title": ATTRIBUTION, "where": key, "licence": "ODbL 1.0"}
    kind, _, number = key.partition("/")
    known = kind in ("node", "way", "relation") and number.isdigit()
    return held | ({"url": f"https://www.openstreetmap.org/{key}"} if known else {})


def _key(feature: Mapping[str, Any], tags: Tags) -> str:
    """The place's own id ("node/7"), wherever the program that wrote the file put it."""
    given = next((tags[name] for name in ("@id", "@osmId", "osm_id") if tags.get(name)), "")
    found = text(feature.get("id")) or given or tags.get("id", "")
    return f"{tags['type']}/{found}" if found.isdigit() and tags.get("type") in ("node", "way", "relation") else found


def _tags(feature: Mapping[str, Any]) -> dict[str, str]:
    """The tags, wherever the program that wrote the file put them."""
    held = feature.get("properties")
    if not isinstance(held, Mapping):
        return {}
    inner = held.get("tags")
    pairs = {**held, **inner} if isinstance(inner, Mapping) else held
    return {str(name): text(value) or "" for name, value in pairs.items() if isinstance(value, str | int | float)}


def _either(tags: Tags, name: str) -> str:
    return tags.get(name) or tags.get(f"contact:{name}") or ""


def _point(geometry: Any) -> tuple[float, float] | None:
    """Latitude and longitude; of a line or an area the middle of what it spans."""
    if not isinstance(geometry, Mapping):
        return None
    pairs: list[tuple[float, float]] = []
    waiting = [geometry.get("coordinates")]
    while waiting and len(pairs) < _LONGEST:
        held = waiting.pop()
        if not isinstance(held, list) or not held:
            continue
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in held):
            pairs += [(float(held[1]), float(held[0]))] if len(held) >= 2 else []
        else:
            waiting += held
    if not pairs:
        return None
    latitudes, longitudes = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    latitude, longitude = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    fits = isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return (round(latitude, 7), round(longitude, 7)) if fits else None


def _in_lombardy(latitude: float, longitude: float) -> bool:
    south, west, north, east = _LOMBARDY
    return south <= latitude <= north and west <= longitude <= east
