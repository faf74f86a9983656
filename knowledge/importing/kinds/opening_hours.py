"""Hours as people write them in one line: the plain half of OpenStreetMap's `opening_hours`, in English or Italian.

"Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:00", "lun-ven 9-12", "dal lunedì al giovedì dalle 9 alle 12 e dalle 14
alle 16, ven. 9-12". Whatever else stands there is kept as text: hours that are guessed send people in vain. Public
holidays are known to the house: "PH off" needs no row.
"""

import re
from typing import Any

from foundation.text import folded
from knowledge.hsds.fields import WEEKDAYS

_ITALIAN = ("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica")
_RULE = re.compile(r"(?P<days>[^\W\d]+(?:\s*[-,]\s*[^\W\d]+)*)\s*:?\s+(?P<hours>\d.*)")
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
_HOLIDAYS = re.compile(r"(?:PH|SH|festivi)\s+(?:off|closed|chiuso)", re.IGNORECASE)
_LONGEST = 300
# What is written out in Italian, as signs; and where one rule ends: also at a comma between hours and a day.
_WRITTEN_OUT = (
    (re.compile(r"\bdal(?:le(?: ore)?|la)? (\S+?),? al(?:le(?: ore)?|la)? (\S+)", re.IGNORECASE), r"\1-\2"),
    (re.compile(r"(?<=[^\W\d])\."), ""),
    (re.compile(r"\s+e\s+|\s*/\s*"), ","),
)
_RULE_ENDS = re.compile(r";|\n|(?<=\d)\s*,\s*(?=[^\W\d])")


def schedules_of(text: str) -> list[dict[str, Any]]:
    """Rows of hours; one with the text alone where it cannot be read as a whole."""
    rows = _read(text.strip())
    if rows is None:
        return [{"freq": "WEEKLY", "byday": "", "closed": False, "description": text.strip()[:_LONGEST]}]
    return rows


def _read(text: str) -> list[dict[str, Any]] | None:
    if text.replace(" ", "") == "24/7":
        return [_row(",".join(WEEKDAYS), "00:00", "23:59")]
    for written, meant in _WRITTEN_OUT:
        text = written.sub(meant, text)
    rows: list[dict[str, Any]] = []
    for rule in (part.strip() for part in _RULE_ENDS.split(text)):
        if not rule or _HOLIDAYS.fullmatch(rule):
            continue
        match = _RULE.fullmatch(rule)
        days = _days(match["days"]) if match else None
        spans = _spans(match["hours"]) if match else None
        if not days or not spans:
            return None
        # A later rule replaces an earlier one for its days; telling them apart is left to people.
        if any(set(days) & set(row["byday"].split(",")) for row in rows):
            return None
        rows += [_row(",".join(days), opens, closes) for opens, closes in spans]
    return rows or None


def _row(byday: str, opens: str, closes: str) -> dict[str, Any]:
    return {"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes, "closed": False}


def _days(text: str) -> list[str] | None:
    found: set[str] = set()
    for part in text.split(","):
        ends = [_weekday(name) for name in part.split("-")]
        known = [day for day in ends if day]
        if len(known) != len(ends) or len(known) > 2:
            return None
        first, last = WEEKDAYS.index(known[0]), WEEKDAYS.index(known[-1])
        if last < first:
            return None
        found.update(WEEKDAYS[first : last + 1])
    return [day for day in WEEKDAYS if day in found]


def _weekday(name: str) -> str | None:
    plain = folded(name)
    for day, italian in zip(WEEKDAYS, _ITALIAN, strict=True):
        if plain in (day.lower(), italian, italian[:3]):
            return day
    return None


def _spans(text: str) -> list[tuple[str, str]] | None:
    found = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part.strip())
        if not match:
            return None
        opens, closes = _time(match[1], match[2]), _time(match[3], match[4])
        if opens is None or closes is None or closes <= opens:
            return None
        found.append((opens, closes))
    return found


def _time(hours: str, minutes: str | None) -> str | None:
    hour, minute = int(hours), int(minutes or 0)
    if (hour, minute) == (24, 0):
        return "23:59"
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
