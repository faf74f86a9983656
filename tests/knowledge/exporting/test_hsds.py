"""What leaves in HSDS's form: valid, whole, and harmless in a spreadsheet."""

import csv
import json
import os
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from foundation.database import Sessions
from foundation.errors import InvalidInputError
from knowledge.directory.models import Organization, Service
from knowledge.hsds.cells import disarmed
from knowledge.hsds.fields import tables
from tests.support.exporting import DESK, FORMULA, HIDDEN, OWNER, exported
from tests.support.hsds_schema import faults


async def test_every_service_is_valid(held: Sessions, tmp_path: Path) -> None:
    listed = json.loads((await exported(held, "hsds", tmp_path / "a.json")).read_text(encoding="utf-8"))
    assert len(listed) > 100
    assert [fault for tree in listed for fault in faults("service", tree)] == []
    assert {HIDDEN, DESK} <= {tree["id"] for tree in listed}


def test_the_schema_of_the_tests_finds_faults() -> None:
    whole = {"id": DESK, "name": "x", "status": "active"}
    assert faults("service", whole) == []
    assert faults("service", {"id": DESK, "name": "x"})
    assert faults("service", whole | {"status": "perhaps"})
    assert faults("service", whole | {"id": "7"})
    assert faults("service", whole | {"url": "https://x.example/è"})
    assert faults("service", whole | {"email": "n/a"})
    assert faults("service", whole | {"schedules": [{"id": DESK, "opens_at": "9"}]})
    assert faults("service", whole | {"service_at_locations": [{"id": DESK, "location": {"id": DESK}}]})


async def test_what_is_no_address_is_left_out_and_any_other_is_in_its_format(held: Sessions, tmp_path: Path) -> None:
    async with held.begin() as session:
        desk = await session.get_one(Service, DESK)
        desk.url, desk.email, desk.assurer = "https://www.città.example/è a?b=[c]", "n/a", "anna"
        owner = await session.get_one(Organization, OWNER)
        owner.website, owner.email = "https://a.example https://b.example", "a@b.example; c@d.example"
    listed = json.loads((await exported(held, "hsds", tmp_path / "a.json")).read_text(encoding="utf-8"))
    tree = next(one for one in listed if one["id"] == DESK)
    assert faults("service", tree) == []
    assert tree["url"] == "https://www.xn--citt-3na.example/%C3%A8%20a?b=%5Bc%5D"
    assert not {"email", "assurer_email"} & tree.keys()
    assert not {"email", "website"} & tree["organization"].keys()


async def test_for_publication(held: Sessions, tmp_path: Path) -> None:
    written = (await exported(held, "hsds", tmp_path / "a.json", public=True)).read_text(encoding="utf-8")
    listed = json.loads(written)
    assert {tree["status"] for tree in listed} == {"active"}
    assert "anna@comune.example" not in written
    folder = await exported(held, "hsds", tmp_path / "package", public=True)
    rows = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert DESK in rows
    assert HIDDEN not in rows
    assert "anna@comune.example" not in rows
    assert "Senza servizi" not in rows


async def test_a_package_is_what_its_descriptor_says(held: Sessions, tmp_path: Path) -> None:
    folder = await exported(held, "hsds", tmp_path / "package")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {path.name for path in folder.iterdir()} == {
        "datapackage.json",
        *(resource["path"] for resource in descriptor["resources"]),
    }
    keys: dict[str, set[str]] = {}
    held_rows = {}
    for resource in descriptor["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        fields = resource["schema"]["fields"]
        if not resource["name"].startswith("approdo_"):
            assert list(tables()[resource["name"]].columns) == [field["name"] for field in fields]
        needed = [field["name"] for field in fields if field.get("constraints")]
        assert all(row[name] for row in rows for name in needed)
        held_rows[resource["name"]] = rows
        keys[resource["name"]] = {row["id"] for row in rows}
        assert len(keys[resource["name"]]) == len(rows), resource["name"]
    assert len(held_rows["attribute"]) > 100
    assert {row["language"] for row in held_rows["approdo_term_translation"]} >= {"it", "en", "ar", "uk"}
    for resource in descriptor["resources"]:
        for foreign in resource["schema"].get("foreignKeys", []):
            column, target = foreign["fields"], foreign["reference"]["resource"]
            assert {row[column] for row in held_rows[resource["name"]]} - {""} <= keys[target]


async def test_no_cell_is_a_formula(held: Sessions, tmp_path: Path) -> None:
    folder = await exported(held, "hsds", tmp_path / "package")
    table = await exported(held, "table", tmp_path / "table.csv")
    cells = []
    for path in (*folder.glob("*.csv"), table):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file, delimiter=";" if path == table else ",") for cell in row]
    assert len(cells) > 1000
    assert disarmed(FORMULA) in cells
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


async def test_hours_and_closings(held: Sessions, tmp_path: Path) -> None:
    listed = json.loads((await exported(held, "hsds", tmp_path / "a.json")).read_text(encoding="utf-8"))
    (desk,) = [tree for tree in listed if tree["id"] == DESK]
    assert desk["organization"]["id"] == OWNER
    rows = desk["schedules"]
    assert any(row.get("opens_at") == "09:00:00+01:00" and row["byday"] == "MO,WE" for row in rows)
    assert any(row.get("notes") == "closed" and row["valid_to"] == "2027-08-31" for row in rows)


@pytest.mark.parametrize(
    ("kind", "name"), [("hsds", "a.xlsx"), ("table", "a.json"), ("osm", "a.csv"), ("nothing", "a.csv")]
)
async def test_what_cannot_be_written_is_said(held: Sessions, tmp_path: Path, kind: str, name: str) -> None:
    with pytest.raises(InvalidInputError):
        await exported(held, kind, tmp_path / name)
    assert not (tmp_path / name).exists()


async def test_nothing_that_stands_there_is_mixed_with_a_package(held: Sessions, tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "contacts.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="no empty folder"):
        await exported(held, "hsds", tmp_path / "package")
    for name in ("folder.zip", "folder.json"):
        (tmp_path / name).mkdir()
        with pytest.raises(InvalidInputError, match="is a folder"):
            await exported(held, "hsds", tmp_path / name)
    with pytest.raises(InvalidInputError, match="no folder"):
        await exported(held, "table", tmp_path / "nowhere" / "a.csv")
    assert [name for name in os.listdir(tmp_path) if name.startswith(".approdo")] == []


async def test_an_export_that_fails_leaves_the_old_file(held: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old", encoding="utf-8")
    async with held.begin() as session:
        await session.execute(text("DROP TABLE phones"))
    with pytest.raises(OperationalError):
        await exported(held, "table", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [name for name in os.listdir(tmp_path) if name.startswith(".approdo")] == []
