"""The Ministry's registers of schools, state and *paritarie*, as files of dati.istruzione.it (licence IODL 2.0).

Columns are found by name. A school gets no topic of its own: that it exists does not make it a place that helps with
Italian or mediation. A CPIA is the exception: teaching Italian and schooling adults is its task (DPR 263/2012).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.directory.content import identifier
from knowledge.importing.display import mail_address, readable, readable_address, web_address
from knowledge.importing.kinds.school_types import service_name, topics_of
from knowledge.importing.reading import Notes, Reading, Town, Towns
from knowledge.importing.record import Record, Refused
from knowledge.importing.rows import Row
from knowledge.importing.sentences import invalid, said
from knowledge.importing.sheets import open_sheet

_NEEDED = ("REGIONE", "CODICESCUOLA", "DENOMINAZIONESCUOLA")
_MISSING = frozenset({"NON DISPONIBILE", "NON DISPONIBILI", "ND", "N.D.", "-", ".", "0", "NO", "NULL", "NONE"})
_HOME = "LOMBARDIA"


def read_schools(path: Path, towns: Towns, everywhere: bool) -> Reading:
    """The schools of a file. Raises InvalidInputError when it is no such register."""
    notes = Notes()
    sheet = open_sheet(path, notes)
    header = {column.upper().replace(" ", "").replace("_", ""): column for column in sheet.header}
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        raise invalid("no_schools", file=path.name, column=missing[0])
    register = Register(header, towns, notes, everywhere)
    return Reading("schools", register.title, register.read(sheet.rows), notes)


# Fields, defaults, label.
Made = tuple[dict[str, Any], dict[str, Any], str]


class Register:
    """One file of the Ministry; `layout` is `statali` or `paritarie`."""

    def __init__(self, header: dict[str, str], towns: Towns, notes: Notes, everywhere: bool) -> None:
        self._header = header
        self._towns = towns
        self._notes = notes
        self._everywhere = everywhere
        self.layout = "statali" if "CODICEISTITUTORIFERIMENTO" in header else "paritarie"
        self.title = f"Ministero dell'istruzione e del merito, anagrafe delle scuole {self.layout}"

    def read(self, rows: Iterator[Row | Refused]) -> Iterator[Record | Refused]:
        """Three records a school: organization, location, service."""
        for row in rows:
            if isinstance(row, Refused):
                yield row
            elif self._wanted(row):
                yield from self._school(row)

    def _wanted(self, row: Row) -> bool:
        wanted = self._everywhere or self._cell(row, "REGIONE").upper() in (_HOME, "")
        if not wanted:
            self._notes.add(said("schools_outside"), row.number)
        return wanted

    def _cell(self, row: Row, column: str) -> str:
        text = row.cells.get(self._header.get(column, ""), "")
        return "" if text.upper() in _MISSING else text

    def _school(self, row: Row) -> Iterator[Record | Refused]:
        code = self._cell(row, "CODICESCUOLA").upper()
        region = self._cell(row, "REGIONE").upper()
        source = f"{self.layout}/{region}"
        for column in _NEEDED:
            if not self._cell(row, column):
                label = readable(self._cell(row, "DENOMINAZIONESCUOLA"))
                keys = tuple((entity, source, code) for entity in ("organization", "location", "service") if code)
                yield Refused(row.number, column, said("missing"), keys, bool(code and region), label)
                return
        ids = {entity: identifier(entity, f"mim:{code}") for entity in ("organization", "location", "service")}
        for entity, made in (
            ("organization", self._organization(row)),
            ("location", self._location(row)),
            ("service", self._service(row, code, ids)),
        ):
            fields, defaults, label = made
            yield Record(entity, source, code, ids[entity], row.number, fields, defaults, label)

    def _organization(self, row: Row) -> Made:
        fields: dict[str, Any] = {
            "name": readable(self._cell(row, "DENOMINAZIONESCUOLA")),
            "kind": "school",
            "email": self._mended(row, "INDIRIZZOEMAILSCUOLA"),
            "website": self._mended(row, "SITOWEBSCUOLA"),
        }
        return fields, {}, fields["name"]

    def _mended(self, row: Row, column: str) -> str | None:
        text = self._cell(row, column)
        web = column == "SITOWEBSCUOLA"
        mended = web_address(text) if web else mail_address(text)
        if text and not mended:
            self._notes.add(said("school_web" if web else "school_mail"), row.number)
        return mended

    def _location(self, row: Row) -> Made:
        town = self._town(row)
        postal_code = self._cell(row, "CAPSCUOLA")
        fields = {
            "municipality_code": town.code if town else None,
            "address_1": readable_address(self._cell(row, "INDIRIZZOSCUOLA")) or None,
            "postal_code": postal_code.zfill(5) if postal_code.isdigit() else None,
        }
        # The register has no coordinates: until somebody sets the place on the map it is its town's.
        where = {"latitude": town.latitude if town else None, "longitude": town.longitude if town else None}
        return fields, where, fields["address_1"] or ""

    def _town(self, row: Row) -> Town | None:
        town = self._towns.by_cadastral_code(self._cell(row, "CODICECOMUNESCUOLA"))
        if town is None and self._cell(row, "REGIONE").upper() == _HOME:
            town = self._towns.by_name(self._cell(row, "DESCRIZIONECOMUNE"))
        if town is None:
            self._notes.add(said("school_town"), row.number)
        return town

    def _service(self, row: Row, code: str, ids: dict[str, str]) -> Made:
        kind = self._cell(row, "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA")
        school = self._cell(row, "DENOMINAZIONESCUOLA")
        special = self._cell(row, "DESCRIZIONECARATTERISTICASCUOLA")
        fields = {
            "organization_id": ids["organization"],
            "name": service_name(kind, school, special, self.layout == "statali"),
            "description": self._description(row, code),
            "status": "active",
            "locations": [ids["location"]],
            "source": {"title": self.title, "where": f"codice {code}", "licence": "IODL 2.0"},
        }
        return fields, {"topics": topics_of(kind, school, special)}, readable(school)

    def _description(self, row: Row, code: str) -> str:
        head = self._cell(row, "CODICEISTITUTORIFERIMENTO").upper()
        if not head or head == code:
            return ""
        return f"Sede dell'istituto {readable(self._cell(row, 'DENOMINAZIONEISTITUTORIFERIMENTO'))} ({head})."
