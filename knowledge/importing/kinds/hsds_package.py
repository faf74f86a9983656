"""A tabular data package of HSDS (a folder of CSV files, or a zip of it) as the tree that the JSON form is."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from knowledge.hsds.fields import tables
from knowledge.importing.archives import unpacked
from knowledge.importing.limits import check_file
from knowledge.importing.reading import Notes
from knowledge.importing.record import Refused
from knowledge.importing.rows import Row, read_rows
from knowledge.importing.sentences import invalid

Tree = dict[str, Any]
# Children by the table they stand in: the name of the list in the tree.
_CHILDREN = {
    "phone": "phones",
    "schedule": "schedules",
    "language": "languages",
    "service_area": "service_areas",
    "cost_option": "cost_options",
    "required_document": "required_documents",
    "address": "addresses",
}
_PARENTS = ("service_at_location", "location", "service", "organization")


@contextmanager
def package_folder(path: Path) -> Iterator[Path]:
    """The folder that holds the files; of a zip, until the end of the block."""
    with ExitStack() as stack:
        folder = path if path.is_dir() else stack.enter_context(unpacked(path))
        inner = [entry for entry in folder.iterdir() if not entry.name.startswith((".", "__"))]
        # Packed with its folder around it.
        yield inner[0] if len(inner) == 1 and inner[0].is_dir() else folder


class Package:
    """The tables of a package, joined. `files` are those found; broken rows are in `refused`."""

    def __init__(self, folder: Path, notes: Notes) -> None:
        self._notes = notes
        self.files = _files(folder)
        if "service" not in self.files and "organization" not in self.files:
            raise invalid("no_package")
        self.refused: list[Refused] = []
        self._children: dict[tuple[str, str], dict[str, list[Tree]]] = {}
        self._attributes: dict[str, list[Tree]] = {}
        self._index()

    def rows(self, table: str) -> Iterator[Tree | Refused]:
        """The rows of one table; empty cells are None, `#row` is the line, `#file` the name of the file."""
        path = self.files.get(table)
        if path is None:
            return
        for row in read_rows(path, self._notes).rows:
            if isinstance(row, Refused):
                yield Refused(row.row, f"{path.name} {row.column}".strip(), row.why)
            else:
                yield _tree(row, path.name)

    def organizations(self) -> Iterator[Tree | Refused]:
        """Every organization."""
        for row in self.rows("organization"):
            yield row | self._of("organization", row) if isinstance(row, dict) else row

    def locations(self) -> Iterator[Tree | Refused]:
        """Every location with its addresses."""
        for row in self.rows("location"):
            yield row | self._of("location", row) if isinstance(row, dict) else row

    def services(self) -> Iterator[Tree | Refused]:
        """Every service with what belongs to it; its locations by their ids."""
        programs = {row["id"]: row for row in self.rows("program") if isinstance(row, dict)}
        for row in self.rows("service"):
            if isinstance(row, Refused):
                yield row
                continue
            row |= self._of("service", row)
            if row.get("program_id") in programs:
                row["program"] = programs[row["program_id"]]
            if "service_at_location" in self.files:
                row["service_at_locations"] = self._children.get(("service", row["id"]), {}).get(
                    "service_at_locations", []
                )
            yield row

    def _of(self, table: str, row: Tree) -> Tree:
        held = dict(self._children.get((table, str(row.get("id"))), {}))
        for child, name in _CHILDREN.items():
            # A file without a row for it says that there is none; no file says nothing.
            if child in self.files and f"{table}_id" in tables()[child].columns:
                held.setdefault(name, [])
        if "attribute" in self.files:
            held["attributes"] = self._attributes.get(str(row.get("id")), [])
        return held

    def _index(self) -> None:
        for row in self._good("service_at_location"):
            row |= {"location": {"id": row.get("location_id")}}
            self._put("service", row, "service_at_locations")
        for table, name in _CHILDREN.items():
            for row in self._good(table):
                self._put_by_parent(row, name)
        vocabularies = {row["id"]: row.get("name") for row in self._good("taxonomy")}
        terms = {row["id"]: row for row in self._good("taxonomy_term")}
        for row in self._good("attribute"):
            term = terms.get(row.get("taxonomy_term_id"), {})
            vocabulary = term.get("taxonomy") or vocabularies.get(term.get("taxonomy_id"))
            row["taxonomy_term"] = {"code": term.get("code"), "name": term.get("name"), "taxonomy": vocabulary}
            self._attributes.setdefault(str(row.get("link_id")), []).append(row)

    def _good(self, table: str) -> Iterator[Tree]:
        for row in self.rows(table):
            if isinstance(row, Refused):
                self.refused.append(Refused(row.row, row.column, row.why, known=True))
            else:
                yield row

    def _put_by_parent(self, row: Tree, name: str) -> None:
        parent = next((parent for parent in _PARENTS if row.get(f"{parent}_id")), None)
        if parent:
            self._put(parent, row, name)

    def _put(self, parent: str, row: Tree, name: str) -> None:
        self._children.setdefault((parent, str(row.get(f"{parent}_id"))), {}).setdefault(name, []).append(row)


def _tree(row: Row, file: str) -> Tree:
    cells: Tree = {name.strip().lower(): value or None for name, value in row.cells.items()}
    return {"id": None} | cells | {"#row": row.number, "#file": file}


def _files(folder: Path) -> dict[str, Path]:
    """Table → file, as datapackage.json says, else by the names of the specification."""
    listed = _listed(folder / "datapackage.json")
    found = {}
    for name, table in tables().items():
        for candidate in (listed.get(name), table.file, f"{name}.csv", f"{name}s.csv"):
            path = folder / candidate if candidate else None
            if path and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                found[name] = path
                break
    return found


def _listed(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    check_file(path)
    try:
        resources = json.loads(path.read_text(encoding="utf-8-sig"))["resources"]
        return {str(row["name"]): str(row["path"]) for row in resources if isinstance(row.get("path"), str)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise invalid("datapackage") from error
