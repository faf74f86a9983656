"""Open now, open next: split days, exceptions, months, holidays."""

from datetime import date, datetime, time

import pytest

from foundation.clock import ROME
from knowledge.directory.details import Schedule
from knowledge.directory.hours import opening

MORNING = Schedule(freq="WEEKLY", byday="MO,TU,WE,TH,FR", opens_at=time(9), closes_at=time(12, 30), closed=False)
AFTERNOON = Schedule(freq="WEEKLY", byday="MO,WE", opens_at=time(14), closes_at=time(17), closed=False)
AUGUST = Schedule(closed=True, valid_from=date(2027, 8, 2), valid_to=date(2027, 8, 27), byday="", freq="WEEKLY")
FIRST_MONDAY = Schedule(freq="MONTHLY", byday="1MO", opens_at=time(10), closes_at=time(12), closed=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("moment", "open_now", "next_opening"),
    [
        ("2027-02-01T10:00", True, "2027-02-01T14:00"),  # Monday, between the shifts comes the second one
        ("2027-02-01T13:00", False, "2027-02-01T14:00"),
        ("2027-02-01T12:30", False, "2027-02-01T14:00"),  # the closing minute is closed
        ("2027-02-05T12:45", False, "2027-02-08T09:00"),  # Friday after closing: Monday
        ("2027-07-30T18:00", False, "2027-08-30T09:00"),  # closed in August
        ("2027-04-25T09:30", False, "2027-04-26T09:00"),  # Sunday and Liberation Day
        ("2027-06-02T10:00", False, "2027-06-03T09:00"),  # Republic Day, a Wednesday
    ],
)
def test_two_shifts_august_and_holidays(moment: str, open_now: bool, next_opening: str) -> None:
    found = opening([MORNING, AFTERNOON, AUGUST], at(moment))
    assert found == (open_now, at(next_opening))


def test_first_monday_of_the_month() -> None:
    assert opening([FIRST_MONDAY], at("2027-02-01T11:00")) == (True, at("2027-03-01T10:00"))
    assert opening([FIRST_MONDAY], at("2027-02-08T11:00")) == (False, at("2027-03-01T10:00"))


def test_the_patron_saint_closes_milan_only() -> None:
    tuesday = Schedule(freq="WEEKLY", byday="TU", opens_at=time(9), closes_at=time(12), closed=False)
    assert opening([tuesday], at("2027-12-07T10:00"), "MI")[0] is False
    assert opening([tuesday], at("2027-12-07T10:00"), "BG")[0] is True


def test_unknown_hours_stay_unknown() -> None:
    assert opening([], at("2027-02-01T10:00")) == (None, None)
    assert opening([AUGUST], at("2027-02-01T10:00")) == (None, None)


def test_summer_time_is_italian_time() -> None:
    utc = datetime.fromisoformat("2027-07-05T07:30+00:00")
    assert opening([MORNING], utc)[0] is True
