"""Hours in one line, in the syntax of OpenStreetMap's `opening_hours`. What is no rule stands there as a comment."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from knowledge.hsds.fields import WEEKDAYS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Row = Mapping[str, Any]


def opening_hours(schedules: Iterable[Row]) -> str:
    """ "Mo,We 09:00-12:30; Tu 14:00-18:00", then rules of some dates or weeks only, then closings and remarks.

    `schedules` are the plain values of our table of that name. Empty where nothing is known.
    """
    rows = list(schedules)
    # A comma adds to the hours before it where a semicolon would replace them.
    others = [_rule(row) for row in rows if _has_hours(row) and not _is_plain(row)]
    line = ", ".join(part for part in ("; ".join(_weekly(rows)), *others) if part)
    closings = [f"{_dates(row)} off".strip() for row in rows if row["closed"]]
    remarks = dict.fromkeys(row["description"] for row in rows if row.get("description"))
    remark = " ".join(f'"{text}"' for text in (text.replace('"', "'") for text in remarks))
    return "; ".join(part for part in (line, *closings, remark) if part)


def _has_hours(row: Row) -> bool:
    return bool(row.get("opens_at") and row.get("closes_at") and not row["closed"])


def _is_plain(row: Row) -> bool:
    """Every week, without an end: what most hours are."""
    dated = row.get("valid_from") or row.get("valid_to")
    return _has_hours(row) and not dated and row["freq"] == "WEEKLY" and bool(row["byday"])


def _weekly(rows: Iterable[Row]) -> list[str]:
    """One rule for all weekdays that have the same hours."""
    spans: dict[str, list[str]] = {}
    for row in (row for row in rows if _is_plain(row)):
        for day in row["byday"].split(","):
            spans.setdefault(day, []).append(_span(row))
    groups: dict[str, list[str]] = {}
    for day in sorted(spans, key=WEEKDAYS.index):
        groups.setdefault(",".join(sorted(set(spans[day]))), []).append(_day(day))
    return [f"{','.join(days)} {hours}" for hours, days in groups.items()]


def _rule(row: Row) -> str:
    days = ",".join(map(_day, row["byday"].split(","))) if row["byday"] else ""
    return " ".join(part for part in (_dates(row), days, _span(row)) if part)


def _span(row: Row) -> str:
    closes = "24:00" if row["closes_at"] == "23:59" else row["closes_at"]
    return f"{row['opens_at']}-{closes}"


def _day(byday: str) -> str:
    """`MO` is Mo, `1MO` the first Monday of a month: Mo[1]."""
    name, number = byday[-2:].capitalize(), byday[:-2].lstrip("+")
    return f"{name}[{number}]" if number else name


def _dates(row: Row) -> str:
    first, last = row.get("valid_from"), row.get("valid_to")
    if first and last:
        return _date(first) if first == last else f"{_date(first)}-{_date(last)}"
    # Without an end: the last year the syntax knows.
    return f"{_date(first)}+" if first else f"1970 Jan 01-{_date(last)}" if last else ""


def _date(text: str) -> str:
    found = date.fromisoformat(text)
    return f"{found.year} {_MONTHS[found.month - 1]} {found.day:02}"
