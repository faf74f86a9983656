"""What is wrong with a guide as it was written: by the field of its form, the key of the sentence that says it."""

import re
from collections.abc import Iterator

from knowledge.editing.kind import Content
from knowledge.guides.content import LISTS, OPTIONAL, TEXTS

# Characters of a section or of one step; twice to ten times what the longest shipped one has.
LONGEST = {"title": 200, "summary": 1000}
LONGEST_TEXT, LONGEST_ITEM, MOST_ITEMS = 4000, 600, 30
LONGEST_ADDRESS = 500
_PHONE = re.compile(r"\+?[\d ./-]{3,20}", re.ASCII)
_Found = Iterator[tuple[str, str]]


def guide_faults(content: Content) -> dict[str, str]:
    """The first fault of each field: `title`, `steps`, `source-0-url`, `phone-1-number` … or `state`."""
    found: dict[str, str] = {}
    for rows in (_texts(content), _lists(content), _sources(content), _phones(content)):
        for field, key in rows:
            found.setdefault(field, key)
    if content.get("state") == "machine":
        # What a machine proposed is nobody's text until a person has read and saved it.
        found["state"] = "console.guides.fault_machine"
    return found


def _texts(content: Content) -> _Found:
    for name in (*TEXTS, "warning"):
        text = str(content["sections"].get(name) or "")
        if not text and name not in OPTIONAL:
            yield name, "console.edit.missing"
        if len(text) > LONGEST.get(name, LONGEST_TEXT):
            yield name, "console.edit.too_long"


def _lists(content: Content) -> _Found:
    for name in LISTS:
        items = content["sections"].get(name) or []
        if not items and name not in OPTIONAL:
            yield name, "console.edit.missing"
        if len(items) > MOST_ITEMS or any(len(item) > LONGEST_ITEM for item in items):
            yield name, "console.edit.too_long"


def _sources(content: Content) -> _Found:
    rows = content.get("sources")
    if rows == []:
        yield "source-0-title", "console.guides.fault_no_source"
    for number, row in enumerate(rows or []):
        if not row.get("title"):
            yield f"source-{number}-title", "console.edit.missing"
        for name in ("title", "url"):
            if len(row.get(name) or "") > LONGEST_ADDRESS:
                yield f"source-{number}-{name}", "console.edit.too_long"
        if not str(row.get("url") or "").startswith(("https://", "http://")):
            yield f"source-{number}-url", "console.edit.address"


def _phones(content: Content) -> _Found:
    for number, row in enumerate(content.get("phones") or []):
        if not row.get("name"):
            yield f"phone-{number}-name", "console.edit.missing"
        if not _PHONE.fullmatch(row.get("number") or ""):
            yield f"phone-{number}-number", "console.guides.fault_phone"
