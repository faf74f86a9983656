"""Days, hours and languages as the reader of a page calls them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date

from foundation.clock import ROME

# Any Monday: only the name of the day is taken from it.
_MONDAY = date(2024, 1, 1)


def day_name(day: date, locale: str) -> str:
    """E.g. `Lunedì 30 novembre`."""
    text = format_date(day, "EEEE d MMMM", locale=locale)
    return text[:1].upper() + text[1:]


def long_date(day: date, locale: str) -> str:
    """E.g. `30 novembre 2026`."""
    return format_date(day, "d MMMM y", locale=locale)


def weekday_name(weekday: int, locale: str) -> str:
    """E.g. `Lunedì` for 0."""
    text = format_date(_MONDAY + timedelta(days=weekday), "EEEE", locale=locale)
    return text[:1].upper() + text[1:]


def hours(starts: time, ends: time) -> str:
    """E.g. `09:00–13:00`."""
    return f"{starts:%H:%M}–{ends:%H:%M}"


def day_and_time(moment: datetime, locale: str) -> tuple[str, str]:
    """The Italian day and clock of a moment, e.g. `lunedì 30 novembre` and `09:00`."""
    local = moment.astimezone(ROME)
    return format_date(local.date(), "EEEE d MMMM", locale=locale), f"{local:%H:%M}"


def language_name(code: str, locale: str) -> str:
    """The name of a language in the reader's own, e.g. `arabo`."""
    return str(Locale.parse(locale).languages.get(code, code))


def language_names(codes: Iterable[str], locale: str) -> str:
    """Several, set apart by commas."""
    return ", ".join(language_name(code, locale) for code in codes)
