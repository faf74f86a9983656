"""Values of a file as ours: text, numbers, days, hours, amounts. What cannot be one says so."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.text import cleaned
from knowledge.importing.sentences import Sentence, said

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?")
_CENT = Decimal("0.01")


class UnusableError(ValueError):
    """A value that cannot be taken: the `column` it stands in, and `why`."""

    def __init__(self, column: str, why: Sentence) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


def text(value: Any) -> str | None:
    """Text without control characters, or None for nothing."""
    if value is None or value == "":
        return None
    found = str(value)
    return (found.strip() if found.isprintable() else cleaned(found)) or None


def number(column: str, value: Any) -> float | None:
    """A number; a comma before the decimals will do. Raises UnusableError."""
    if value is None or value == "":
        return None
    try:
        return float(str(value).replace(",", ".")) if not isinstance(value, bool) else None
    except ValueError:
        raise UnusableError(column, said("not_number", value=str(value)[:40])) from None


def day(column: str, value: Any) -> str | None:
    """A date as 2026-11-30; of a moment the day, and 30/11/2026 will do. Raises UnusableError."""
    found = text(value)
    if found is None:
        return None
    local = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", found)
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1])).isoformat()
        return date.fromisoformat(found[:10]).isoformat()
    except ValueError:
        raise UnusableError(column, said("not_date", value=found[:40])) from None


def hour(column: str, value: Any) -> str | None:
    """A time of day as 09:30, as it is written there; the end of the day is 23:59. Raises UnusableError."""
    found = text(value)
    if found is None:
        return None
    match = _TIME.fullmatch(found)
    if not match or int(match[1]) > 24 or int(match[2]) > 59 or (match[1] == "24" and match[2] != "00"):
        raise UnusableError(column, said("not_time", value=found[:40]))
    return "23:59" if match[1] == "24" else f"{int(match[1]):02}:{match[2]}"


def amount(column: str, value: Any) -> str | None:
    """An amount of money with two decimals. Raises UnusableError."""
    found = text(value)
    if found is None:
        return None
    try:
        held = Decimal(found.replace(",", "."))
        if held.is_finite() and abs(held) < 10**8:
            return str(held.quantize(_CENT))
    except InvalidOperation:
        pass
    raise UnusableError(column, said("not_amount", value=found[:40]))
