"""An import and an editor on the same record: the import sees exactly what she changed, and takes the rest."""

import re
from pathlib import Path

import httpx
from sqlalchemy import select

from foundation.database import Sessions, reading
from knowledge.directory.models import Service
from knowledge.importing.record import Outcome
from tests.console.knowledge.conftest import served
from tests.support.console import RunningConsole
from tests.support.importing import Done, imported, write_csv
from tests.support.records import form, plain

ROW = {
    "name": "Comune di Arese",
    "service": "Sportello importato",
    "address": "Via Caduti 1",
    "municipality": "Arese",
    "phone": "+39 02 935271; 800 123123",
    "languages": "it; ar",
    "topics": "immigration_desk",
    "hours": "lun-ven 9-12:30",
}


def test_an_import_sees_what_was_changed_by_hand(records: RunningConsole, anna: httpx.Client, tmp_path: Path) -> None:
    def bring(**cells: str) -> Done:
        path = write_csv(tmp_path / "desks.csv", [ROW | cells])
        return records.database(lambda sessions: imported(sessions, "table", path))

    async def the_id(sessions: Sessions) -> str:
        async with reading(sessions) as session:
            return (await session.scalars(select(Service.id).where(Service.name == ROW["service"]))).one()

    assert bring().counts() == {"new": 3}
    identifier = records.database(the_id)
    path = f"/console/knowledge/services/{identifier}"
    before = served(records, identifier)
    # As it comes the form says what was imported, numbers and hours included.
    assert anna.post(path, data=form(anna, path)).headers["location"].endswith("record_nothing_changed")
    sent = anna.post(path, data=form(anna, path) | {"TU-1-opens": "14", "TU-1-closes": "17", "act": "publish"})
    assert sent.headers["location"].endswith("record_published"), plain(sent)
    changed = served(records, identifier)
    assert before is not None
    assert changed is not None
    assert {name for name in before if before[name] != changed[name]} == {"schedules"}
    again = bring(hours="lun-ven 9-13", languages="it; ar; uk")
    (line,) = [line for line in again.lines if line.entity == "service"]
    assert line.outcome in (Outcome.CHANGED, Outcome.DIFFERS)
    assert {row.name: row.taken for row in line.differences} == {"schedules": False, "languages": True}
    now = served(records, identifier) or {}
    assert (now["schedules"], now["languages"]) == (changed["schedules"], ["ar", "it", "uk"])
    refused = anna.post(f"{path}/delete")
    assert re.search("viene da un’importazione", plain(refused))
