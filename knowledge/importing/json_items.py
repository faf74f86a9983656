"""A JSON file as its items, one by one: a list, an envelope around a list, one object, or an object a line.

Only the item that is being read is in memory.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foundation.errors import InvalidInputError
from knowledge.importing.limits import check_file, check_rows
from knowledge.importing.record import Refused
from knowledge.importing.sentences import invalid, said

_CHUNK = 1 << 16
_LARGEST_ITEM = 8_000_000  # characters
_ENVELOPE = re.compile(r'"(?:contents|features|@graph)"\s*:\s*\[')
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item and the line on which it begins, from 1."""

    number: int
    value: Any


def _no_constant(name: str) -> None:
    raise ValueError(name)


class _Text:
    """The text of a file from where reading has come to."""

    def __init__(self, path: Path) -> None:
        check_file(path)
        self.name = path.name
        self._file = path.open(encoding="utf-8-sig")
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)
        self.held, self.at, self.line, self.ended = "", 0, 1, False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def fill(self, wanted: int = _CHUNK) -> None:
        """Read on; raises InvalidInputError where the bytes are no UTF-8."""
        self.held, self.at = self.held[self.at :], 0
        try:
            more = self._file.read(wanted)
        except UnicodeDecodeError as error:
            raise invalid("not_utf8", file=self.name, row=self.line) from error
        self.ended = not more
        self.held += more

    def next(self) -> str:
        """The next character that is no space, or nothing at the end."""
        while True:
            found = _SPACE.match(self.held, self.at)
            self.skip(found.end() if found else self.at)
            if self.at < len(self.held) or self.ended:
                return self.held[self.at : self.at + 1]
            self.fill()

    def skip(self, to: int) -> None:
        """Go on to this place of the held text."""
        self.line += self.held.count("\n", self.at, to)
        self.at = to

    def item(self) -> Item:
        """The item that begins here. Raises json.JSONDecodeError where there is none."""
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError:
                if self.ended or len(self.held) - self.at > _LARGEST_ITEM:
                    raise
                wanted *= 2
                self.fill(wanted)
                continue
            except (ValueError, RecursionError) as error:
                raise json.JSONDecodeError(str(error), self.held, self.at) from error
            if end == len(self.held) and not self.ended:
                self.fill(wanted)
                continue
            item = Item(self.line, value)
            self.skip(end)
            return item

    def place(self, error: json.JSONDecodeError) -> dict[str, int]:
        """The line and the column, from 1, in which it is no JSON."""
        line = self.line + error.doc.count("\n", self.at, error.pos)
        return {"line": line, "column": error.pos - error.doc.rfind("\n", 0, error.pos)}


def json_items(path: Path) -> Iterator[Item | Refused]:
    """The items. Raises InvalidInputError when the file breaks off or is no JSON; a broken line is refused alone."""
    text = _Text(path)
    try:
        first = text.next()
        while first == "{" and not text.ended and len(text.held) < 4 * _CHUNK:
            text.fill()
        envelope = _ENVELOPE.search(text.held, text.at) if first == "{" else None
        if envelope and "\n{" not in text.held[text.at : envelope.start()]:
            text.skip(envelope.end())
            yield from _listed(text)
        elif first == "[":
            text.skip(text.at + 1)
            yield from _listed(text)
        else:
            yield from _by_line(text)
    finally:
        text.close()


def _listed(text: _Text) -> Iterator[Item]:
    number = 0
    while (following := text.next()) != "]":
        if following == "," and number:
            text.skip(text.at + 1)
            text.next()
        try:
            item = text.item()
        except json.JSONDecodeError as error:
            raise _unreadable(text, error) from error
        number += 1
        check_rows(number)
        yield item


def _by_line(text: _Text) -> Iterator[Item | Refused]:
    number = 0
    while text.next():
        number += 1
        check_rows(number)
        try:
            yield text.item()
        except json.JSONDecodeError as error:
            end = text.held.find("\n", text.at)
            if end < 0 or number == 1:
                raise _unreadable(text, error) from error
            yield Refused(text.line, "", said("line_not_json", **text.place(error)))
            text.skip(end)


def _unreadable(text: _Text, error: json.JSONDecodeError) -> InvalidInputError:
    half = text.ended and error.pos >= len(error.doc.rstrip()) - 1
    return invalid("json_half" if half else "json_broken", file=text.name, **text.place(error))
