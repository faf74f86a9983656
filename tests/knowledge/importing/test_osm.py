"""Places of OpenStreetMap: taken by kind, with their attribution; topics only where a tag or the name states them."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.directory.models import Location, Organization, Service
from knowledge.importing.record import Outcome
from knowledge.importing.records.repository import standing
from tests.support.importing import imported

SHELTER = {
    "name": "Dormitorio San Paolo",
    "amenity": "social_facility",
    "social_facility": "shelter",
    "addr:street": "Via Roma",
    "addr:housenumber": "5",
    "addr:city": "Rho",
    "contact:phone": "+39 02 123; 02 456",
    "website": "www.sanpaolo.example",
    "opening_hours": "Mo-Su 20:00-23:00; PH off",
    "language:ar": "yes",
}
RHO = {"type": "Point", "coordinates": [9.04, 45.53]}


def feature(key: str, geometry: Any = RHO, **tags: str) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": tags}


def write(path: Path, *features: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


async def test_a_place_is_read_with_its_attribution(base: Sessions, tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", feature("node/7", **SHELTER))
    assert (await imported(base, "osm", path)).counts() == {"new": 3}
    assert (await imported(base, "osm", path)).counts() == {"same": 3}
    async with reading(base) as session:
        key = (await session.scalars(select(Service.id))).one()
        service = (await standing(session, "service", [key]))[key]
        owner = (await session.scalars(select(Organization))).one()
        place = (await session.scalars(select(Location))).one()
    assert service["topics"] == ["shelter"]
    assert service["languages"] == ["ar"]
    assert [row["number"] for row in service["phones"]] == ["+39 02 123", "02 456"]
    assert service["schedules"][0]["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert service["source"] == {
        "title": "© OpenStreetMap contributors",
        "where": "node/7",
        "licence": "ODbL 1.0",
        "url": "https://www.openstreetmap.org/node/7",
    }
    assert owner.website == "https://www.sanpaolo.example"
    assert (place.address_1, place.municipality_code, place.latitude) == ("Via Roma 5", "015182", 45.53)


async def test_areas_other_kinds_and_other_regions(base: Sessions, tmp_path: Path) -> None:
    area = {"type": "Polygon", "coordinates": [[[9.0, 45.5], [9.2, 45.5], [9.2, 45.6], [9.0, 45.5]]]}
    rome = {"type": "Point", "coordinates": [12.5, 41.9]}
    path = write(
        tmp_path / "a.geojson",
        feature("way/1", area, name="Biblioteca", amenity="library", opening_hours="sunrise-sunset"),
        feature("node/2", rome, name="Biblioteca", amenity="library"),
        feature("node/3", name="Bar", amenity="bar"),
    )
    done = await imported(base, "osm", path)
    assert done.counts() == {"new": 3}
    async with reading(base) as session:
        place = (await session.scalars(select(Location))).one()
        assert (await session.scalars(select(Service))).one().name == "Biblioteca"
    assert (place.latitude, place.longitude) == (45.55, 9.1)
    assert len(done.plan.reading.notes.sentences()) == 3
    assert (await imported(base, "osm", path, everywhere=True)).counts() == {"new": 3, "same": 3}


async def test_the_id_wherever_it_stands(base: Sessions, tmp_path: Path) -> None:
    inner = {"type": "node", "id": 7, "tags": SHELTER}
    forms = [feature("node/7", **SHELTER), feature("", **SHELTER, **{"@id": "node/7"})]
    forms.append({"type": "Feature", "geometry": RHO, "properties": inner})
    for number, form in enumerate(forms):
        done = await imported(base, "osm", write(tmp_path / "a.geojson", form))
        assert done.counts() == {"same" if number else "new": 3}


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (feature("node/1", amenity="library"), "name"),
        (feature("", name="A", amenity="library"), "id"),
        (feature("node/1", {"type": "Point", "coordinates": [900, 45]}, name="A", amenity="library"), "geometry"),
        (feature("node/1", None, name="A", amenity="library"), "geometry"),
        (feature("approdo/x", name="A", amenity="library"), "id"),
        ({"type": "Point"}, "type"),
        (7, "type"),
    ],
)
async def test_a_broken_place_is_refused_alone(base: Sessions, tmp_path: Path, broken: Any, column: str) -> None:
    done = await imported(base, "osm", write(tmp_path / "a.geojson", broken, feature("node/9", **SHELTER)))
    assert [line.column for line in done.of(Outcome.REFUSED)] == [column]
    assert done.plan.total(Outcome.NEW) == 3


async def test_no_geojson(base: Sessions, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no GeoJSON"):
        await imported(base, "osm", write(tmp_path / "a.geojson"))
