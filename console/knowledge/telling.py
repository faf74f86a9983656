"""The content of a record in words, field by field, for those who compare two of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.dates import get_day_names

from connectors.web.house import House
from console.knowledge.access import Record
from console.knowledge.fields import town_name, written
from console.knowledge.held import kind_name, topic_names
from console.knowledge.hours_form import kept_line
from foundation.catalogue import message
from foundation.database import reading
from knowledge.directory.spoken_hours import WEEKDAYS, Hours, spoken
from knowledge.editing import Content
from knowledge.places.gazetteer import Gazetteer


def field_name(record: Record, name: str, language: str) -> str:
    """What a field of the content is called."""
    return message(f"console.record.field_{record.subject.kind}_{name}", language)


@dataclass(frozen=True)
class Words:
    """What values are told with: the reader's language, the topics' titles, the towns' names."""

    language: str
    topics: Mapping[str, str]
    gazetteer: Gazetteer

    @classmethod
    async def of(cls, house: House, language: str) -> "Words":
        """The words of a language, with the titles that the guides have now."""
        async with reading(house.sessions) as session:
            return cls(language, dict(await topic_names(session, language)), house.assistant.gazetteer)

    def town(self, code: object) -> str:
        """The name of a municipality."""
        return town_name(str(code or ""), self.gazetteer)


def tell(content: Content, words: Words) -> dict[str, str]:
    """The fields in which something is written, by name, each as text."""
    told = {name: field_text(name, value, words) for name, value in content.items() if name != "organization_id"}
    return {name: text for name, text in told.items() if text}


def field_text(name: str, value: Any, words: Words) -> str:
    """A field of a service or an organization as people read it; empty when nothing is written in it."""
    if value in (None, "", [], {}):
        return ""
    teller = _TELLERS.get(name)
    return teller(value, words) if teller else written(value)


def _rows(*names: str) -> Callable[[Sequence[Mapping[str, Any]], Words], str]:
    def tell_rows(rows: Sequence[Mapping[str, Any]], _: Words) -> str:
        return "\n".join(" · ".join(str(row[name]) for name in names if row.get(name)) for row in rows)

    return tell_rows


def _languages(codes: Sequence[str], words: Words) -> str:
    names = Locale.parse(words.language).languages
    return ", ".join(str(names.get(code, code)) for code in codes)


def _location(place: Mapping[str, Any], words: Words) -> str:
    point = ", ".join(str(place[name]) for name in ("latitude", "longitude") if place.get(name) is not None)
    town = words.town(place.get("municipality_code"))
    parts = (place.get("name"), place.get("address_1"), place.get("postal_code"), town, point)
    return ", ".join(str(part) for part in parts if part)


def _status(status: str, words: Words) -> str:
    return message(f"console.record.status_{'active' if status == 'active' else 'off'}", words.language)


_TELLERS: Mapping[str, Callable[[Any, Words], str]] = {
    "areas": lambda rows, words: ", ".join(words.town(row.get("municipality_code") or row.get("name")) for row in rows),
    "costs": _rows("option", "amount", "currency", "amount_description"),
    "documents": lambda rows, _: "\n".join(rows),
    "kind": lambda kind, words: kind_name(kind, words.language),
    "languages": _languages,
    "location": _location,
    "municipality_code": lambda code, words: words.town(code),
    "phones": _rows("number", "description"),
    "schedules": lambda rows, words: hours_text(spoken(rows), words.language),
    "source": lambda source, _: ", ".join(str(text) for text in source.values() if text),
    "status": _status,
    "topics": lambda codes, words: ", ".join(words.topics.get(code, code) for code in codes),
}


def hours_text(hours: Hours, language: str) -> str:
    """Opening hours, a line for each day, day of the month and closure."""
    names = dict(zip(WEEKDAYS, (get_day_names("wide", locale=language)[number] for number in range(7)), strict=True))
    lines = [
        f"{names[day].capitalize()}: " + ", ".join("–".join(shift) for shift in hours.week[day])
        for day in WEEKDAYS
        if hours.week.get(day)
    ]
    for which, day, opens, closes in hours.monthly:
        lines.append(f"{message(f'console.record.which_{which}', language)} {names.get(day, day)}: {opens}–{closes}")
    for first, last, note in hours.closures:
        lines.append(message("console.record.closed_line", language, first=first, last=last, note=note))
    return "\n".join([*lines, *(kept_line(row) for row in hours.others)])
