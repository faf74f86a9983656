"""HSDS 3.1 as a tabular data package: a folder of CSV files with their descriptor, or a zip of it.

Cells a spreadsheet would calculate are disarmed (`knowledge.hsds.cells`); importing takes that back.
"""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from knowledge.directory.content import identifier
from knowledge.exporting.vocabulary import Tree
from knowledge.hsds.cells import disarmed
from knowledge.hsds.fields import VERSION, Table, tables

# The tables we have something for, in the order of the descriptor.
TABLES = (
    *("organization", "program", "service", "location", "address", "service_at_location", "phone", "schedule"),
    *("language", "service_area", "cost_option", "required_document", "taxonomy", "taxonomy_term", "attribute"),
    "approdo_term_translation",
)
# Ours: HSDS has no place for a term in other languages. Programs that do not know the table pass over it.
_TRANSLATIONS = Table(
    "approdo_term_translation",
    "approdo_term_translations.csv",
    ("id", "taxonomy_term_id", "language", "name", "description", "translation", "checked_on"),
    frozenset({"id", "taxonomy_term_id", "language", "name", "translation"}),
)
# Lists of a service, and the tables their rows go to.
_LISTS = {
    "phones": "phone",
    "schedules": "schedule",
    "languages": "language",
    "service_areas": "service_area",
    "cost_options": "cost_option",
    "required_documents": "required_document",
}
# HSDS asks for these texts; where nothing is known the cell is empty, and the descriptor says that it may be.
_MAY_BE_EMPTY = frozenset({"address_1", "city", "state_province", "postal_code"})
_TYPES = {
    **dict.fromkeys(("latitude", "longitude", "minimum_age", "maximum_age", "amount", "timezone"), "number"),
    **dict.fromkeys(("valid_from", "valid_to", "assured_date", "checked_on"), "date"),
    "last_modified": "datetime",
}
Line = tuple[str, Mapping[str, Any]]


def lines_of_service(tree: Tree) -> Iterator[Line]:
    """`(table, row)` of everything in the tree of a service."""
    owner, program = tree["organization"], tree.get("program")
    yield from lines_of_organization(owner)
    if program:
        yield "program", program
    yield "service", tree | {"organization_id": owner["id"], "program_id": program["id"] if program else None}
    for link in tree["service_at_locations"]:
        yield from lines_of_location(link["location"])
        yield "service_at_location", link | {"location_id": link["location"]["id"]}
    for name, table in _LISTS.items():
        yield from ((table, row) for row in tree[name])
    yield from _attributes(tree)


def lines_of_organization(tree: Tree) -> Iterator[Line]:
    """The same of an organization."""
    yield "organization", tree
    yield from _attributes(tree)


def lines_of_location(tree: Tree) -> Iterator[Line]:
    """The same of a location. A table of addresses wants streets: where only the town is known its code is enough."""
    yield "location", tree
    yield from (("address", row) for row in tree["addresses"] if row["address_1"] or row["postal_code"])


def lines_of_term(term: Tree, translations: Iterable[Tree] = ()) -> Iterator[Line]:
    """The same of a term, with its texts in other languages."""
    yield "taxonomy", term["taxonomy_detail"]
    yield "taxonomy_term", term | {"taxonomy_id": term["taxonomy_detail"]["id"]}
    for row in translations:
        key = identifier(_TRANSLATIONS.name, f"{term['id']}:{row['language']}")
        yield _TRANSLATIONS.name, row | {"id": key, "taxonomy_term_id": term["id"]}


def _attributes(tree: Tree) -> Iterator[Line]:
    for row in tree["attributes"]:
        yield from lines_of_term(row["taxonomy_term"])
        yield "attribute", row


def _table(name: str) -> Table:
    return _TRANSLATIONS if name == _TRANSLATIONS.name else tables()[name]


class Package:
    """The files of a package being written into an empty folder; each record once, however often it is met."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._met: set[tuple[str, str]] = set()
        self._writers = {name: self._writer(_table(name)) for name in TABLES}

    def _writer(self, table: Table) -> Any:
        file = self._open.enter_context((self._folder / table.file).open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        return writer

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def write(self, lines: Iterator[Line]) -> None:
        """Write rows to the tables they belong to."""
        for name, row in lines:
            key = (name, row["id"])
            if key not in self._met:
                self._met.add(key)
                self._writers[name].writerow([_cell(row.get(column)) for column in _table(name).columns])

    def describe(self, title: str) -> None:
        """Write `datapackage.json`."""
        resources = [_resource(_table(name)) for name in TABLES]
        held = {"name": "approdo", "title": title, "profile": "tabular-data-package", "version": VERSION}
        text = json.dumps(held | {"resources": resources}, ensure_ascii=False, indent=1)
        (self._folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return disarmed(value)
    return "" if value is None else str(value)


def _resource(table: Table) -> Tree:
    fields = [_field(table, column) for column in table.columns]
    foreign = [column for column in table.columns if column.endswith("_id") and column[:-3] in TABLES]
    schema: Tree = {"fields": fields, "primaryKey": "id"}
    if foreign:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": column[:-3], "fields": "id"}} for column in foreign
        ]
    head = {"name": table.name, "path": table.file, "profile": "tabular-data-resource", "encoding": "utf-8"}
    return head | {"schema": schema}


def _field(table: Table, column: str) -> Tree:
    found: Tree = {"name": column, "type": _TYPES.get(column, "string")}
    needed = column in table.required and column not in _MAY_BE_EMPTY
    return found | ({"constraints": {"required": True}} if needed else {})


def pack(folder: Path, path: Path) -> None:
    """A zip of the files in the folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
