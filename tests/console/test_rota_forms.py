"""What is typed into the rota's forms, read or refused with the field it stands in."""

from datetime import date, time

import pytest

from console.rota.ambiti import read_municipalities, written
from console.rota.forms import read_date, read_exception, read_time, read_week, rows_of, week_fields
from console.rota.week import days, monday_of
from conversations.rota.hours import ExceptionDays, Hours, WeeklyShift
from conversations.rota.routing import Colleague
from knowledge.places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [("9", time(9)), ("09:30", time(9, 30)), ("9.30", time(9, 30)), ("930", time(9, 30)), ("1730", time(17, 30)),
     ("9 30", time(9, 30)), ("17:30:00", time(17, 30)), ("0", time(0))],
)  # fmt: skip
def test_times_as_people_type_them(text: str, expected: time) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "9:75", "nove", "9-17", "99", "９", "9:3", "12345"])
def test_what_is_no_time(text: str) -> None:
    assert [fault.reason for fault in read_week({"0-0-starts": text, "0-0-ends": "23:59"})[1]] == ["time"]


@pytest.mark.parametrize("text", ["2026-12-03", "03/12/2026", "3.12.2026", "3-12-2026"])
def test_days_as_browsers_and_people_write_them(text: str) -> None:
    assert read_date(text) == date(2026, 12, 3)


def test_a_week_is_read_and_shown_as_it_was() -> None:
    shifts = [WeeklyShift(0, time(9), time(13)), WeeklyShift(0, time(14), time(17)), WeeklyShift(6, time(8), time(9))]
    fields = week_fields(shifts)
    assert read_week(fields) == (shifts, [])
    assert [rows_of(fields, weekday) for weekday in (0, 1, 6)] == [2, 2, 2]
    more = week_fields([*shifts, WeeklyShift(0, time(18), time(19))])
    assert rows_of(more, 0) == 3
    assert len(read_week(more)[0]) == 4
    assert read_week({}) == ([], [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"0-0-starts": "9"}, ("0-0-ends", "both_hours")),
        ({"0-0-ends": "9"}, ("0-0-starts", "both_hours")),
        ({"0-0-starts": "nine", "0-0-ends": "12"}, ("0-0-starts", "time")),
        ({"2-1-starts": "13", "2-1-ends": "12"}, ("2-1-ends", "ends_first")),
        ({"2-1-starts": "22", "2-1-ends": "2"}, ("2-1-ends", "ends_first")),
        ({"3-0-starts": "9", "3-0-ends": "13", "3-1-starts": "12", "3-1-ends": "14"}, ("3-1-starts", "overlap")),
        ({"3-0-starts": "12", "3-0-ends": "14", "3-1-starts": "9", "3-1-ends": "13"}, ("3-0-starts", "overlap")),
    ],
)
def test_a_fault_stands_in_its_field(typed: dict[str, str], expected: tuple[str, str]) -> None:
    assert [(fault.field, fault.reason) for fault in read_week(typed)[1]] == [expected]


def test_all_faults_of_a_week_are_told_at_once() -> None:
    typed = {"0-0-starts": "x", "0-0-ends": "y", "1-0-starts": "12", "1-0-ends": "9", "4-1-ends": "9"}
    assert {fault.field for fault in read_week(typed)[1]} == {"0-0-starts", "0-0-ends", "1-0-ends", "4-1-starts"}


def test_exceptions_are_read() -> None:
    day = date(2026, 12, 3)
    assert read_exception({"first_day": "2026-12-03"}) == (ExceptionDays(day, day), [])
    whole = {"first_day": "2026-12-03", "last_day": "04/12/2026", "starts": "9", "ends": "1030"}
    assert read_exception(whole) == (ExceptionDays(day, date(2026, 12, 4), time(9), time(10, 30)), [])
    for typed, expected in (
        ({}, {("first_day", "date")}),
        ({"first_day": "tomorrow"}, {("first_day", "date")}),
        ({"first_day": "2026-12-03", "last_day": "31/02/2027"}, {("last_day", "date")}),
        ({"first_day": "x", "starts": "9"}, {("first_day", "date"), ("ends", "both_hours")}),
    ):
        found, faults = read_exception(typed)
        assert found is None
        assert {(fault.field, fault.reason) for fault in faults} == expected


def test_municipalities_by_name_with_a_guess_for_what_is_not_one() -> None:
    gazetteer = Gazetteer.load()
    codes, faults = read_municipalities("Rho\nSESTO SAN GIOVANNI, Arese;  \n\n", gazetteer)
    assert not faults
    assert written(codes, gazetteer) == ["Arese", "Rho", "Sesto San Giovanni"]
    assert written(["000000"], gazetteer) == ["000000"]
    _, faults = read_municipalities("Rho, Arse, Xyzzyx", gazetteer)
    (fault,) = faults
    assert fault.arguments["names"] == "“Arse” (Arese?), “Xyzzyx”"
    assert read_municipalities("  \n,", gazetteer) == ([], [])


def test_the_week_begins_on_monday_whatever_is_asked() -> None:
    monday = date(2026, 11, 30)
    assert monday_of("2026-12-06", monday) == monday
    for nonsense in ("", "x", "9999-12-31", "0001-01-01"):
        assert monday_of(nonsense, date(2026, 12, 2)) == monday


def test_a_day_shows_who_is_there_in_order_and_who_is_not() -> None:
    monday, holiday = date(2026, 12, 7), date(2026, 12, 8)
    early = Colleague("1", "Zoe", ("ar",), (), (), Hours((WeeklyShift(2, time(8), time(9)),)))
    late = Colleague(
        "2", "Ada", (), (), (), Hours((WeeklyShift(2, time(10), time(11)), WeeklyShift(1, time(8), time(9))))
    )
    gone = Hours((WeeklyShift(2, time(8), time(9)),), (ExceptionDays(monday, date(2026, 12, 12)),))
    week = days([early, late, Colleague("3", "Bea", (), (), (), gone)], monday, holiday, "it")
    assert [day.holiday for day in week] == [True, True, False, False, False, False, False]
    assert [day.today for day in week] == [False, True, False, False, False, False, False]
    assert [line.name for line in week[2].there] == ["Zoe", "Ada"]
    assert week[2].there[0].languages == "arabo"
    assert week[2].name == "Mercoledì 9 dicembre"
    assert week[2].absent == ("Bea",)
    assert not week[1].there
    assert not week[1].absent
