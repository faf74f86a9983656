"""The time it is, and the day it is in Italy."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


def now() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Italy: in the night another one than in UTC."""
    return datetime.now(ROME).date()
