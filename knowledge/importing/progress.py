"""How far an import is, told to whoever wants to know."""

from collections.abc import Callable, Iterator

from knowledge.importing.record import Record, Refused

# A step (`fetching`, `preparing`, `reading`, `writing`) and how far it is: bytes, nothing, the row, records.
Told = Callable[[str, int], None]


def silent(step: str, count: int) -> None:
    """Nobody wants to know."""


def while_reading(rows: Iterator[Record | Refused], told: Told) -> Iterator[Record | Refused]:
    """The same rows; each one's number is told."""
    for row in rows:
        told("reading", row.row)
        yield row


def while_writing(records: Iterator[Record], told: Told) -> Iterator[Record]:
    """The same records, counted."""
    for number, record in enumerate(records, 1):
        told("writing", number)
        yield record
