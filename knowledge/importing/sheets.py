"""A table in whatever file it comes: separated values, a spreadsheet, or a list of JSON objects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.importing.json_items import Item, json_items
from knowledge.importing.limits import check_file
from knowledge.importing.reading import Notes
from knowledge.importing.record import Refused
from knowledge.importing.rows import Row, Sheet, check_header, made_row, read_rows
from knowledge.importing.sentences import invalid, said
from knowledge.importing.workbooks import read_workbook


def open_sheet(path: Path, notes: Notes) -> Sheet:
    """The table of a file. Raises InvalidInputError or TooLargeError when it is none."""
    check_file(path)
    with path.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK\x03\x04"):
        return read_workbook(path, notes)
    if start.startswith((b"{", b"[")):
        return _from_json(path, notes)
    return read_rows(path, notes)


def _from_json(path: Path, notes: Notes) -> Sheet:
    """Columns are the names of the first object, without the prefix of a vocabulary ("miur:")."""
    items = json_items(path)
    first = next(items, None)
    if not isinstance(first, Item) or not isinstance(first.value, dict):
        raise invalid("no_objects", file=path.name)
    header = [name.rpartition(":")[2] for name in first.value]
    check_header(header, path.name)
    return Sheet(header, _rows(first, items, header, notes))


def _rows(first: Item, items: Iterator[Item | Refused], header: list[str], notes: Notes) -> Iterator[Row | Refused]:
    yield _row(first, header, notes)
    for item in items:
        yield _row(item, header, notes) if isinstance(item, Item) else item


def _row(item: Item, header: list[str], notes: Notes) -> Row | Refused:
    if not isinstance(item.value, dict):
        return Refused(item.number, "", said("not_object"))
    cells = {name.rpartition(":")[2]: _text(value) for name, value in item.value.items()}
    return made_row(item.number, [cells.get(column, "") for column in header], header, notes)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
