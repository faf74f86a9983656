"""Open now? When next? In Italian time, with Italian holidays."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from dateutil import rrule

from foundation.clock import ROME
from knowledge.directory.details import Schedule

HORIZON = 62
_DAYS = {"MO": rrule.MO, "TU": rrule.TU, "WE": rrule.WE, "TH": rrule.TH, "FR": rrule.FR, "SA": rrule.SA, "SU": rrule.SU}


@cache
def _holidays(province: str | None) -> holidays.HolidayBase:
    # Provinces carry the patron saint's day (Milan: 7 December).
    known = holidays.country_holidays("IT").subdivisions
    return holidays.country_holidays("IT", subdiv=province if province in known else None)


def _weekdays(byday: str) -> list[rrule.weekday]:
    parts = [part.strip().upper() for part in byday.split(",") if part.strip()]
    return [_DAYS[part[-2:]](int(part[:-2])) if part[:-2] else _DAYS[part] for part in parts]


def _applies(schedule: Schedule, day: date) -> bool:
    """Whether the row's rule falls on `day` (RFC 5545 recurrence)."""
    if (schedule.valid_from and day < schedule.valid_from) or (schedule.valid_to and day > schedule.valid_to):
        return False
    if not schedule.byday:
        return schedule.closed or schedule.valid_from is not None
    start = datetime.combine(day.replace(day=1), time())
    end = start + timedelta(days=31)
    days = _weekdays(schedule.byday)
    monthly = schedule.freq == "MONTHLY"
    dates = rrule.rrule(rrule.MONTHLY if monthly else rrule.WEEKLY, dtstart=start, until=end, byweekday=days)
    return datetime.combine(day, time()) in dates


def _shifts(schedules: Iterable[Schedule], day: date, province: str | None) -> Iterator[tuple[datetime, datetime]]:
    rows = [row for row in schedules if _applies(row, day)]
    if any(row.closed for row in rows) or day in _holidays(province):
        return
    for row in rows:
        if row.opens_at and row.closes_at:
            yield datetime.combine(day, row.opens_at, ROME), datetime.combine(day, row.closes_at, ROME)


def opening(
    schedules: Iterable[Schedule], moment: datetime, province: str | None = None
) -> tuple[bool | None, datetime | None]:
    """Whether it is open at `moment`, and when it opens next (within two months).

    `(None, None)` when no hours are known. `province` is the two letters that decide on local holidays.
    """
    rows = list(schedules)
    if not any(row.opens_at for row in rows):
        return None, None
    local = moment.astimezone(ROME)
    open_now, upcoming = False, None
    for offset in range(HORIZON):
        for starts, ends in sorted(_shifts(rows, local.date() + timedelta(days=offset), province)):
            open_now = open_now or starts <= local < ends
            if starts > local and upcoming is None:
                upcoming = starts
        if upcoming:
            break
    return open_now, upcoming
