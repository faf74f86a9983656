"""Bytes into text, whatever they were written with; what had to be mended is said.

UTF-8 with and without a byte-order mark, UTF-16 with one, else Windows-1252 (of which ISO-8859-1 is a part), line by
line: files that were put together from two often hold both. UTF-8 that was read as Latin and encoded once more is
recognised and mended.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.importing.limits import LINE_BYTES, check_file
from knowledge.importing.reading import Notes
from knowledge.importing.sentences import invalid, said, too_large

OLD_ENCODING = said("old_encoding")
TWICE_ENCODED = said("twice_encoded")
LOST_LETTERS = said("lost_letters")

# The bytes 80–9F as Windows-1252 shows them, back to what they are; five of them mean nothing there.
_SHOWN = {bytes([n]).decode("cp1252"): chr(n) for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_HIGH = "\x80-\xbf" + re.escape("".join(_SHOWN))
_TWICE = re.compile(f"[ÂÃ][{_HIGH}]|[ÄÅ][\x80-\x9f{re.escape(''.join(_SHOWN))}]|â[{_HIGH}]{{2}}")


def text_lines(path: Path, notes: Notes) -> Iterator[tuple[int, str]]:
    """`(number from 1, text)` of each line, line ends kept.

    Raises TooLargeError for a line that is too long to be one, InvalidInputError for a file that is no text.
    """
    check_file(path)
    with path.open("rb") as file:
        start = file.read(4)
        if b"\r" in (head := start + file.read(LINE_BYTES)) and b"\n" not in head:
            raise invalid("carriage_returns", file=path.name)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from _wide_lines(path)
            return
        if start.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
            raise invalid("binary", file=path.name)
        file.seek(len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0)
        number = 0
        while line := file.readline(LINE_BYTES + 1):
            number += 1
            _check_length(len(line), number)
            yield number, _decoded(line, number, notes)


def _wide_lines(path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        with path.open(encoding="utf-16", newline="\n") as file:
            while line := file.readline(LINE_BYTES + 1):
                number += 1
                _check_length(len(line), number)
                yield number, line
    except UnicodeError as error:
        raise invalid("not_utf16", row=number + 1) from error


def _check_length(length: int, number: int) -> None:
    if length > LINE_BYTES:
        raise too_large("line_too_long", row=number, most=LINE_BYTES)


def _decoded(line: bytes, number: int, notes: Notes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        notes.add(OLD_ENCODING, number)
        return line.decode("cp1252", "surrogateescape").translate(_UNDEFINED)
    if text.isascii():
        return text
    mended = _TWICE.sub(_mend, text)
    if mended != text:
        notes.add(TWICE_ENCODED, number)
    if "�" in mended:
        notes.add(LOST_LETTERS, number)
    return mended


# The five bytes that Windows-1252 leaves undefined.
_UNDEFINED = {0xDC00 + byte: "�" for byte in range(0x80, 0x100)}


def _mend(match: "re.Match[str]") -> str:
    shown = match.group()
    raw = "".join(_SHOWN.get(letter, letter) if place else letter for place, letter in enumerate(shown))
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return shown
