"""What a link to the bot carries: `https://t.me/<bot>?start=<town>-<language>-<topic>`, each part may be empty."""

import re
from dataclasses import dataclass

from foundation.languages import languages
from foundation.topics import topics
from knowledge.places.gazetteer import Gazetteer

# Telegram's own limits for the payload: 64 characters of these.
_ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Beginning:
    """Where a person comes from: the ISTAT code of a town, the code of a language, the id of a topic."""

    place: str | None = None
    language: str | None = None
    topic: str | None = None


def payload(beginning: Beginning) -> str:
    """The payload of a link; empty when nothing is known."""
    parts = (beginning.place or "", beginning.language or "", beginning.topic or "")
    return "-".join(parts) if any(parts) else ""


def read_payload(text: str, gazetteer: Gazetteer) -> Beginning | None:
    """What a payload says; None unless every part of it is known here."""
    parts = text.split("-")
    if not _ALLOWED.fullmatch(text) or len(parts) != 3:
        return None
    place, language, topic = parts
    known = (not place or gazetteer.by_code(place)) and (not language or languages().get(language))
    if not known or (topic and not (topic in topics() and topics()[topic].has_guide)):
        return None
    return Beginning(place or None, language or None, topic or None)


def link(username: str, beginning: Beginning) -> str:
    """The address that opens the bot."""
    carried = payload(beginning)
    return f"https://t.me/{username}" + (f"?start={carried}" if carried else "")
