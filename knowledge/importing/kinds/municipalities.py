"""ISTAT's list of municipalities, of any year (licence CC BY): columns are found by how their name begins.

The labels of the columns change from year to year and hold line breaks; they are compared folded, without spaces.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from foundation.text import folded
from knowledge.importing.reading import Notes, Reading
from knowledge.importing.record import Record, Refused
from knowledge.importing.rows import Row
from knowledge.importing.sentences import invalid, said
from knowledge.importing.sheets import open_sheet

# Beginnings of column names, the better ones first.
_COLUMNS = {
    "code": ("codicecomuneformatoalfanumerico", "codicecomunealfanumerico", "codiceistatdelcomune", "procomt"),
    "number": ("codicecomuneformatonumerico", "procom"),
    "name": ("denominazioneinitaliano", "denominazioneitalianaestraniera", "denominazionecorrente", "denominazione"),
    "region": ("denominazioneregione", "regione"),
    "region_code": ("codiceregione",),
    "province": ("siglaautomobilistica", "sigla"),
    "cadastral_code": ("codicecatastale",),
    "population": ("popolazionelegale", "popolazioneresidente"),
}
_LOMBARDY = ("lombardia", "03", "3")
_CADASTRAL = re.compile(r"[A-Z]\d{3}")
_SOURCE = "istat"


def read_municipalities(path: Path, everywhere: bool) -> Reading:
    """The municipalities of a file. Raises InvalidInputError when it is no such list."""
    notes = Notes()
    sheet = open_sheet(path, notes)
    columns = _find_columns(sheet.header)
    needed = {
        "code": "Codice Comune formato alfanumerico",
        "name": "Denominazione in italiano",
        "cadastral_code": "Codice Catastale",
        "province": "Sigla automobilistica",
        "region": "Denominazione regione",
    }
    for column, called in needed.items():
        if column not in columns and not (column == "region" and "region_code" in columns):
            raise invalid("no_municipalities", file=path.name, column=called)
    title = "ISTAT, elenco dei comuni italiani"
    return Reading("municipalities", title, _records(sheet.rows, columns, notes, everywhere), notes, overwrite=True)


def _find_columns(header: list[str]) -> dict[str, str]:
    known = {folded(column).replace(" ", ""): column for column in reversed(header)}
    found = {}
    for name, beginnings in _COLUMNS.items():
        for beginning in beginnings:
            held = [column for plain, column in reversed(known.items()) if plain.startswith(beginning)]
            if held:
                found[name] = held[0]
                break
    # Without the code in letters the number will do: it lacks only leading zeros.
    found.setdefault("code", found.get("number", ""))
    return {name: column for name, column in found.items() if column}


def _records(
    rows: Iterator[Row | Refused], columns: dict[str, str], notes: Notes, everywhere: bool
) -> Iterator[Record | Refused]:
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        cells = {name: row.cells[column] for name, column in columns.items()}
        if not any(cells.get(name) for name in ("code", "name", "cadastral_code")):
            # Notes under the table.
            continue
        region = cells.get("region") or cells.get("region_code") or ""
        if not everywhere and folded(region) not in _LOMBARDY:
            notes.add(said("municipalities_outside"), row.number)
            continue
        yield _record(row, cells, columns, region)


def _record(row: Row, cells: dict[str, str], columns: dict[str, str], region: str) -> Record | Refused:
    code = cells["code"].zfill(6)
    source = f"{_SOURCE}/{'LOMBARDIA' if folded(region) in _LOMBARDY else region.upper()}"
    keys = (("municipality", source, code),)
    if not (code.isdigit() and len(code) == 6 and int(code)):
        return Refused(row.number, columns["code"], said("not_six_digits", value=cells["code"][:20]))
    # Naples is “NA”, which some programs take for nothing.
    fields: dict[str, object] = {
        "cadastral_code": cells["cadastral_code"].upper(),
        "name": cells["name"],
        "province": cells["province"].upper(),
    }
    if not _CADASTRAL.fullmatch(cells["cadastral_code"].upper()):
        return Refused(row.number, columns["cadastral_code"], said("not_cadastral"), keys, known=True)
    if not re.fullmatch(r"[A-Z]{2}", cells["province"].upper()):
        return Refused(row.number, columns["province"], said("not_two_letters"), keys, known=True)
    if "population" in columns:
        number = re.sub(r"[.\s]", "", cells["population"])
        if number and not number.isdigit():
            why = said("not_number", value=number[:20])
            return Refused(row.number, columns["population"], why, keys, known=True)
        fields |= {"population": int(number)} if number else {}
    return Record("municipality", source, code, code, row.number, fields, label=cells["name"])
