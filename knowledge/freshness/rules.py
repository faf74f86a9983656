"""When a record is due for a check, and when it is no longer offered. Decided in docs/decisions/0018-freshness.md."""

from datetime import date, timedelta

# Half a year: hours and desks change with the seasons and the school year.
CHECK_AFTER = timedelta(days=182)
# A year: fees, forms and laws change with each budget law.
STOP_AFTER = timedelta(days=365)


def next_check(checked_on: date | None, set_for: date | None) -> date | None:
    """The day a record is due: the day somebody set, else half a year after its check; None when never checked."""
    if set_for is not None:
        return set_for
    return checked_on + CHECK_AFTER if checked_on else None


def offered_since(today: date) -> date:
    """What was checked last before this day is no longer offered; what nobody has checked yet says so itself."""
    return today - STOP_AFTER


def is_offered(checked_on: date | None, today: date) -> bool:
    """Whether a record is still offered."""
    return checked_on is None or checked_on >= offered_since(today)
