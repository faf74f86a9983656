"""Forms of the rota read: what was typed becomes hours and days, or faults with the field they stand in."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import count

from starlette.datastructures import FormData

from conversations.rota.checks import Fault, week_faults
from conversations.rota.hours import ExceptionDays, WeeklyShift
from foundation.catalogue import message
from foundation.errors import InvalidInputError

_TIME = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?(?::\d{2})?", re.ASCII)
# Shifts a day that the form offers; a day that has more shows them all.
SHIFTS_A_DAY = 2
_MOST_SHIFTS = 10


def seen(form: FormData) -> str | None:
    """The mark of what the form was filled from."""
    found = form.get("seen")
    return found if isinstance(found, str) else None


def chosen(form: FormData, name: str) -> list[str]:
    """What was ticked in a group of boxes."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def read_time(text: str) -> time:
    """A time of the day as typed: `9`, `9:30`, `9.30`, `930`. Raises ValueError."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def read_date(text: str) -> date:
    """A day as a date field sends it, or as Italians type it (`30/11/2026`). Raises ValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.strptime(re.sub(r"[.\-]", "/", text), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def _hours(fields: Mapping[str, str], starts: str, ends: str) -> tuple[time | None, time | None, list[Fault]]:
    """Two fields as hours: both empty is none."""
    found: list[time | None] = []
    faults = []
    for name, other in ((starts, ends), (ends, starts)):
        text = fields.get(name, "")
        if not text and fields.get(other, ""):
            faults.append(Fault(name, "both_hours"))
        try:
            found.append(read_time(text) if text else None)
        except ValueError:
            found.append(None)
            faults.append(Fault(name, "time"))
    return found[0], found[1], faults


def read_week(fields: Mapping[str, str]) -> tuple[list[WeeklyShift], list[Fault]]:
    """The shifts of a week's form (`<weekday>-<row>-starts`, `…-ends`), and what is wrong with them."""
    shifts, rows, faults = [], [], []
    for weekday in range(7):
        for row in range(_MOST_SHIFTS):
            name = f"{weekday}-{row}"
            starts, ends, wrong = _hours(fields, f"{name}-starts", f"{name}-ends")
            faults += wrong
            if starts and ends:
                shifts.append(WeeklyShift(weekday, starts, ends))
                rows.append(name)
    for fault in week_faults(shifts):
        end = "ends" if fault.reason == "ends_first" else "starts"
        faults.append(Fault(f"{rows[int(fault.field)]}-{end}", fault.reason))
    return shifts, sorted(faults, key=lambda fault: fault.field.rpartition("-")[0])


def week_fields(shifts: Sequence[WeeklyShift]) -> dict[str, str]:
    """A week as its form shows it."""
    fields = {}
    for weekday in range(7):
        of_the_day = sorted((shift.starts, shift.ends) for shift in shifts if shift.weekday == weekday)
        for row, (starts, ends) in enumerate(of_the_day):
            fields[f"{weekday}-{row}-starts"], fields[f"{weekday}-{row}-ends"] = f"{starts:%H:%M}", f"{ends:%H:%M}"
    return fields


def rows_of(fields: Mapping[str, str], weekday: int) -> int:
    """How many shifts the form shows for a day."""
    return next(n for n in count(SHIFTS_A_DAY) if f"{weekday}-{n}-starts" not in fields)


def read_exception(fields: Mapping[str, str]) -> tuple[ExceptionDays | None, list[Fault]]:
    """The days and hours of an exception's form, or what cannot be read; an empty last day is the first one."""
    starts, ends, faults = _hours(fields, "starts", "ends")
    days: list[date] = []
    first = fields.get("first_day", "")
    for name, text in (("first_day", first), ("last_day", fields.get("last_day", "") or first)):
        try:
            days.append(read_date(text))
        except ValueError:
            if name == "first_day" or text != first:
                faults.append(Fault(name, "date"))
    if faults or len(days) < 2:
        return None, faults
    return ExceptionDays(days[0], days[1], starts, ends), []


def faults_of(error: InvalidInputError) -> list[Fault]:
    """What a refusal of the rota found wrong."""
    found = error.facts["faults"]
    assert isinstance(found, list)
    return found


def sentences(faults: Sequence[Fault], language: str) -> dict[str, str]:
    """The first fault of each field in the reader's words, in order."""
    found: dict[str, str] = {}
    for fault in faults:
        found.setdefault(fault.field, message(fault.key, language, **fault.arguments))
    return found
