"""What a rota may say. Every fault is found before anything is written, so that a form can show them all at once."""

import dataclasses
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from conversations.rota.hours import ExceptionDays, WeeklyShift
from foundation.catalogue import message
from foundation.errors import InvalidInputError

LONGEST_EXCEPTION = timedelta(days=366)
LONGEST_NOTE = 200
LONGEST_NAME = 120


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing wrong: the `field` it stands in, and the sentence `console.rota.error.<reason>` with its arguments."""

    field: str
    reason: str
    arguments: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """The catalogue's key of the sentence."""
        return f"console.rota.error.{self.reason}"


def refuse(faults: Sequence[Fault]) -> None:
    """Raise InvalidInputError when there are any; facts: `field`, `key`, `arguments` of the first, and all `faults`."""
    if faults:
        first = faults[0]
        facts = {"field": first.field, "key": first.key, "arguments": first.arguments}
        raise InvalidInputError(message(first.key, "en", **first.arguments), **facts, faults=list(faults))


def refuse_changed(field: str, seen: str | None, present: str) -> None:
    """Refuse to save over what somebody changed since the form was filled; `seen` None saves whatever stands there."""
    refuse([Fault(field, "changed")] if seen is not None and seen != present else [])


def week_faults(shifts: Sequence[WeeklyShift]) -> list[Fault]:
    """What is wrong with a week; the field is the position of the shift in `shifts`."""
    faults = [Fault(str(n), "weekday") for n, shift in enumerate(shifts) if not 0 <= shift.weekday <= 6]
    faults += [Fault(str(n), "ends_first") for n, shift in enumerate(shifts) if shift.ends <= shift.starts]
    in_order = sorted(enumerate(shifts), key=lambda row: (row[1].weekday, row[1].starts, row[1].ends))
    for (_, earlier), (position, later) in pairwise(in_order):
        if earlier.weekday == later.weekday and later.starts < earlier.ends:
            faults.append(Fault(str(position), "overlap"))
    return faults


def exception_faults(days: ExceptionDays, note: str, today: date, others: Iterable[ExceptionDays]) -> list[Fault]:
    """What is wrong with a new exception beside the `others` an account has."""
    faults = []
    if days.last_day < days.first_day:
        faults.append(Fault("last_day", "last_first"))
    elif days.last_day < today:
        faults.append(Fault("last_day", "past"))
    elif days.last_day - days.first_day > LONGEST_EXCEPTION:
        faults.append(Fault("last_day", "too_long", {"days": LONGEST_EXCEPTION.days}))
    if (days.starts is None) != (days.ends is None):
        faults.append(Fault("starts" if days.starts is None else "ends", "both_hours"))
    if days.starts and days.ends and days.ends <= days.starts:
        faults.append(Fault("ends", "ends_first"))
    if len(note) > LONGEST_NOTE:
        faults.append(Fault("note", "long_note", {"maximum": LONGEST_NOTE}))
    if any(_collide(days, other) for other in others):
        faults.append(Fault("starts", "overlap"))
    return faults


def _collide(one: ExceptionDays, other: ExceptionDays) -> bool:
    """Whether two exceptions give hours that overlap on a day both hold."""
    if one.first_day > other.last_day or other.first_day > one.last_day:
        return False
    if one.starts is None or one.ends is None or other.starts is None or other.ends is None:
        return False
    return one.starts < other.ends and other.starts < one.ends


def unknown_codes(field_name: str, codes: Iterable[str], known: Container[str]) -> list[Fault]:
    """A fault for each code that is not known, once."""
    return [
        Fault(field_name, f"unknown_{field_name}", {"code": code[:40]})
        for code in dict.fromkeys(codes)
        if code not in known
    ]


def ambito_faults(name: str, municipalities: Sequence[str], taken: Container[str]) -> list[Fault]:
    """What is wrong with a territory; `taken` are the names, case-folded, that others have."""
    faults = []
    if not name:
        faults.append(Fault("name", "no_name"))
    elif len(name) > LONGEST_NAME:
        faults.append(Fault("name", "long_name", {"maximum": LONGEST_NAME}))
    elif name.casefold() in taken:
        faults.append(Fault("name", "name_taken", {"name": name}))
    if not municipalities:
        faults.append(Fault("municipalities", "no_municipalities"))
    return faults
