"""When a mediator is there: two shifts, exceptions, holidays, the clocks going forward and back, away."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.rota.hours import ExceptionDays, Hours, WeeklyShift, is_holiday, merged
from foundation.clock import ROME

WEEK = tuple(
    shift
    for weekday in range(5)
    for shift in (WeeklyShift(weekday, time(9), time(13)), WeeklyShift(weekday, time(14), time(17, 30)))
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("moment", "present", "next_start"),
    [
        ("2027-02-01T08:59", False, "2027-02-01T09:00"),  # a Monday
        ("2027-02-01T09:00", True, "2027-02-01T14:00"),
        ("2027-02-01T13:00", False, "2027-02-01T14:00"),  # the minute a shift ends she is gone
        ("2027-02-01T17:29", True, "2027-02-02T09:00"),
        ("2027-02-05T18:00", False, "2027-02-08T09:00"),  # Friday evening: Monday
        ("2027-04-23T18:00", False, "2027-04-26T09:00"),  # 25 April is a Sunday
        ("2027-06-02T10:00", False, "2027-06-03T09:00"),  # Republic Day, a Wednesday
        ("2027-12-06T18:00", False, "2027-12-09T09:00"),  # Milan's patron saint and the Immaculate Conception
        ("2027-03-29T10:00", False, "2027-03-30T09:00"),  # Easter Monday
    ],
)
def test_two_shifts_weekends_and_holidays(moment: str, present: bool, next_start: str) -> None:
    hours = Hours(WEEK)
    assert hours.present(at(moment)) is present
    assert hours.next_start(at(moment)) == at(next_start)


def test_moments_of_other_zones_are_read_in_italian_time() -> None:
    assert Hours(WEEK).present(datetime(2027, 7, 5, 7, 0, tzinfo=UTC))  # 9 in the summer
    assert not Hours(WEEK).present(datetime(2027, 1, 4, 7, 0, tzinfo=UTC))  # 8 in the winter


def test_an_absence_replaces_the_week_from_its_first_to_its_last_day() -> None:
    hours = Hours(WEEK, (ExceptionDays(date(2027, 8, 2), date(2027, 8, 20)),))
    assert hours.present(at("2027-07-30T10:00"))
    assert not hours.present(at("2027-08-02T10:00"))
    assert not hours.present(at("2027-08-20T10:00"))
    assert hours.next_start(at("2027-07-30T15:00")) == at("2027-08-23T09:00")
    assert hours.next_start(at("2027-07-30T15:00"), within_days=14) is None


def test_other_hours_replace_the_week_and_open_a_holiday() -> None:
    republic_day = ExceptionDays(date(2027, 6, 2), date(2027, 6, 2), time(10), time(12))
    saturday = ExceptionDays(date(2027, 6, 5), date(2027, 6, 5), time(9), time(11))
    afternoon = ExceptionDays(date(2027, 6, 5), date(2027, 6, 5), time(15), time(16))
    hours = Hours(WEEK, (republic_day, saturday, afternoon))
    assert hours.present(at("2027-06-02T10:00"))
    assert not hours.present(at("2027-06-02T09:30"))
    assert hours.present(at("2027-06-05T10:00"))
    assert hours.next_start(at("2027-06-05T10:00")) == at("2027-06-05T15:00")


def test_on_a_day_under_two_exceptions_an_absence_wins() -> None:
    other_hours = ExceptionDays(date(2027, 2, 1), date(2027, 2, 5), time(10), time(12))
    ill = ExceptionDays(date(2027, 2, 3), date(2027, 2, 3))
    hours = Hours(WEEK, (other_hours, ill))
    assert hours.present(at("2027-02-02T10:30"))
    assert not hours.present(at("2027-02-03T10:30"))


def test_shifts_that_touch_are_one() -> None:
    hours = Hours((WeeklyShift(0, time(9), time(12)), WeeklyShift(0, time(12), time(15))))
    assert hours.present(at("2027-02-01T12:00"))
    assert hours.next_start(at("2027-02-01T10:00")) == at("2027-02-08T09:00")


def test_away_means_not_here_and_not_expected_on_the_same_day() -> None:
    hours = Hours(WEEK, away_since=at("2027-02-01T10:00"))
    assert hours.present(at("2027-02-01T09:59"))
    assert not hours.present(at("2027-02-01T10:00"))
    assert not hours.present(at("2027-02-03T10:00"))
    assert hours.next_start(at("2027-02-01T11:00")) == at("2027-02-02T09:00")
    assert hours.staffed_minutes(at("2027-02-01T00:00"), at("2027-02-03T00:00")) == 60


def test_nobody_without_hours_is_ever_expected() -> None:
    assert not Hours().present(at("2027-02-01T10:00"))
    assert Hours().next_start(at("2027-02-01T10:00")) is None
    assert Hours().staffed_minutes(at("2027-02-01T10:00"), at("2027-03-01T10:00")) == 0


@pytest.mark.parametrize(
    ("sunday", "minutes"),
    [("2027-03-28", 5 * 60), ("2027-10-31", 7 * 60), ("2027-02-07", 6 * 60)],  # clocks forward, back, neither
)
def test_the_night_the_clocks_change_has_its_true_length(sunday: str, minutes: int) -> None:
    day = date.fromisoformat(sunday)
    hours = Hours((WeeklyShift(6, time(0), time(6)),), (ExceptionDays(day, day, time(0), time(6)),))
    start = at(f"{sunday}T00:00")
    assert hours.staffed_minutes(start, start.astimezone(UTC) + timedelta(hours=24)) == minutes


def test_across_the_change_of_clocks_nine_stays_nine() -> None:
    assert Hours(WEEK).next_start(at("2027-10-29T18:00")) == datetime(2027, 11, 2, 8, tzinfo=UTC)  # 1 November: holiday
    assert Hours(WEEK).next_start(at("2027-03-26T18:00")) == datetime(
        2027, 3, 30, 7, tzinfo=UTC
    )  # Easter Monday between


def test_staffed_minutes_are_those_in_which_she_is_present() -> None:
    hours = Hours(
        (*WEEK, WeeklyShift(5, time(9, 30), time(11))),
        (
            ExceptionDays(date(2027, 3, 23), date(2027, 3, 24)),
            ExceptionDays(date(2027, 3, 29), date(2027, 3, 29), time(8), time(9, 7)),
        ),
    )
    start, end = at("2027-03-19T11:12").astimezone(UTC), at("2027-03-31T09:45").astimezone(UTC)
    counted, moment = 0, start
    while moment < end:
        counted += hours.present(moment)
        moment += timedelta(minutes=1)
    assert counted > 1000
    assert hours.staffed_minutes(start, end) == counted
    assert hours.staffed_minutes(end, start) == 0


def test_parts_of_minutes_count() -> None:
    assert Hours(WEEK).staffed_minutes(at("2027-02-01T12:59:30"), at("2027-02-01T14:00:15")) == 0.75


def test_intervals_in_order_without_seams() -> None:
    nine, ten, eleven, noon = (at(f"2027-02-01T{hour:02}:00") for hour in (9, 10, 11, 12))
    assert merged([(eleven, noon), (nine, eleven), (nine, ten)]) == [(nine, noon)]
    assert merged([(eleven, noon), (nine, ten)]) == [(nine, ten), (eleven, noon)]
    assert merged([]) == []


def test_the_holidays_are_italys_and_milans() -> None:
    assert is_holiday(date(2027, 12, 7))
    assert is_holiday(date(2027, 8, 15))
    assert not is_holiday(date(2027, 9, 15))
