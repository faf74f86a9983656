"""The content of a record in words, field by field, for those who compare two of them."""

from collections.abc import Mapping, Sequence
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


async def tell(house: House, record: Record, content: Content, language: str) -> dict[str, str]:
    """The fields in which something is written, by name, each as text."""
    if record.area == "organizations":
        kind = content.get("kind") or ""
        told = {name: str(value or "") for name, value in content.items()}
        return _filled(told | {"kind": kind_name(kind, language) if kind else ""})
    async with reading(house.sessions) as session:
        topics = dict(await topic_names(session, language))
    told = {name: written(value) for name, value in content.items() if not isinstance(value, dict | list)}
    told["status"] = message(f"console.record.status_{'active' if content['status'] == 'active' else 'off'}", language)
    return _filled(told | _lists(content, topics, language) | _places(content, house.assistant.gazetteer, language))


def _filled(told: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if text and name != "organization_id"}


def _lists(content: Content, topics: Mapping[str, str], language: str) -> dict[str, str]:
    names = Locale.parse(language).languages
    return {
        "topics": ", ".join(topics.get(topic, topic) for topic in content["topics"]),
        "languages": ", ".join(str(names.get(code, code)) for code in content["languages"]),
        "documents": "\n".join(content["documents"]),
        "phones": _rows(content["phones"], "number", "description"),
        "costs": _rows(content["costs"], "option", "amount", "currency", "amount_description"),
        "source": ", ".join(str(text) for text in content["source"].values() if text),
    }


def _rows(rows: Sequence[Mapping[str, Any]], *names: str) -> str:
    return "\n".join(" · ".join(str(row[name]) for name in names if row.get(name)) for row in rows)


def _places(content: Content, gazetteer: Gazetteer, language: str) -> dict[str, str]:
    place = content["location"]
    town = town_name(str(place.get("municipality_code") or ""), gazetteer)
    point = ", ".join(str(place[name]) for name in ("latitude", "longitude") if place.get(name) is not None)
    parts = (place.get("name"), place.get("address_1"), place.get("postal_code"), town, point)
    areas = [row.get("municipality_code") or row.get("name") or "" for row in content["areas"]]
    return {
        "location": ", ".join(str(part) for part in parts if part),
        "areas": ", ".join(town_name(str(code), gazetteer) for code in areas),
        "schedules": hours_text(spoken(content["schedules"]), language),
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
