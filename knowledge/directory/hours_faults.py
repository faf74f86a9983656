"""What is wrong with opening hours, by the field of the form it stands in."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from itertools import pairwise

from knowledge.directory.spoken_hours import WEEKDAYS, Hours, Row, Shift, spoken

LONGEST_NOTE = 300
_DAY = r"(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_BYDAY = re.compile(rf"(?:{_DAY}(?:, ?{_DAY}){{0,14}})?", re.ASCII)


def hours_faults(schedules: Sequence[Row]) -> dict[str, str]:
    """By field (`MO-0-opens`, `monthly-1-closes`, `closed-0-to`, `kept`) the key of the sentence."""
    hours = spoken(schedules)
    faults: dict[str, str] = {}
    for day in WEEKDAYS:
        faults |= _day_faults(day, hours.week.get(day, []))
    for number, (_, day, opens, closes) in enumerate(hours.monthly):
        faults |= _shift_faults(f"monthly-{number}", (opens, closes))
        if day not in WEEKDAYS:
            faults[f"monthly-{number}-day"] = "console.record.choice"
    faults |= _closure_faults(hours)
    if not all(_is_sound(row) for row in hours.others):
        faults["kept"] = "console.record.kept_hours"
    return faults


def _day_faults(day: str, shifts: Sequence[Shift]) -> dict[str, str]:
    faults: dict[str, str] = {}
    for number, shift in enumerate(shifts):
        faults |= _shift_faults(f"{day}-{number}", shift)
    if not faults:
        for number, (earlier, later) in enumerate(pairwise(shifts), 1):
            if later[0] < earlier[1]:
                faults[f"{day}-{number}-opens"] = "console.record.hours_overlap"
    return faults


def _shift_faults(name: str, shift: Shift) -> dict[str, str]:
    opens, closes = f"{name}-opens", f"{name}-closes"
    faults = {}
    for field, text in ((opens, shift[0]), (closes, shift[1])):
        if not text:
            faults[field] = "console.record.both_hours"
        elif not _is(time.fromisoformat, text):
            faults[field] = "console.record.time"
    if not faults and shift[1] <= shift[0]:
        faults[closes] = "console.record.hours_order"
    return faults


def _closure_faults(hours: Hours) -> dict[str, str]:
    faults = {}
    for number, (first, last, note) in enumerate(hours.closures):
        for field, text in (("from", first), ("to", last)):
            if not _is(date.fromisoformat, text):
                faults[f"closed-{number}-{field}"] = "console.record.day"
        if not faults and last < first:
            faults[f"closed-{number}-to"] = "console.record.days_order"
        if len(note) > LONGEST_NOTE:
            faults[f"closed-{number}-note"] = "console.edit.too_long"
    return faults


def _is(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


def _is_sound(row: Row) -> bool:
    """Whether the database can take a row that the form only keeps."""
    times = all(_is(time.fromisoformat, row[name]) for name in ("opens_at", "closes_at") if row.get(name))
    days = all(_is(date.fromisoformat, row[name]) for name in ("valid_from", "valid_to") if row.get(name))
    known = row.get("freq") in ("WEEKLY", "MONTHLY") and _BYDAY.fullmatch(row.get("byday") or "") is not None
    return times and days and known and len(row.get("description") or "") <= LONGEST_NOTE
