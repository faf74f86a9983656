"""The columns of a table before it is read: their names, the first rows, and what each would be taken for."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.importing.kinds.table import guessed
from knowledge.importing.reading import Notes
from knowledge.importing.record import Refused
from knowledge.importing.rows import Row
from knowledge.importing.sheets import open_sheet

SHOWN = 5


@dataclass(frozen=True)
class Columns:
    """What a table looks like. `fields` is field → column as guessed by their names.

    `sheet` is the name of the sheet that is read, `others` the names of those that are not (spreadsheets only).
    """

    header: list[str]
    rows: list[Row | Refused]
    fields: dict[str, str]
    sheet: str
    others: tuple[str, ...]


def look_at(path: Path) -> Columns:
    """The columns and the first rows of a file. Raises InvalidInputError or TooLargeError when it is no table."""
    sheet = open_sheet(path, Notes())
    header = [column for column in sheet.header if column]
    return Columns(header, list(islice(sheet.rows, SHOWN)), guessed(header), sheet.name, sheet.others)
