"""A file of separated values as rows by column name. A broken row is handed over as such, and never eats the next.

Quotation marks may hold line breaks (RFC 4180). One that is never closed would swallow what follows: then its own
line is refused and reading goes on with the next line.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.importing.cells import tidy, why_not
from knowledge.importing.decoding import text_lines
from knowledge.importing.limits import CELL_CHARACTERS, COLUMNS, check_rows
from knowledge.importing.reading import Notes
from knowledge.importing.record import Refused
from knowledge.importing.sentences import Sentence, invalid, said

_SEPARATORS = ";,\t|"
_BROKEN = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins (line, from 1) and its cells by column name as the file writes it."""

    number: int
    cells: dict[str, str]


class Lines:
    """Lines one by one; those taken since `begin` can be put back, but for the first."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self._waiting: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        pair = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(pair)
        # Other ends of lines than CR LF and LF are no ends.
        return pair[1].replace("\r\n", "\n").replace("\r", "\n") if "\r" in pair[1] else pair[1]

    def begin(self) -> None:
        """A new row begins."""
        self.taken.clear()

    def put_back(self, keep: int = 1) -> None:
        """All but the first `keep` are read again."""
        self._waiting.extendleft(reversed(self.taken[keep:]))
        del self.taken[keep:]


@dataclass
class Sheet:
    """A table being read: its column names, and its rows; in a spreadsheet its name, and the sheets not read."""

    header: list[str]
    rows: Iterator[Row | Refused]
    name: str = ""
    others: tuple[str, ...] = ()


def read_rows(path: Path, notes: Notes) -> Sheet:
    """The table in a file. Raises InvalidInputError or TooLargeError when the file as a whole cannot be read."""
    lines = Lines(text_lines(path, notes))
    separator, header = _header(path, lines)
    return Sheet(header, _rows(lines, separator, header, notes))


def _header(path: Path, lines: Lines) -> tuple[str, list[str]]:
    found: list[tuple[str, list[str], int]] = []
    for separator in _SEPARATORS:
        lines.put_back(0)
        lines.begin()
        try:
            cells = next(_parser(lines, separator), [])
        except csv.Error:
            cells = []
        found.append((separator, [" ".join(cell.split()) for cell in cells], len(lines.taken)))
    separator, header, count = max(found, key=lambda held: len(held[1]))
    lines.put_back(0)
    for _ in range(count):
        next(lines)
    check_header(header, path.name)
    return separator, header


def check_header(header: list[str], name: str) -> None:
    """Raises InvalidInputError where the first row cannot be one of column names."""
    if any("\0" in cell for cell in header):
        raise invalid("header_nul", file=name)
    if not any(header):
        raise invalid("no_header", file=name)
    if len(header) > COLUMNS:
        raise invalid("too_many_columns", file=name, count=len(header), most=COLUMNS)
    twice = {cell for cell in header if cell and header.count(cell) > 1}
    if twice:
        raise invalid("column_twice", file=name, column=min(twice))


def _parser(lines: Lines, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(CELL_CHARACTERS)
    return csv.reader(lines, delimiter=separator)


def _rows(lines: Lines, separator: str, header: list[str], notes: Notes) -> Iterator[Row | Refused]:
    parser, number, broken = _parser(lines, separator), 0, 0
    while True:
        lines.begin()
        try:
            cells, why = next(parser), None
        except StopIteration:
            return
        except csv.Error as error:
            cells, why = [], _why(str(error))
        if why or _swallowing(lines.taken, separator, len(cells) != len(header)):
            broken += 1
            if broken > _BROKEN:
                raise invalid("not_apart", most=_BROKEN)
            yield Refused(lines.taken[0][0], "", why or said("quotation_open"))
            lines.put_back()
            parser = _parser(lines, separator)
            continue
        number += 1
        check_rows(number)
        if any(cells):
            yield _row(lines, cells, header, notes)


def _swallowing(taken: list[tuple[int, str]], separator: str, uneven: bool) -> bool:
    """Whether a row of several lines is one that a quotation mark left open has eaten the others of."""
    if len(taken) == 1:
        return False
    try:
        return uneven or not list(csv.reader([line for _, line in taken], delimiter=separator, strict=True))
    except csv.Error:
        return True


def _why(error: str) -> Sentence:
    if "field larger" in error:
        return said("cell_or_quotation", most=CELL_CHARACTERS)
    return said("row_unreadable")


def _row(lines: Lines, cells: list[str], header: list[str], notes: Notes) -> Row | Refused:
    first, last = lines.taken[0][0], lines.taken[-1][1]
    cut = len(cells) < len(header) or last.count('"') % 2
    if cut and not last.endswith("\n") and len(cells) <= len(header):
        where = header[len(cells) - 1]
        raise invalid("half_row", row=first, column=where)
    return made_row(first, cells, header, notes)


def made_row(number: int, cells: list[str], header: list[str], notes: Notes) -> Row | Refused:
    """The row by column names; refused when a cell may not be, or when there are more cells than columns."""
    whole = "".join(cells)
    if len(cells) == len(header) and len(whole) <= CELL_CHARACTERS and whole.isprintable():
        # Nearly all of them; no NUL is printable.
        marked = {"'", "=", "+", "-", "@"}
        pairs = zip(header, cells, strict=True)
        found = {c: cell.strip() if cell[:1] not in marked else tidy(cell, c, number, notes) for c, cell in pairs if c}
        return Row(number, found)
    named = dict(zip(header, cells, strict=False))
    for column, cell in named.items():
        if why := why_not(cell):
            return Refused(number, column, why)
    if any(cells[len(header) :]) or len(cells) < len(header):
        where = header[min(len(cells), len(header) - 1)]
        return Refused(number, where, said("cell_count", cells=len(cells), columns=len(header)))
    return Row(number, {column: tidy(cell, column, number, notes) for column, cell in named.items() if column})
