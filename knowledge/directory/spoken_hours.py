"""Opening hours as people think of them: a week, days of the month, days it is shut; and the rows they are kept as.

What was typed is kept as it is where it is no time or day, so that nobody has to write it twice.
"""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

Row = dict[str, Any]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Which of the weekdays of a month (RFC 5545: -1 is the last one).
WHICH = ("1", "2", "3", "4", "-1")
_TIME = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?(?::\d{2})?", re.ASCII)
_ITALIAN_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_OF_MONTH = re.compile(r"(-?\d)([A-Z]{2})")
Shift = tuple[str, str]


@dataclass
class Hours:
    """Times as `HH:MM`, days as `YYYY-MM-DD`. `others` are rows this cannot say, kept as they are."""

    week: dict[str, list[Shift]] = field(default_factory=dict)
    monthly: list[tuple[str, str, str, str]] = field(default_factory=list)
    closures: list[tuple[str, str, str]] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)


def as_time(text: str) -> str:
    """`9`, `9.30` or `930` as `09:30`; what is no time stays as it is."""
    found = _TIME.fullmatch(text.strip())
    with suppress(ValueError):
        return f"{time(int(found[1]), int(found[2] or 0)):%H:%M}" if found else text
    return text


def as_day(text: str) -> str:
    """`1/8/2027` as `2027-08-01`; what is no day stays as it is."""
    found = _ITALIAN_DAY.fullmatch(text.strip())
    with suppress(ValueError):
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else text
    return text


def spoken(schedules: Sequence[Row]) -> Hours:
    """The rows of a service (`schedules` of its content) as people say them."""
    hours = Hours()
    for row in schedules:
        if not (_take_closure(hours, row) or _take_shift(hours, row)):
            hours.others.append(row)
    for shifts in hours.week.values():
        shifts.sort()
    return hours


def _take_closure(hours: Hours, row: Row) -> bool:
    if not row.get("closed") or row.get("byday"):
        return False
    hours.closures.append((row.get("valid_from") or "", row.get("valid_to") or "", row.get("description") or ""))
    return True


def _take_shift(hours: Hours, row: Row) -> bool:
    if any(row.get(name) for name in ("closed", "valid_from", "valid_to", "description")):
        return False
    days = [part.strip().upper() for part in (row.get("byday") or "").split(",") if part.strip()]
    shift = (row.get("opens_at") or "", row.get("closes_at") or "")
    if days and row.get("freq") == "WEEKLY" and all(day in WEEKDAYS for day in days):
        for day in days:
            hours.week.setdefault(day, []).append(shift)
        return True
    found = [match for day in days if (match := _OF_MONTH.fullmatch(day)) and match[1] in WHICH]
    if row.get("freq") != "MONTHLY" or not days or len(found) < len(days):
        return False
    hours.monthly += [(match[1], match[2], *shift) for match in found]
    return True


def rows(hours: Hours, before: Sequence[Row] = ()) -> list[Row]:
    """The rows to keep: `before` itself where it says the same, else the fewest that say it."""
    if _comparable(spoken(before)) == _comparable(hours):
        return list(before)
    alike: dict[Shift, list[str]] = {}
    for day in WEEKDAYS:
        for shift in hours.week.get(day, []):
            alike.setdefault(shift, []).append(day)
    found = [_row("WEEKLY", ",".join(days), *shift) for shift, days in alike.items()]
    found += [_row("MONTHLY", which + day, opens, closes) for which, day, opens, closes in hours.monthly]
    found += [_closure(*closure) for closure in hours.closures]
    return sorted([*found, *hours.others], key=_key)


def _comparable(hours: Hours) -> tuple[object, ...]:
    week = {day: sorted(shifts) for day, shifts in hours.week.items() if shifts}
    return week, sorted(hours.monthly), sorted(hours.closures), sorted(map(_key, hours.others))


def _key(row: Row) -> str:
    return json.dumps(row, sort_keys=True)


def _row(freq: str, byday: str, opens: str, closes: str) -> Row:
    times = {"opens_at": opens, "closes_at": closes}
    return {"freq": freq, "byday": byday, "closed": False} | {name: text for name, text in times.items() if text}


def _closure(first: str, last: str, note: str) -> Row:
    known = {"valid_from": first, "valid_to": last, "description": note}
    return {"freq": "WEEKLY", "byday": "", "closed": True} | {name: text for name, text in known.items() if text}
