"""What the page of the week shows, made from colleagues and a day. Nothing here asks the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from console.rota import names
from conversations.rota.hours import is_holiday
from conversations.rota.routing import Colleague


@dataclass(frozen=True)
class Line:
    """One mediator on one day: her hours, none where she is absent."""

    name: str
    hours: tuple[str, ...]
    languages: str
    away: bool


@dataclass(frozen=True)
class Day:
    """One day of the week: who is there, in the order they come, and who is absent though her week says otherwise."""

    name: str
    today: bool
    holiday: bool
    there: tuple[Line, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """One mediator in the list under the week. `returns` is the day and time of her next shift."""

    account_id: str
    name: str
    languages: str
    topics: int
    ambiti: tuple[str, ...]
    here: bool
    away_since: tuple[str, str] | None
    returns: tuple[str, str] | None


def monday_of(text: str, today: date) -> date:
    """The Monday of the week that an ISO date lies in; of this week when `text` is none, or far away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if abs(day - today) > timedelta(days=3660):
        day = today
    return day - timedelta(days=day.weekday())


def days(colleagues: Sequence[Colleague], monday: date, today: date, locale: str) -> list[Day]:
    """The seven days from `monday` on."""
    return [_day(colleagues, monday + timedelta(days=n), today, locale) for n in range(7)]


def _day(colleagues: Sequence[Colleague], day: date, today: date, locale: str) -> Day:
    rows: list[tuple[list[tuple[time, time]], Line]] = []
    absent = []
    for one in colleagues:
        times = one.hours.times(day)
        if times:
            spoken = names.language_names(one.languages, locale)
            shown = tuple(names.hours(*pair) for pair in times)
            rows.append((times, Line(one.name, shown, spoken, one.away and day == today)))
        elif not is_holiday(day) and any(shift.weekday == day.weekday() for shift in one.hours.shifts):
            absent.append(one.name)
    there = tuple(line for _, line in sorted(rows, key=lambda row: (row[0], row[1].name)))
    return Day(names.day_name(day, locale), day == today, is_holiday(day), there, tuple(absent))


def members(colleagues: Sequence[Colleague], ambiti: Mapping[str, str], moment: datetime, locale: str) -> list[Member]:
    """Everybody with what she can do, and whether she is there now; `ambiti` are names by id."""
    return [_member(one, ambiti, moment, locale) for one in colleagues]


def _member(one: Colleague, ambiti: Mapping[str, str], moment: datetime, locale: str) -> Member:
    here, since = one.present(moment), one.hours.away_since
    returns = None if here else one.hours.next_start(moment)
    return Member(
        one.account_id,
        one.name,
        names.language_names(one.languages, locale),
        len(one.topics),
        tuple(ambiti[identifier] for identifier in one.ambiti if identifier in ambiti),
        here,
        names.day_and_time(since, locale) if since else None,
        names.day_and_time(returns, locale) if returns else None,
    )
