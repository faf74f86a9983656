"""Since when a translation is out of date, and from which Italian text it was made."""

from collections.abc import Sequence
from datetime import datetime

from knowledge.editing.kind import Content
from knowledge.editing.models import Revision
from knowledge.guides.content import sections_hash

# The revisions of the Italian text, the oldest first.
Past = Sequence[Revision]


def _last_with(past: Past, source_hash: str) -> int | None:
    places = [place for place, row in enumerate(past) if sections_hash(row.content["sections"]) == source_hash]
    return places[-1] if places else None


def made_from(past: Past, source_hash: str) -> Content | None:
    """The Italian sections a translation was made from; None where they were not kept (an update brought others)."""
    place = _last_with(past, source_hash)
    sections: Content | None = None if place is None else past[place].content["sections"]
    return sections


def outdated_since(past: Past, source_hash: str) -> datetime | None:
    """When the Italian that followed was published; None where it is not known, or none followed."""
    place = _last_with(past, source_hash)
    return past[place + 1].published_at if place is not None and place + 1 < len(past) else None
