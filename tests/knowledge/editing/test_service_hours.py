"""Opening hours as people say them and as they are kept: the same both ways."""

from datetime import UTC, datetime
from typing import Any

import pytest

from knowledge.directory.details import Schedule
from knowledge.directory.hours import opening
from knowledge.directory.spoken_hours import Hours, as_day, as_time, rows, spoken
from knowledge.importing.entities import entities, typed


def week(**days: list[tuple[str, str]]) -> Hours:
    return Hours(week=days)


def test_alike_days_become_one_row_and_come_back() -> None:
    morning, evening = ("09:00", "12:30"), ("14:00", "17:00")
    said = week(MO=[morning, evening], WE=[morning], FR=[morning, evening])
    kept = rows(said)
    assert [(row["byday"], row["opens_at"]) for row in kept] == [("MO,FR", "14:00"), ("MO,WE,FR", "09:00")]
    assert spoken(kept).week == said.week


def test_the_first_monday_and_august() -> None:
    said = Hours(monthly=[("1", "MO", "14:00", "16:00")], closures=[("2027-08-01", "2027-08-31", "ferie")])
    again = spoken(rows(said))
    assert (again.monthly, again.closures) == (said.monthly, said.closures)
    schedules = [_stored(row) for row in rows(said)]
    first = datetime(2027, 2, 1, 13, 30, tzinfo=UTC)
    assert opening(schedules, first)[0] is True
    assert opening(schedules, datetime(2027, 2, 8, 13, 30, tzinfo=UTC))[0] is False
    assert opening(schedules, datetime(2027, 8, 2, 12, 30, tzinfo=UTC))[0] is False


def _stored(row: dict[str, Any]) -> Schedule:
    table = entities()["service"].parts["schedules"].table
    return Schedule(**{name: typed(table.c[name], value) for name, value in row.items()})


def test_rows_that_say_the_same_are_left_as_they_are() -> None:
    monday = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00", "closed": False}
    imported = [monday, monday | {"byday": "TU"}]
    seasonal = {"freq": "WEEKLY", "byday": "SA", "opens_at": "09:00", "closed": False, "valid_from": "2027-06-01"}
    before = [*imported, seasonal]
    assert rows(spoken(before), before) == before
    assert rows(week(MO=[("09:00", "12:00")]), before) != before
    assert spoken(before).others == [seasonal]


@pytest.mark.parametrize(
    ("text", "read"),
    [("9", "09:00"), ("9.30", "09:30"), ("930", "09:30"), ("25", "25"), ("sera", "sera"), ("", ""), ("9:75", "9:75")],
)
def test_times_as_they_are_typed(text: str, read: str) -> None:
    assert as_time(text) == read


@pytest.mark.parametrize(
    ("text", "read"), [("1/8/2027", "2027-08-01"), ("31.02.2027", "31.02.2027"), ("2027-08-01", "2027-08-01")]
)
def test_days_as_they_are_typed(text: str, read: str) -> None:
    assert as_day(text) == read
