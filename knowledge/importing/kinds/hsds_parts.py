"""The rows that belong to a service in HSDS, as ours: telephones, hours, languages, areas, costs, documents."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from foundation.languages import languages
from foundation.text import folded
from knowledge.hsds.fields import WEEKDAYS
from knowledge.importing.checking import part_fault
from knowledge.importing.kinds.values import UnusableError, amount, day, hour, text
from knowledge.importing.reading import Towns
from knowledge.importing.sentences import said

_BYDAY = re.compile(r"[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU)")
Row = Mapping[str, Any]
# Our part, and the names it has in the tree: of 3.3 too, and in the singular as some publishers write.
NAMES = {
    "phones": ("phones",),
    "schedules": ("schedules", "operating_hours", "events", "regular_schedule", "holiday_schedule"),
    "languages": ("languages",),
    "areas": ("service_areas",),
    "costs": ("cost_options",),
    "documents": ("required_documents",),
}


def parts(name: str, rows: Sequence[Row], towns: Towns) -> tuple[list[Any], list[tuple[Row, UnusableError]]]:
    """What can be taken, each once, and what cannot with its reason."""
    made: list[Any] = []
    refused: list[tuple[Row, UnusableError]] = []
    for row in rows:
        try:
            found = _MAKERS[name](row, towns)
            fault = part_fault("service", name, found) if found else None
            if fault:
                raise UnusableError(*fault)
        except UnusableError as error:
            refused.append((row, error))
            continue
        if found and (found not in made or name in ("costs", "documents")):
            made.append(found)
    return made, refused


def _given(**cells: Any) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value is not None}


def _phone(row: Row, _: Towns) -> dict[str, Any] | None:
    number = text(row.get("number"))
    if number is None:
        raise UnusableError("number", said("missing"))
    extension = text(row.get("extension"))
    number = f"{number} ext. {extension}" if extension else number
    return _given(number=number, description=text(row.get("description")))


def _language(row: Row, _: Towns) -> str | None:
    code, name = text(row.get("code")), text(row.get("name"))
    if code:
        short = code.replace("_", "-").partition("-")[0].lower()
        return _aliases().get(short, short)
    if name is None:
        return None
    found = _language_names().get(folded(name))
    if found is None:
        raise UnusableError("name", said("unknown_language", value=name[:40]))
    return found


@cache
def _aliases() -> Mapping[str, str]:
    held: Mapping[str, str] = get_global("language_aliases")  # ita → it, of Unicode CLDR
    return {long: short for long, short in held.items() if len(short) == 2 and len(long) == 3}


@cache
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for speaker in ("en", "it"):
        names |= {folded(name): code for code, name in Locale(speaker).languages.items() if len(code) in (2, 3)}
    names |= {folded(language.name): code for code, language in languages().items()}
    return {name: code for name, code in names.items() if name}


def _schedule(row: Row, _: Towns) -> dict[str, Any]:
    every = text(row.get("interval"))
    if every and every not in ("1", "1.0"):
        raise UnusableError("interval", said("interval"))
    opens, closes = hour("opens_at", row.get("opens_at")), hour("closes_at", row.get("closes_at"))
    closed = opens is None and closes is None and folded(str(row.get("notes") or "")) == "closed"
    freq, byday = _rule(row, closed)
    return _given(
        valid_from=day("valid_from", row.get("valid_from")),
        valid_to=day("valid_to", row.get("valid_to")) or day("until", row.get("until")),
        freq=freq,
        byday=byday,
        opens_at=opens,
        closes_at=closes,
        closed=closed,
        description=text(row.get("description")),
    )


def _rule(row: Row, closed: bool) -> tuple[str, str]:
    """FREQ and BYDAY of RFC 5545."""
    freq = (text(row.get("freq")) or "WEEKLY").upper()
    byday = ",".join(part.strip().upper() for part in (text(row.get("byday")) or "").split(",") if part.strip())
    if any(not _BYDAY.fullmatch(part) for part in byday.split(",") if byday):
        raise UnusableError("byday", said("weekdays", value=byday[:40]))
    if freq == "DAILY":
        freq, byday = "WEEKLY", byday or ",".join(WEEKDAYS)
    if freq not in ("WEEKLY", "MONTHLY"):
        raise UnusableError("freq", said("frequency", value=freq[:20]))
    if text(row.get("bymonthday")) or text(row.get("byweekno")) or text(row.get("byyearday")):
        raise UnusableError("bymonthday", said("day_of_month"))
    start = day("dtstart", row.get("dtstart"))
    if not byday and start and freq == "WEEKLY" and row.get("freq"):
        byday = WEEKDAYS[date.fromisoformat(start).weekday()]
    if not byday and not closed and row.get("opens_at") and not row.get("valid_from"):
        raise UnusableError("byday", said("no_weekday"))
    return freq, byday


def _area(row: Row, towns: Towns) -> dict[str, Any] | None:
    extent, name = text(row.get("extent")), text(row.get("name"))
    town = towns.by_code(extent) if extent and extent.isdigit() else None
    if extent and town is None and name is None:
        raise UnusableError("extent", said("unknown_town", value=extent[:40]))
    return _given(municipality_code=town.code if town else None, name=name) or None


def _cost(row: Row, _: Towns) -> dict[str, Any]:
    currency = (text(row.get("currency")) or "EUR").upper()
    return _given(
        option=text(row.get("option")),
        currency=currency,
        amount=amount("amount", row.get("amount")),
        amount_description=text(row.get("amount_description")),
    )


def _document(row: Row, _: Towns) -> str | None:
    return text(row.get("document"))


_MAKERS: Mapping[str, Callable[[Row, Towns], Any]] = {
    "phones": _phone,
    "schedules": _schedule,
    "languages": _language,
    "areas": _area,
    "costs": _cost,
    "documents": _document,
}


def rows_of(name: str, *trees: Row) -> Iterator[Row]:
    """The rows of one of our parts in the given branches of a tree."""
    for tree in trees:
        for key in NAMES[name]:
            held = tree.get(key)
            yield from (row for row in held if isinstance(row, Mapping)) if isinstance(held, list) else ()
