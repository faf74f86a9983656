"""How much an import reads. Beyond, a file is refused with a sentence and without being read into memory."""

from pathlib import Path

from foundation.errors import InvalidInputError, TooLargeError

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
        raise InvalidInputError(f"{path} is not a file that can be read.", path=str(path))
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise TooLargeError(f"{path.name} has {size / 1e6:,.0f} MB; {FILE_BYTES / 1e6:,.0f} MB at most are read.")
    if size == 0:
        raise InvalidInputError(f"{path.name} is empty.")


def check_rows(number: int) -> None:
    """Raises TooLargeError beyond the last row that is read."""
    if number > ROWS:
        raise TooLargeError(f"The file has more than {ROWS:,} rows; cut it into parts.")
