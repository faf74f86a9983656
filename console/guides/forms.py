"""The form of a guide read: what was typed becomes the content of a draft."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.editing import Content, Subject
from knowledge.guides.content import LISTS, OPTIONAL, ORIGINAL
from knowledge.guides.guide_kind import REVIEWED

# The sections in the order a guide is read.
SECTIONS = ("title", "summary", "what", "who", "steps", "documents", "cost", "time", "where", "warning")
# The columns of the two tables beneath the Italian text.
ROWS = {"source": ("title", "url", "date"), "phone": ("name", "number")}
MOST_ROWS = 30
_BLANKS = re.compile(r"[ \t]+")
# Who pastes a list brings its points along.
_POINT = re.compile(r"^(?:[•·*–-]|\d{1,2}[.)])\s+")


def read_content(subject: Subject, fields: Mapping[str, str], read: bool = False) -> Content:
    """The content a form holds; `read`: a person stands for all of a translation now, however it was begun."""
    if subject.language == ORIGINAL:
        return {"sections": _sections(fields), "sources": _rows(fields, "source"), "phones": _rows(fields, "phone")}
    begun = fields.get("state", "")
    state = "machine" if begun == "machine" and not read else REVIEWED
    return {"sections": _sections(fields), "state": state}


def as_typed(value: Any) -> str:
    """A section as its field shows it: a list has a line for each item."""
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _sections(fields: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in SECTIONS:
        lines = [_BLANKS.sub(" ", line).strip() for line in fields.get(name, "").splitlines()]
        if name in LISTS:
            found[name] = [item for line in lines if (item := _POINT.sub("", line))]
        else:
            found[name] = (" " if name == "title" else "\n").join(lines).strip()
    return {name: value for name, value in found.items() if value or name not in OPTIONAL}


def _rows(fields: Mapping[str, str], kind: str) -> list[dict[str, str]]:
    rows: Iterable[dict[str, str]] = (
        {name: text for name in ROWS[kind] if (text := fields.get(f"{kind}-{number}-{name}", ""))}
        for number in range(MOST_ROWS)
    )
    return [row for row in rows if row]
