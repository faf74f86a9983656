"""The form of a service: what was typed as content, and content as the form shows it.

Nothing that was typed is lost: what is no number, time or town stays in the draft as it was written, and is named
as a fault when the draft is to be published.
"""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from console.forms import texts_in
from console.knowledge.fields import as_number, chosen, rows, town_code, town_name, written
from console.knowledge.hours_form import hours_context, read_hours
from foundation.languages import languages
from knowledge.directory.duplicates import e164
from knowledge.editing import Content
from knowledge.places.gazetteer import Gazetteer

_REQUIRED = ("name", "description")
TEXTS = (
    *("name", "description", "email", "url", "application_process", "fees_description"),
    *("eligibility_description", "programme"),
)
_AGES = ("minimum_age", "maximum_age")
_BETWEEN = re.compile(r"[,;]+")


def blank(organization_id: str) -> Content:
    """A service of an organization nobody has written anything of yet."""
    lists = ("topics", "languages", "schedules", "phones", "areas", "costs", "documents")
    texts = {name: "" if name in _REQUIRED else None for name in (*TEXTS, *_AGES)}
    known = {"organization_id": organization_id, "status": "active", "source": {}, "location": {}}
    return texts | known | {name: [] for name in lists}


def read_service(form: FormData, before: Content, gazetteer: Gazetteer) -> Content:
    """The content that the form says, over `before`."""
    fields = texts_in(form)
    content: Content = {name: fields.get(name) or ("" if name in _REQUIRED else None) for name in TEXTS}
    content |= {name: as_number(fields.get(name, "")) for name in _AGES}
    return (
        before
        | content
        | {
            "topics": sorted(chosen(form, "topics")),
            "languages": sorted(chosen(form, "languages")),
            "documents": _lines(fields.get("documents", "")),
            "phones": _phones(fields, before.get("phones") or []),
            "costs": [_cost(*row) for row in rows(fields, "cost", "option", "amount", "description", "currency")],
            "areas": _areas(fields.get("areas", ""), before.get("areas") or [], gazetteer),
            "schedules": read_hours(fields, chosen(form, "kept"), before.get("schedules") or []),
            "location": _location(fields, before.get("location") or {}, gazetteer),
        }
    )


def _lines(text: str) -> list[str]:
    return [line for part in text.split("\n") if (line := part.strip())]


def _phones(fields: dict[str, str], before: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    held = {e164(row["number"]): row["number"] for row in before}
    found = []
    for number, description in rows(fields, "phone", "number", "description"):
        row = {"number": held.get(e164(number), e164(number)), "description": description}
        found.append({name: text for name, text in row.items() if text or name == "number"})
    return found


def _cost(option: str, amount: str, description: str, currency: str) -> dict[str, str]:
    number = as_number(amount)
    said = f"{number:.2f}" if isinstance(number, float) else amount
    row = {"option": option, "currency": currency or "EUR", "amount": said, "amount_description": description}
    return {name: text for name, text in row.items() if text}


def _areas(text: str, before: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    held = {row.get("municipality_code") or row.get("name"): dict(row) for row in before}
    found: dict[str, dict[str, Any]] = {}
    for name in _area_names(text, held):
        code = town_code(name, gazetteer)
        known = gazetteer.by_code(code) is not None
        found[code] = held.get(code) or ({"municipality_code": code} if known else {"name": name})
    return sorted(found.values(), key=lambda row: json.dumps(row, sort_keys=True))


def _area_names(text: str, held: Container[object]) -> Iterator[str]:
    """One name a line, or several set apart by commas; a name that stood there before may have commas in it."""
    for line in _lines(text):
        yield from [line] if line in held else filter(None, (part.strip() for part in _BETWEEN.split(line)))


def _location(fields: dict[str, str], before: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    code = town_code(fields.get("municipality", ""), gazetteer)
    north, east = (as_number(fields.get(name, "")) for name in ("latitude", "longitude"))
    place = gazetteer.by_code(code)
    stood = before.get("municipality_code") or ""
    stayed = (north, east) == (before.get("latitude"), before.get("longitude"))
    cleared = (north, east) == (None, None) and not (stayed and code == stood)
    left_behind = bool(stood) and code != stood and stayed
    if place and (cleared or left_behind):
        # Without a point of its own it stands where its town does.
        north, east = place.latitude, place.longitude
    known = {
        "name": before.get("name"),
        "municipality_code": code,
        "address_1": fields.get("address_1", ""),
        "postal_code": fields.get("postal_code", ""),
        "latitude": north,
        "longitude": east,
    }
    given = {name: value for name, value in known.items() if value not in (None, "")}
    return given if given.keys() - {"name"} else {}


def service_context(content: Content, gazetteer: Gazetteer, language: str) -> dict[str, Any]:
    """The fields of the form for a reader of `language`."""
    place = content.get("location") or {}
    areas = [town_name(row.get("municipality_code") or row.get("name") or "", gazetteer) for row in content["areas"]]
    unknown = [row["name"] for row in content["areas"] if not row.get("municipality_code") and row.get("name")]
    texts = {name: written(content.get(name)) for name in (*TEXTS, *_AGES)}
    point = {name: written(place.get(name)) for name in ("address_1", "postal_code", "latitude", "longitude")}
    return {
        "fields": texts | point | {"municipality": town_name(place.get("municipality_code") or "", gazetteer)},
        "topics_chosen": content["topics"],
        "languages_offered": _languages(content["languages"]),
        "languages_chosen": content["languages"],
        "phones": [*content["phones"], {"number": ""}],
        "costs": [*content["costs"], {}],
        "documents": "\n".join(content["documents"]),
        "areas": "\n".join(areas),
        "areas_unknown": unknown,
        **hours_context(content["schedules"], language),
    }


def _languages(spoken: Sequence[str]) -> list[tuple[str, str]]:
    known = [(row.code, row.name) for row in languages().values()]
    return known + [(code, code) for code in spoken if code not in languages()]
