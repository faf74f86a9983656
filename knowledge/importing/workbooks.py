"""The first sheet of a spreadsheet (XLSX) as rows. Formulas are text, never calculated."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from knowledge.importing.archives import check_archive
from knowledge.importing.limits import COLUMNS, check_rows
from knowledge.importing.reading import Notes
from knowledge.importing.record import Refused
from knowledge.importing.rows import Row, Sheet, check_header, made_row
from knowledge.importing.sentences import invalid, said


def read_workbook(path: Path, notes: Notes) -> Sheet:
    """The table of the first sheet. Raises InvalidInputError or TooLargeError when there is none."""
    names = {entry.filename for entry in check_archive(path)}
    if "xl/workbook.xml" not in names:
        raise invalid("not_spreadsheet", file=path.name)
    book = _opened(path)
    if not book.worksheets:
        raise invalid("no_sheet", file=path.name)
    name, *others = (sheet.title for sheet in book.worksheets)
    if others:
        notes.add(said("first_sheet", name=name, count=len(others) + 1))
    rows = _cells(path, book)
    header = [" ".join(cell.split()) for cell in next(rows, [])]
    while header and not header[-1]:
        header.pop()
    check_header(header, path.name)
    return Sheet(header, _rows(rows, header, notes), name, tuple(others))


def _opened(path: Path) -> Any:
    # Loaded here: it takes a while, and few imports need it.
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

    try:
        with warnings.catch_warnings():
            # It warns of styles and extensions, which nobody reads.
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        raise invalid("spreadsheet_broken", file=path.name) from error


def _cells(path: Path, book: Any) -> Iterator[list[str]]:
    try:
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS + 1), 1):
            check_rows(number)
            yield [_text(value) for value in row]
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError) as error:
        raise invalid("spreadsheet_broken", file=path.name) from error
    finally:
        book.close()


def _rows(rows: Iterator[list[str]], header: list[str], notes: Notes) -> Iterator[Row | Refused]:
    for number, cells in enumerate(rows, 2):
        if any(cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            yield made_row(number, padded, header, notes)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)
