"""HSDS 3.0 to 3.3: every form of the file gives the same records; what has no place here is said."""

import json
import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.directory.models import Organization, Service
from knowledge.importing.record import Outcome
from knowledge.importing.records.repository import standing
from tests.support.hsds import LOCATION, ORGANIZATION, SERVICE, package, tree, write_table
from tests.support.importing import imported


def write(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


async def stored(sessions: Sessions) -> dict[str, Any]:
    """Everything an import wrote, as plain values."""
    async with reading(sessions) as session:
        return {
            name: await standing(session, name, [key])
            for name, key in (("organization", ORGANIZATION), ("location", LOCATION), ("service", SERVICE))
        }


async def test_a_service_is_read_whole(base: Sessions, tmp_path: Path) -> None:
    done = await imported(base, "hsds", write(tmp_path / "a.json", [tree()]), source="rho")
    assert done.counts() == {"new": 3}
    held = await stored(base)
    service = held["service"][SERVICE]
    assert service["topics"] == ["immigration_desk"]
    assert service["languages"] == ["ar", "it", "uk"]
    assert service["phones"] == [{"number": "+39 02 1234567", "description": "mattina"}]
    assert {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "12:30", "closed": False} in service[
        "schedules"
    ]
    assert service["costs"] == [{"option": "marca da bollo", "currency": "EUR", "amount": "16.00"}]
    assert service["areas"] == [{"municipality_code": "015182", "name": "Rho"}]
    assert service["programme"] == "FAMI"
    assert service["description"] == "Permessi, ricongiungimenti.\nSu appuntamento."
    assert held["organization"][ORGANIZATION]["kind"] == "municipality"
    assert held["location"][LOCATION]["municipality_code"] == "015182"
    async with reading(base) as session:
        row = (await session.scalars(select(Service).options(selectinload(Service.schedules)))).one()
    assert row.assured_date == date(2026, 11, 2)
    assert any(one.closed and one.valid_to == date(2027, 8, 31) for one in row.schedules)


async def test_addresses_are_mended_or_left_out_with_a_note(base: Sessions, tmp_path: Path) -> None:
    given = tree() | {"email": "n/a", "url": "https://www.città.example/è"}
    given["organization"] = given["organization"] | {"email": "-", "website": "www.comune.example"}
    done = await imported(base, "hsds", write(tmp_path / "a.json", [given]), source="rho")
    held = await stored(base)
    assert (held["service"][SERVICE]["email"], held["service"][SERVICE]["url"]) == (None, given["url"])
    owner = held["organization"][ORGANIZATION]
    assert (owner["email"], owner["website"]) == (None, "https://www.comune.example")
    assert "email" in " ".join(map(str, done.plan.reading.notes.sentences()))


@pytest.mark.parametrize("form", ["list", "envelope", "single", "lines", "organization", "package", "zip", "3.3"])
async def test_every_form_is_the_same(base: Sessions, tmp_path: Path, form: str) -> None:
    await imported(base, "hsds", write(tmp_path / "first.json", [tree()]), source="rho")
    assert (await imported(base, "hsds", written(tmp_path, form), source="rho")).counts() == {"same": 3}


def written(folder: Path, form: str) -> Path:
    path = folder / "file.json"
    if form in ("package", "zip"):
        held = package(folder / "package")
        return held if form == "package" else packed(held, folder / "package.zip")
    if form == "lines":
        path.write_text(f"{json.dumps(tree())}\n", encoding="utf-8")
        return path
    whole = tree()
    if form == "3.3":
        whole["operating_hours"] = whole.pop("schedules")
    owner = whole["organization"] | {"services": [{k: v for k, v in whole.items() if k != "organization"}]}
    envelope = {"total_items": 1, "page_number": 1, "empty": False, "contents": [whole]}
    return write(path, {"envelope": envelope, "single": whole, "organization": [owner]}.get(form, [whole]))


def packed(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"hsds/{file.name}")
    return path


async def test_what_the_file_does_not_speak_of_is_left_alone(base: Sessions, tmp_path: Path) -> None:
    await imported(base, "hsds", write(tmp_path / "a.json", [tree()]), source="rho")
    before = await stored(base)
    short = {"id": SERVICE, "name": "Sportello immigrazione", "status": "active", "organization_id": ORGANIZATION}
    done = await imported(base, "hsds", write(tmp_path / "a.json", [short]), source="rho")
    assert done.plan.total(Outcome.CHANGED) == 1
    after = await stored(base)
    before["service"][SERVICE]["name"] = "Sportello immigrazione"
    assert after == before


async def test_services_beside_organizations(base: Sessions, tmp_path: Path) -> None:
    whole = tree()
    owner = whole.pop("organization")
    lists = {"organizations": [owner], "services": [whole | {"organization_id": ORGANIZATION}]}
    assert (await imported(base, "hsds", write(tmp_path / "a.json", lists))).counts() == {"new": 3}


async def test_what_has_no_place_is_said(base: Sessions, tmp_path: Path) -> None:
    done = await imported(base, "hsds", write(tmp_path / "a.json", [tree(alert="chiuso", colour="blue")]), source="rho")
    said = " ".join(str(note) for note in done.plan.reading.notes.sentences())
    assert "service.alert is not kept here" in said
    assert "service.colour is no column of HSDS 3.1" in said


async def test_a_broken_part_is_refused_alone(base: Sessions, tmp_path: Path) -> None:
    hours = [{"byday": "MO", "opens_at": "9 o'clock"}, {"byday": "TU", "opens_at": "09:00", "closes_at": "10:00"}]
    changed = tree(schedules=hours, phones=[{"number": "1" * 60}, {"number": "112"}])
    done = await imported(base, "hsds", write(tmp_path / "a.json", [changed]), source="rho")
    assert sorted(line.column for line in done.of(Outcome.REFUSED)) == ["phones.number", "schedules.opens_at"]
    service = (await stored(base))["service"][SERVICE]
    assert [row["number"] for row in service["phones"]] == ["112"]
    assert [row["byday"] for row in service["schedules"]] == ["TU"]


async def test_a_broken_service_is_refused_alone(base: Sessions, tmp_path: Path) -> None:
    other = tree(id="b", status="perhaps")
    lost = tree(id="c", organization=None, organization_id="nobody")
    done = await imported(base, "hsds", write(tmp_path / "a.json", [tree(), other, lost, 7]), source="rho")
    assert {line.column for line in done.of(Outcome.REFUSED)} == {"", "service.status", "organization_id"}
    assert done.plan.total(Outcome.NEW) == 3


async def test_a_broken_row_of_a_package_names_its_file(base: Sessions, tmp_path: Path) -> None:
    folder = package(tmp_path / "package")
    write_table(folder, "schedule", [{"id": "1", "service_id": SERVICE, "freq": "YEARLY", "byday": "MO"}])
    done = await imported(base, "hsds", folder, source="rho")
    (line,) = done.of(Outcome.REFUSED)
    assert (line.row, line.column) == (2, "schedules.csv schedules.freq")


async def test_another_publisher_says_nothing_of_ours(base: Sessions, tmp_path: Path) -> None:
    await imported(base, "hsds", write(tmp_path / "a.json", [tree()]), source="rho")
    theirs = tree(id="b", organization=tree()["organization"] | {"id": "o"}, service_at_locations=[])
    done = await imported(base, "hsds", write(tmp_path / "b.json", [theirs]), source="milano")
    assert done.counts() == {"new": 2}
    # The same record from somebody else is not taken over.
    done = await imported(base, "hsds", write(tmp_path / "b.json", [theirs, tree(name="Altro")]), source="milano")
    assert done.plan.total(Outcome.DIFFERS) == 1
    async with reading(base) as session:
        assert len((await session.scalars(select(Organization))).all()) == 2


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_was_taken_is_the_same_the_next_time(base: Sessions, tmp_path: Path, seed: int) -> None:
    """Random values in every place: two runs agree on what the first one wrote."""
    chance = random.Random(seed)
    odd: list[Any] = [
        None,
        "",
        " x ",
        "a\u0000b",
        "\ud800",
        "=1",
        "'",
        "\u202eabc",
        7,
        -1.5,
        True,
        [],
        {},
        [1],
        "MO",
        "25:00",
        "x" * 400,
    ]

    def shaken(value: Any) -> Any:
        if chance.random() < 0.08:
            return chance.choice(odd)
        if isinstance(value, dict):
            return {key: held if key == "id" else shaken(held) for key, held in value.items()}
        return [shaken(held) for held in value] if isinstance(value, list) else value

    trees = [shaken(tree(id=str(UUID(int=number)), organization=tree()["organization"])) for number in range(30)]
    path = write(tmp_path / "a.json", trees)
    first = await imported(base, "hsds", path)
    second = await imported(base, "hsds", path)
    assert first.plan.taken > 20
    assert second.plan.total(Outcome.SAME) == second.plan.taken == first.plan.taken
    assert second.plan.total(Outcome.REFUSED) == first.plan.total(Outcome.REFUSED)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[{"id": "a", "name"', "ends in the middle, line 1, column"),
        ('[{"id": "a",\n "name": nope}]', "line 2, column 10"),
        ("[]", "holds no services"),
        ("[NaN]", "is not JSON"),
        ("[" * 100_000, "cannot be read"),
        ("hello", "cannot be read"),
    ],
)
async def test_a_file_that_is_no_json(base: Sessions, tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=sentence):
        await imported(base, "hsds", path)


async def test_a_broken_line_of_many(base: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{json.dumps(tree())}\n{{broken\n{json.dumps(tree(id='b'))}\n", encoding="utf-8")
    done = await imported(base, "hsds", path)
    assert [line.row for line in done.of(Outcome.REFUSED)] == [2]
    assert done.plan.total(Outcome.NEW) == 4
