"""The form of opening hours: read into the rows of a service, and shown."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from babel.dates import get_day_names

from console.knowledge.fields import rows as form_rows
from knowledge.directory.spoken_hours import WEEKDAYS, Hours, Row, as_day, as_time, rows, spoken

SHIFTS_A_DAY = 2
_KEPT_TEXTS = ("freq", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description")
_LONGEST_KEPT = 2_000


def read_hours(fields: dict[str, str], kept: Sequence[str], before: Sequence[Row]) -> list[Row]:
    """The rows that the form says; `kept` are the rows it only keeps, as JSON."""
    hours = Hours()
    for day in WEEKDAYS:
        shifts = form_rows(fields, day, "opens", "closes")
        hours.week[day] = [(as_time(opens), as_time(closes)) for opens, closes in shifts]
    for which, day, opens, closes in form_rows(fields, "monthly", "which", "day", "opens", "closes"):
        if opens or closes:
            hours.monthly.append((which, day, as_time(opens), as_time(closes)))
    for first, last, note in form_rows(fields, "closed", "from", "to", "note"):
        hours.closures.append((as_day(first), as_day(last or first), note))
    hours.others = [row for text in kept if (row := _kept(text))]
    return rows(hours, before)


def _kept(text: str) -> Row | None:
    """A row as the form gave it out; whatever else is in the text is left out."""
    try:
        found = json.loads(text[:_LONGEST_KEPT])
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    row: Row = {name: found[name] for name in _KEPT_TEXTS if isinstance(found.get(name), str)}
    return {"freq": "WEEKLY", "byday": "", **row, "closed": found.get("closed") is True}


def hours_context(schedules: Sequence[Row], language: str) -> dict[str, Any]:
    """What the page shows: the days with their rows, days of the month, days it is shut, rows that are kept."""
    hours, names = spoken(schedules), get_day_names("wide", locale=language)
    week = [
        {"code": day, "name": names[number].capitalize(), "shifts": _padded(hours.week.get(day, []), SHIFTS_A_DAY)}
        for number, day in enumerate(WEEKDAYS)
    ]
    return {
        "week": week,
        "weekdays": [(day, names[number]) for number, day in enumerate(WEEKDAYS)],
        "monthly": [*hours.monthly, ("", "", "", "")],
        "closures": [*hours.closures, ("", "", "")],
        "kept": [(json.dumps(row, sort_keys=True, ensure_ascii=False), kept_line(row)) for row in hours.others],
    }


def _padded(shifts: Sequence[tuple[str, str]], least: int) -> list[tuple[str, str]]:
    return [*shifts, *[("", "")] * (least - len(shifts))]


def kept_line(row: Mapping[str, Any]) -> str:
    """A row of hours in one line, as far as it can be said without words."""
    days = ("–".join(str(row[name]) for name in ("valid_from", "valid_to") if row.get(name)), row.get("byday"))
    times = "–".join(str(row[name]) for name in ("opens_at", "closes_at") if row.get(name))
    mark = "✕" if row.get("closed") else ""
    return " · ".join(part for part in (*days, times, mark, row.get("description")) if part)
