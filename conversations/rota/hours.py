"""When a mediator is there: shifts of the week, days that differ from it, public holidays. In the time of Italy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

import holidays

from foundation.clock import ROME

# The programme's offices keep Milan's patron saint, 7 December, as a holiday.
PROVINCE = "MI"
WITHIN_DAYS = 28

Interval = tuple[datetime, datetime]


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("IT", subdiv=PROVINCE)


@lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Whether `day` is a public holiday of Italy or Milan's patron saint."""
    return day in _calendar()


@lru_cache(maxsize=8192)
def instant(day: date, at: time) -> datetime:
    """The moment (UTC) that an Italian clock shows `at` on `day`; of an hour that comes twice, the first."""
    return datetime.combine(day, at, ROME).astimezone(UTC)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals in order, those that touch or overlap made one."""
    found: list[Interval] = []
    for starts, ends in sorted(intervals):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


@dataclass(frozen=True)
class WeeklyShift:
    """Hours of every week; Monday is 0. It begins and ends on the same day."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class ExceptionDays:
    """Days, both ends included, that replace the week: absent without hours, else there from `starts` to `ends`."""

    first_day: date
    last_day: date
    starts: time | None = None
    ends: time | None = None

    @property
    def absent(self) -> bool:
        """Whether she is not there at all on these days."""
        return self.starts is None or self.ends is None


@dataclass(frozen=True)
class Hours:
    """One mediator's hours. `away_since` is set from "I am away now" until "I am back".

    On a day under several exceptions an absence wins: nobody is promised who may not come. Only an exception with
    hours makes a public holiday a day of work.
    """

    shifts: tuple[WeeklyShift, ...] = ()
    exceptions: tuple[ExceptionDays, ...] = ()
    away_since: datetime | None = None

    def times(self, day: date) -> list[tuple[time, time]]:
        """From when to when on `day` by an Italian clock, whether or not she is away now."""
        special = [row for row in self.exceptions if row.first_day <= day <= row.last_day]
        if special:
            hours = [(row.starts, row.ends) for row in special if row.starts is not None and row.ends is not None]
            return sorted(hours) if len(hours) == len(special) else []
        weekday = day.weekday()
        found = sorted((row.starts, row.ends) for row in self.shifts if row.weekday == weekday)
        return [] if found and is_holiday(day) else found

    def on_day(self, day: date) -> list[Interval]:
        """The same as moments (UTC), in order, hours that touch made one."""
        return merged((instant(day, starts), instant(day, ends)) for starts, ends in self.times(day))

    def present(self, moment: datetime) -> bool:
        """Whether she is there at `moment`; the minute a shift ends she is gone."""
        if self._away(moment):
            return False
        return any(starts <= moment < ends for starts, ends in self.on_day(moment.astimezone(ROME).date()))

    def next_start(self, moment: datetime, within_days: int = WITHIN_DAYS) -> datetime | None:
        """The first beginning (UTC) after `moment`, at most so many days later.

        Who is away now is not expected back on the same day: she did not say when.
        """
        if not self.shifts and not self.exceptions:
            return None
        first, limit = moment.astimezone(ROME).date(), moment + timedelta(days=within_days)
        for offset in range(1 if self._away(moment) else 0, within_days + 1):
            for starts, _ in self.on_day(first + timedelta(days=offset)):
                if moment < starts <= limit:
                    return starts
        return None

    def intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """When she was there between two moments (UTC); nothing after she said that she is away."""
        end = min(end, self.away_since) if self.away_since else end
        day, last = start.astimezone(ROME).date(), end.astimezone(ROME).date()
        while day <= last:
            yield from clipped(self.on_day(day), start, end)
            day += timedelta(days=1)

    def staffed_minutes(self, start: datetime, end: datetime) -> float:
        """The minutes between two moments in which she was there."""
        return minutes(self.intervals(start, end))

    def _away(self, moment: datetime) -> bool:
        return self.away_since is not None and self.away_since <= moment


def minutes(intervals: Iterable[Interval]) -> float:
    """How many minutes lie within the intervals, each counted once."""
    return sum((ends - starts).total_seconds() for starts, ends in merged(intervals)) / 60


def clipped(intervals: Iterable[Interval], start: datetime, end: datetime) -> Iterator[Interval]:
    """What of the intervals lies between two moments."""
    for starts, ends in intervals:
        inside = max(starts, start), min(ends, end)
        if inside[0] < inside[1]:
            yield inside
