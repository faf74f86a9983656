"""New, changed, same, gone, differs by hand; twice changes nothing; a dry run writes nothing."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from foundation.database import Sessions, reading
from foundation.errors import ConflictError
from knowledge.directory.models import Organization, Service
from knowledge.importing.execution import execute
from knowledge.importing.models import ImportedRecord
from knowledge.importing.plan import make_plan
from knowledge.importing.record import Outcome
from knowledge.importing.service import Request, open_reading
from knowledge.importing.spool import Spool
from tests.support.importing import imported, school, write_csv


async def organization(sessions: Sessions, key: str = "MIEE8AA013") -> Organization:
    async with reading(sessions) as session:
        row = select(ImportedRecord.record_id).where(ImportedRecord.key == key, ImportedRecord.entity == "organization")
        found = await session.get(Organization, await session.scalar(row))
    assert found
    return found


async def edit(sessions: Sessions, **values: object) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Organization).values(**values))


async def statuses(sessions: Sessions) -> list[str]:
    async with reading(sessions) as session:
        return sorted(await session.scalars(select(Service.status)))


async def test_a_dry_run_writes_nothing(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school()])
    assert (await imported(base, "schools", path, dry_run=True)).counts() == {"new": 3}
    async with reading(base) as session:
        assert await session.scalar(select(func.count()).select_from(Organization)) == 0
        assert await session.scalar(select(func.count()).select_from(ImportedRecord)) == 0


async def test_twice_changes_nothing(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school(), school(CODICESCUOLA="MIEE2")])
    await imported(base, "schools", path)
    async with reading(base) as session:
        before = list(await session.scalars(select(Service.last_modified)))
    assert (await imported(base, "schools", path)).counts() == {"same": 6}
    async with reading(base) as session:
        assert list(await session.scalars(select(Service.last_modified))) == before


async def test_what_changed_in_the_file_is_changed_field_by_field(base: Sessions, tmp_path: Path) -> None:
    await imported(base, "schools", write_csv(tmp_path / "a.csv", [school()]))
    done = await imported(base, "schools", write_csv(tmp_path / "a.csv", [school(INDIRIZZOEMAILSCUOLA="nuova@b.it")]))
    assert done.counts() == {"changed": 1, "same": 2}
    (line,) = done.of(Outcome.CHANGED)
    assert [(d.name, d.ours, d.theirs) for d in line.differences] == [
        ("email", "miic8aa001@istruzione.it", "nuova@b.it")
    ]
    assert (await organization(base)).email == "nuova@b.it"


async def test_what_staff_changed_is_shown_and_stays(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school()])
    await imported(base, "schools", path)
    await edit(base, email="giusta@b.it")
    done = await imported(base, "schools", path)
    assert done.counts() == {"differs": 1, "same": 2}
    # The file changes another field: that one is taken, the other one still is not.
    path = write_csv(tmp_path / "a.csv", [school(SITOWEBSCUOLA="www.b.it", INDIRIZZOEMAILSCUOLA="terza@b.it")])
    done = await imported(base, "schools", path)
    assert {d.name: d.taken for d in done.of(Outcome.CHANGED)[0].differences} == {"email": False, "website": True}
    row = await organization(base)
    assert (row.email, row.website) == ("giusta@b.it", "https://www.b.it")
    # Staff follow the file by hand: from then on it is the file's again.
    await edit(base, email="terza@b.it")
    assert (await imported(base, "schools", path)).counts() == {"same": 3}
    path = write_csv(tmp_path / "a.csv", [school(SITOWEBSCUOLA="www.b.it", INDIRIZZOEMAILSCUOLA="quarta@b.it")])
    assert (await imported(base, "schools", path)).counts() == {"changed": 1, "same": 2}


async def test_what_is_gone_becomes_inactive_and_may_come_back(base: Sessions, tmp_path: Path) -> None:
    both, one = [school(), school(CODICESCUOLA="MIEE2")], [school()]
    await imported(base, "schools", write_csv(tmp_path / "a.csv", both))
    done = await imported(base, "schools", write_csv(tmp_path / "a.csv", one))
    assert done.counts() == {"same": 3, "gone": 3}
    assert await statuses(base) == ["active", "inactive"]
    assert (await imported(base, "schools", write_csv(tmp_path / "a.csv", one))).counts() == {"same": 3}
    done = await imported(base, "schools", write_csv(tmp_path / "a.csv", both))
    assert done.counts() == {"changed": 1, "same": 5}
    assert await statuses(base) == ["active", "active"]


async def test_closed_by_hand_stays_closed(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school()])
    await imported(base, "schools", path)
    async with base.begin() as session:
        await session.execute(update(Service).values(status="inactive"))
    assert (await imported(base, "schools", path)).counts() == {"same": 2, "differs": 1}
    assert await statuses(base) == ["inactive"]


async def test_what_staff_deleted_does_not_come_back(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school(), school(CODICESCUOLA="MIEE2")])
    await imported(base, "schools", path)
    async with base.begin() as session:
        await session.execute(delete(Organization).where(Organization.id == (await organization(base)).id))
    assert (await imported(base, "schools", path)).counts() == {"same": 4, "differs": 2}
    assert await statuses(base) == ["active"]


async def test_half_of_a_file_marks_nothing_as_gone(base: Sessions, tmp_path: Path) -> None:
    rows = [school(CODICESCUOLA=f"MIEE{number}") for number in range(40)]
    await imported(base, "schools", write_csv(tmp_path / "a.csv", rows))
    few = write_csv(tmp_path / "a.csv", rows[:10])
    done = await imported(base, "schools", few)
    assert "may be only a part" in str(done.plan.held_back)
    assert set(await statuses(base)) == {"active"}
    await imported(base, "schools", few, accept_gone=True)
    assert (await statuses(base)).count("inactive") == 30


async def test_a_row_that_cannot_be_read_is_not_gone(base: Sessions, tmp_path: Path) -> None:
    rows = [school(), school(CODICESCUOLA="MIEE2")]
    await imported(base, "schools", write_csv(tmp_path / "a.csv", rows))
    named = [rows[0], rows[1] | {"DENOMINAZIONESCUOLA": ""}]
    assert (await imported(base, "schools", write_csv(tmp_path / "a.csv", named))).counts() == {"same": 3, "refused": 1}
    nameless = [rows[0], rows[1] | {"CODICESCUOLA": ""}]
    done = await imported(base, "schools", write_csv(tmp_path / "a.csv", nameless))
    assert "may be among them" in str(done.plan.held_back)
    assert await statuses(base) == ["active", "active"]


async def test_the_same_key_twice(base: Sessions, tmp_path: Path) -> None:
    done = await imported(base, "schools", write_csv(tmp_path / "a.csv", [school(), school(CAPSCUOLA="20100")]))
    assert done.plan.total(Outcome.NEW) == 3
    assert [line.row for line in done.of(Outcome.REFUSED)] == [3, 3, 3]


async def test_a_record_that_was_here_before_is_not_overwritten(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school()])
    await imported(base, "schools", path)
    async with base.begin() as session:
        await session.execute(ImportedRecord.__table__.delete())  # type: ignore[attr-defined]
    await edit(base, name="Scuola Don Milani")
    assert (await imported(base, "schools", path)).counts() == {"differs": 1, "same": 2}
    assert (await organization(base)).name == "Scuola Don Milani"


async def test_changed_while_the_plan_was_made(base: Sessions, tmp_path: Path) -> None:
    await imported(base, "schools", write_csv(tmp_path / "a.csv", [school()]))
    request = Request("schools", write_csv(tmp_path / "a.csv", [school(INDIRIZZOEMAILSCUOLA="nuova@b.it")]))
    with Spool() as spool:
        async with reading(base) as session:
            plan = await make_plan(session, await open_reading(session, request), spool, lambda _: None, False)
        await edit(base, email="amano@b.it")
        with pytest.raises(ConflictError):
            async with base.begin() as session:
                await execute(session, plan)
    assert (await organization(base)).email == "amano@b.it"


async def test_two_at_once(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school(CODICESCUOLA=f"MIEE{number}") for number in range(20)])
    results = await asyncio.gather(*(imported(base, "schools", path) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(result, ConflictError) or not isinstance(result, BaseException) for result in results)
    assert any(not isinstance(result, BaseException) for result in results)
    assert await statuses(base) == ["active"] * 20
