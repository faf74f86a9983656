"""How much an import reads. Beyond, a file is refused with a sentence and without being read into memory."""

from pathlib import Path

from knowledge.importing.sentences import invalid, too_large

FILE_BYTES = 200_000_000
ROWS = 500_000
COLUMNS = 500
CELL_CHARACTERS = 20_000
LINE_BYTES = 2_000_000
UNPACKED_BYTES = 500_000_000
UNPACKED_RATIO = 100
ARCHIVE_FILES = 1_000


def check_file(path: Path) -> None:
    """Raises InvalidInputError when it cannot be read, TooLargeError when it is too large."""
    if not path.is_file():
        raise invalid("no_file", file=path.name)
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise too_large("file_too_large", file=path.name, size=round(size / 1e6), most=round(FILE_BYTES / 1e6))
    if size == 0:
        raise invalid("empty_file", file=path.name)


def check_rows(number: int) -> None:
    """Raises TooLargeError beyond the last row that is read."""
    if number > ROWS:
        raise too_large("too_many_rows", most=ROWS)
