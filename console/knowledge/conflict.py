"""Two have written at once: both texts side by side."""

import json

from fastapi import Request, Response
from starlette.datastructures import FormData

from connectors.web.house import House
from console.guard import Visitor
from console.knowledge.access import Record
from console.knowledge.telling import Words, field_name, tell
from console.templates import page
from foundation.errors import ConflictError
from knowledge.editing import Content, Draft
from knowledge.editing.kind import fingerprint

_LARGEST_VERSION = 10**9


def version(form: FormData) -> int:
    """The version of the draft that a form has seen; 0 for none."""
    text = form.get("seen")
    found = int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0
    return min(found, _LARGEST_VERSION)


async def show(
    request: Request, visitor: Visitor, house: House, record: Record, mine: Content | None, error: ConflictError
) -> Response:
    """What I wrote beside what stands there now: a colleague's draft, or what is served meanwhile."""
    draft = await house.editing.draft(record.subject)
    served = await house.editing.served(record.subject)
    against_served = "served" in error.facts or draft is None
    theirs = served if against_served or draft is None else draft.content
    if mine is None or theirs is None:
        raise error
    base = await _base(house, record, draft) if against_served else served
    words = await Words.of(house, visitor.language)
    told = [tell(content, words) for content in (mine, theirs)]
    names = [name for name in {**theirs, **mine} if not _same(theirs, mine, name)]
    fields = [
        {
            "name": name,
            "label": field_name(record, name, visitor.language),
            "mine": told[0].get(name, ""),
            "theirs": told[1].get(name, ""),
            # What only the other one has changed is hers.
            "chosen": "theirs" if base and _same(mine, base, name) else "mine",
            "both": isinstance(mine.get(name) or theirs.get(name), list) or name.endswith("description"),
        }
        for name in names
    ]
    return page(
        request,
        "knowledge/pages/conflict.html",
        visitor,
        409,
        record=record,
        fields=fields,
        mine=json.dumps(mine, ensure_ascii=False),
        seen=draft.version if draft else 0,
        served=fingerprint(served) if against_served else "",
        author="" if against_served or draft is None else draft.author_name,
    )


def _same(one: Content, other: Content, name: str) -> bool:
    return (one.get(name) or None) == (other.get(name) or None)


async def _base(house: House, record: Record, draft: Draft | None) -> Content | None:
    """What both began from, as far as the versions tell."""
    revisions = await house.editing.history(record.subject)
    if draft is None:
        # Her draft was published meanwhile: before it there was the version before.
        return revisions[1].content if len(revisions) > 1 else None
    return next((row.content for row in revisions if fingerprint(row.content) == draft.base), None)
