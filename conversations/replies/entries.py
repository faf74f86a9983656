"""Entries of the directory in words and as data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_datetime

from conversations.replies.reply import Scene
from foundation.clock import ROME
from knowledge.directory.service import Entry, entries


async def load(scene: Scene, identifiers: Sequence[str]) -> list[Entry]:
    """The entries with these ids as they are at this moment."""
    return await entries(scene.session, identifiers, scene.gazetteer, scene.moment, scene.near)


def as_data(entry: Entry) -> dict[str, Any]:
    """One entry in the shape of the HTTP contract, with its service and paper beside."""
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "service": entry.service,
        "municipality": entry.municipality,
        "address": entry.address,
        "phone": entry.phone,
        "languages": entry.languages,
        "open_now": entry.open_now,
        "next_opening": entry.next_opening.isoformat() if entry.next_opening else None,
        "distance_km": entry.distance_km,
        "source": entry.source,
        "checked_on": entry.checked_on.isoformat() if entry.checked_on else None,
        "checked_by": entry.checked_by,
    }


def when(moment: datetime, language: str) -> str:
    """A moment as people of that language say it: day of the week, date and time in Italy."""
    return format_datetime(moment.astimezone(ROME), "EEEE d MMMM, HH:mm", locale=language)


def hours_line(scene: Scene, entry: Entry) -> str:
    """Whether one entry is open, and when next."""
    if entry.open_now is None:
        return scene.say("hours.unknown", name=entry.name)
    if entry.open_now:
        return scene.say("hours.open", name=entry.name)
    if entry.next_opening is None:
        return scene.say("hours.closed", name=entry.name)
    return scene.say("hours.next", name=entry.name, when=when(entry.next_opening, scene.language))


def contact_lines(scene: Scene, entry: Entry) -> str:
    """Where one entry is and how to call it, as far as it is known."""
    if entry.address:
        where = ", ".join(part for part in (entry.address, entry.municipality) if part)
        first = scene.say("contact.address", name=entry.name, address=where)
    elif entry.municipality:
        first = scene.say("contact.town", name=entry.name, town=entry.municipality)
    else:
        first = scene.say("contact.nowhere", name=entry.name)
    phone = scene.say("contact.phone", phone=entry.phone) if entry.phone else scene.say("contact.no_phone")
    return f"{first} {phone}"
