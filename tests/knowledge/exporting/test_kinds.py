"""Tables, maps and registers: what our own importers read back, and what others expect."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from foundation.database import Sessions
from knowledge.exporting.opening_hours import opening_hours
from knowledge.importing.kinds.opening_hours import schedules_of
from knowledge.importing.record import Outcome
from tests.support.exporting import DESK, HIDDEN, emptied, everything, exported
from tests.support.importing import MUNICIPALITIES, SCHOOLS, add_towns, imported, school, write_csv

MORNING = {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "12:30", "closed": False}


CLOSED = {"freq": "WEEKLY", "byday": "", "closed": True, "valid_from": "2027-08-01", "valid_to": "2027-08-15"}


def rows_of(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


async def test_a_table_comes_back_as_far_as_it_goes(held: Sessions, tmp_path: Path) -> None:
    before = (await everything(held))["service"]
    path = await exported(held, "table", tmp_path / "table.csv")
    assert len(rows_of(path, ";")) == len(before)
    await emptied(held)
    done = await imported(held, "table", path)
    assert done.of(Outcome.REFUSED) == []
    after = (await everything(held))["service"]
    texts = ("application_process", "fees_description", "eligibility_description")
    same = ("name", "description", "status", "topics", "languages", "documents", "programme", "url", *texts)
    assert before.keys() == after.keys()
    for identifier, fields in before.items():
        assert {name: after[identifier][name] for name in same} == {name: fields[name] for name in same}
    assert [row["number"] for row in after[DESK]["phones"]] == [row["number"] for row in before[DESK]["phones"]]


async def test_a_map(held: Sessions, tmp_path: Path) -> None:
    found = json.loads((await exported(held, "osm", tmp_path / "map.geojson")).read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    by_id = {feature["id"]: feature for feature in found["features"]}
    assert len(by_id) == len(found["features"]) > 20
    desk = by_id[f"approdo/{DESK}"]
    assert desk["geometry"] == {"type": "Point", "coordinates": [9.04, 45.5301]}
    tags = desk["properties"]
    assert (tags["addr:street"], tags["addr:housenumber"], tags["addr:city"]) == ("Piazza Visconti", "23", "Rho")
    assert (tags["amenity"], tags["language:ckb"], tags["check_date"]) == ("townhall", "yes", "2026-11-02")
    assert f"approdo/{HIDDEN}" not in by_id
    # What stands in a town and in no street says so.
    assert {feature["properties"]["approdo:position"] for feature in found["features"]} == {"address", "town"}


@pytest.mark.skipif(not SCHOOLS.exists(), reason="the Ministry's file is not here")
async def test_schools_are_the_same_when_they_come_back(held: Sessions, tmp_path: Path) -> None:
    await imported(held, "schools", SCHOOLS)
    path = await exported(held, "schools", tmp_path / "schools.csv", register="paritarie")
    assert len(rows_of(path, ",")) > 1000
    done = await imported(held, "schools", path)
    assert set(done.counts()) == {"same"}


async def test_schools_of_the_state(sessions: Sessions, tmp_path: Path) -> None:
    await add_towns(sessions)
    kinds = (
        "SCUOLA INFANZIA",
        "ISTITUTO COMPRENSIVO",
        "SCUOLA PRIMO GRADO",
        "CENTRO TERRITORIALE",
        "LICEO SCIENTIFICO",
    )
    schools = [
        school(CODICESCUOLA=f"MIEE8AA0{number}", DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA=kind)
        for number, kind in enumerate((*kinds, "Non Disponibile"))
    ]
    await imported(sessions, "schools", write_csv(tmp_path / "theirs.csv", schools))
    path = await exported(sessions, "schools", tmp_path / "ours.csv")
    assert len(rows_of(path, ",")) == len(schools)
    assert set((await imported(sessions, "schools", path)).counts()) == {"same"}


async def test_municipalities_are_the_same_when_they_come_back(held: Sessions, tmp_path: Path) -> None:
    path = await exported(held, "municipalities", tmp_path / "towns.csv")
    assert len(rows_of(path, ";")) > 1500
    assert set((await imported(held, "municipalities", path)).counts()) == {"same"}


@pytest.mark.skipif(not MUNICIPALITIES.exists(), reason="ISTAT's file is not here")
async def test_municipalities_of_all_italy(sessions: Sessions, tmp_path: Path) -> None:
    await imported(sessions, "municipalities", MUNICIPALITIES, everywhere=True)
    path = await exported(sessions, "municipalities", tmp_path / "towns.csv")
    assert len(rows_of(path, ";")) > 7000
    # Naples is "NA", and stays it.
    assert {row["Sigla automobilistica"] for row in rows_of(path, ";")} >= {"NA", "MI"}


@pytest.mark.parametrize(
    ("schedules", "line"),
    [
        ([], ""),
        ([MORNING], "Mo,We 09:00-12:30"),
        ([MORNING, MORNING | {"byday": "MO", "opens_at": "14:00", "closes_at": "18:00"}],
         "Mo 09:00-12:30,14:00-18:00; We 09:00-12:30"),
        ([MORNING | {"byday": "SU", "opens_at": "00:00", "closes_at": "23:59"}], "Su 00:00-24:00"),
        ([MORNING, MORNING | {"freq": "MONTHLY", "byday": "1SA,-1FR"}], "Mo,We 09:00-12:30, Sa[1],Fr[-1] 09:00-12:30"),
        ([MORNING | {"valid_from": "2027-06-01", "valid_to": "2027-08-31"}],
         "2027 Jun 01-2027 Aug 31 Mo,We 09:00-12:30"),
        ([MORNING, CLOSED],
         "Mo,We 09:00-12:30; 2027 Aug 01-2027 Aug 15 off"),
        ([{"freq": "WEEKLY", "byday": "", "closed": False, "description": 'solo "su" appuntamento'}],
         "\"solo 'su' appuntamento\""),
    ],
)  # fmt: skip
def test_hours_in_one_line(schedules: list[dict[str, Any]], line: str) -> None:
    assert opening_hours(schedules) == line


def test_plain_hours_are_read_back() -> None:
    line = opening_hours([MORNING, MORNING | {"byday": "TU", "opens_at": "14:00", "closes_at": "18:00"}])
    assert schedules_of(line) == [MORNING, MORNING | {"byday": "TU", "opens_at": "14:00", "closes_at": "18:00"}]
