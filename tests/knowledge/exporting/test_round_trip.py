"""Out and in again: an empty Approdo that imports what another one exported holds the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from foundation.database import Sessions
from knowledge.importing.record import Outcome
from tests.support.exporting import EMPTY, IDLE, emptied, everything, exported
from tests.support.hsds import SERVICE, package, tree
from tests.support.importing import add_towns, imported

FORMS = ("file.json", "folder", "file.zip")


def in_list_of_services(records: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a list of services can hold: an organization or a place without a service is in none."""
    return {name: {k: v for k, v in rows.items() if k not in (IDLE, EMPTY)} for name, rows in records.items()}


@pytest.mark.parametrize("form", FORMS)
async def test_everything_comes_back_equal(held: Sessions, tmp_path: Path, form: str) -> None:
    before = await everything(held)
    assert len(before["service"]) > 100
    path = await exported(held, "hsds", tmp_path / form)
    await emptied(held)
    done = await imported(held, "hsds", path, source="altra casa")
    assert done.of(Outcome.REFUSED) == []
    assert await everything(held) == (in_list_of_services(before) if form == "file.json" else before)


@pytest.mark.parametrize("form", FORMS)
async def test_importing_ones_own_export_changes_nothing(held: Sessions, tmp_path: Path, form: str) -> None:
    before = await everything(held)
    path = await exported(held, "hsds", tmp_path / form)
    done = await imported(held, "hsds", path)
    assert set(done.counts()) == {"same"}
    assert await everything(held) == before


@pytest.mark.parametrize("form", FORMS)
async def test_a_publishers_file_goes_through(sessions: Sessions, tmp_path: Path, form: str) -> None:
    """HSDS → Approdo → HSDS: what the publisher said comes out, and is the same when it comes in once more."""
    await add_towns(sessions)
    await imported(sessions, "hsds", package(tmp_path / "theirs"), source="rho")
    before = await everything(sessions)
    path = await exported(sessions, "hsds", tmp_path / form)
    assert set((await imported(sessions, "hsds", path, source="rho")).counts()) == {"same"}
    await emptied(sessions)
    await imported(sessions, "hsds", path, source="altri")
    assert await everything(sessions) == before


async def test_what_a_publisher_wrote_stands_in_our_tree(sessions: Sessions, tmp_path: Path) -> None:
    await add_towns(sessions)
    (tmp_path / "theirs.json").write_text(json.dumps([tree()]), encoding="utf-8")
    await imported(sessions, "hsds", tmp_path / "theirs.json", source="rho")
    path = await exported(sessions, "hsds", tmp_path / "ours.json")
    (ours,) = json.loads(path.read_text(encoding="utf-8"))
    theirs = tree()
    same = ("id", "name", "description", "status", "email", "url", "minimum_age", "assured_date", "assurer_email")
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
    assert ours["id"] == SERVICE
    assert ours["program"]["name"] == "FAMI"
    assert [row["number"] for row in ours["phones"]] == ["+39 02 1234567"]
    assert [row["code"] for row in ours["languages"]] == ["ar", "it", "uk"]
    place = ours["service_at_locations"][0]["location"]
    assert (
        place["addresses"][0] | theirs["service_at_locations"][0]["location"]["addresses"][0] == place["addresses"][0]
    )
    assert (place["external_identifier"], place["external_identifier_type"]) == ("015182", "ISTAT")


async def test_an_export_is_the_same_every_time(held: Sessions, tmp_path: Path) -> None:
    first = await exported(held, "hsds", tmp_path / "a.json")
    second = await exported(held, "hsds", tmp_path / "b.json")
    assert first.read_bytes() == second.read_bytes()
