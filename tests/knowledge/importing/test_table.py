"""Any table: columns mapped by the editor or known by their names; CSV, TSV and spreadsheets; formulas are text."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]
from sqlalchemy import select

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.directory.models import Location, Organization, Service
from knowledge.importing.kinds.opening_hours import schedules_of
from knowledge.importing.mapping import read_mapping
from knowledge.importing.record import Outcome
from knowledge.importing.records.repository import standing
from tests.support.importing import imported, write_csv

DESK = {
    "Ente": "Comune di Rho",
    "Sportello": "Sportello stranieri",
    "Dove": "Piazza Visconti 23",
    "Comune": "Rho",
    "Telefono": "+39 02 1234567; 02 7654321",
    "Lingue": "it, arabo; uk",
    "Temi": "immigration_desk; legal_help",
    "Orari": "lun-ven 9-12:30; mar 14:00-16:00",
}
MAPPING = {"name": "Ente", "service": "Sportello", "address": "dove"}


async def the_service(sessions: Sessions) -> dict[str, Any]:
    async with reading(sessions) as session:
        key = (await session.scalars(select(Service.id))).one()
        return (await standing(session, "service", [key]))[key]


async def test_columns_are_mapped_or_known(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [DESK | {"Colore": "blu"}], delimiter=";")
    done = await imported(base, "table", path, mapping=MAPPING)
    assert done.counts() == {"new": 3}
    service = await the_service(base)
    assert service["name"] == "Sportello stranieri"
    assert [row["number"] for row in service["phones"]] == ["+39 02 1234567", "02 7654321"]
    assert service["languages"] == ["ar", "it", "uk"]
    assert service["topics"] == ["immigration_desk", "legal_help"]
    assert any("“Colore” is mapped to nothing" in str(note) for note in done.plan.reading.notes.sentences())
    async with reading(base) as session:
        place = (await session.scalars(select(Location))).one()
    assert (place.municipality_code, place.address_1, place.latitude) == ("015182", "Piazza Visconti 23", 45.5321)
    assert (await imported(base, "table", path, mapping=MAPPING)).counts() == {"same": 3}


async def test_one_organization_of_many_rows(base: Sessions, tmp_path: Path) -> None:
    rows = [DESK, DESK | {"Sportello": "Anagrafe"}, DESK | {"Ente": ""}]
    done = await imported(base, "table", write_csv(tmp_path / "a.csv", rows), mapping=MAPPING)
    assert done.counts() == {"new": 5, "refused": 1}
    assert done.of(Outcome.REFUSED)[0].column == "Ente"
    async with reading(base) as session:
        assert (await session.scalars(select(Organization))).one().name == "Comune di Rho"


async def test_the_same_from_a_spreadsheet(base: Sessions, tmp_path: Path) -> None:
    await imported(base, "table", write_csv(tmp_path / "a.csv", [DESK], delimiter="\t"), mapping=MAPPING)
    book = Workbook()
    sheet = book.active
    sheet.append(list(DESK))
    sheet.append(list(DESK.values()))
    sheet.append([None] * len(DESK))
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert (await imported(base, "table", path, mapping=MAPPING)).counts() == {"same": 3}


async def test_a_formula_is_text_and_said(base: Sessions, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["name", "description"])
    sheet.append(["Ente", '=HYPERLINK("https://x.example","click")'])
    path = tmp_path / "a.xlsx"
    book.save(path)
    done = await imported(base, "table", path)
    assert (await the_service(base))["description"] == '=HYPERLINK("https://x.example","click")'
    assert any("formula" in str(note) for note in done.plan.reading.notes.sentences())
    disarmed = write_csv(
        tmp_path / "a.csv", [{"name": "Ente", "description": '\'=HYPERLINK("https://x.example","click")'}]
    )
    assert (await imported(base, "table", disarmed)).plan.total(Outcome.CHANGED) == 0


async def test_a_broken_cell_names_row_and_column(base: Sessions, tmp_path: Path) -> None:
    rows = [
        DESK | {"Telefono": "9" * 50},
        DESK | {"Sportello": "B", "stato": "?"},
        DESK | {"Sportello": "C", "lat": "x"},
    ]
    wide = [{"stato": "", "lat": "", **row} for row in rows]
    done = await imported(base, "table", write_csv(tmp_path / "a.csv", wide), mapping=MAPPING)
    assert {(line.row, line.column) for line in done.of(Outcome.REFUSED)} == {(2, "Telefono"), (3, "stato"), (4, "lat")}


async def test_wrong_mappings_are_sentences(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"x": "1"}])
    with pytest.raises(InvalidInputError, match=r"No column of a\.csv is known to be the name"):
        await imported(base, "table", path)
    with pytest.raises(InvalidInputError, match="has no column “Ente”"):
        await imported(base, "table", path, mapping={"name": "Ente"})
    with pytest.raises(InvalidInputError, match="“nome” is no field"):
        await imported(base, "table", path, mapping={"nome": "x"})
    with pytest.raises(InvalidInputError, match="is no mapping"):
        read_mapping(None, ["name"])


def test_a_mapping_of_a_file_and_of_pairs(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text("name: Ente\nphone: Tel\n", encoding="utf-8")
    assert read_mapping(path, ["phone=Cell"]) == {"name": "Ente", "phone": "Cell"}


def test_hours() -> None:
    def shown(text: str) -> list[tuple[Any, ...]]:
        return [(row["byday"], row.get("opens_at"), row.get("closes_at")) for row in schedules_of(text)]

    assert shown("Mo-We 09:00-12:30,14:00-18:00; Sa 9-12; PH off") == [
        ("MO,TU,WE", "09:00", "12:30"),
        ("MO,TU,WE", "14:00", "18:00"),
        ("SA", "09:00", "12:00"),
    ]
    assert shown("Lunedì, giovedì: 9.00-12.00") == [("MO,TH", "09:00", "12:00")]
    monday_and_thursday = [("MO", "09:00", "12:00"), ("TH", "14:00", "17:00")]
    for text in (
        "lun 9-12, gio 14-17",
        "lun. 9-12; gio. 14-17",
        "lunedì dalle 9 alle 12\ngiovedì dalle ore 14 alle 17",
    ):
        assert shown(text) == monday_and_thursday, text
    assert shown("dal lunedì al martedì dalle 9.30 alle 12 e dalle 14 alle 16") == [
        ("MO,TU", "09:30", "12:00"),
        ("MO,TU", "14:00", "16:00"),
    ]
    assert shown("lun/mer e ven 9-13") == [("MO,WE,FR", "09:00", "13:00")]
    assert shown("24/7") == [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]
    for text in (
        "su appuntamento",
        "Mo-Fr 09:00-12:00; Tu 14:00-16:00",
        "Mo 22:00-02:00",
        "Mo[1] 09:00-12:00",
        "Fr-Mo 9-10",
        "lun 9-12, lun 14-16",
        "lunedì dalle 9, mercoledì alle 12",
    ):
        assert shown(text) == [("", None, None)], text
        assert schedules_of(text)[0]["description"] == text
