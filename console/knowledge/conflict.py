"""Two have written at once: both texts side by side, and from each field the one that is chosen, or both."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from connectors.web.house import House
from console.guard import TheHouse, Visitor
from console.knowledge import organization_form, publishing, service_form
from console.knowledge.access import ARecord, Record, Writer, editor, onward
from console.knowledge.fields import typed
from console.knowledge.telling import field_name, tell
from console.templates import page
from foundation.errors import ConflictError, InvalidInputError
from knowledge.editing import Content, Draft
from knowledge.editing.kind import fingerprint

router = APIRouter(include_in_schema=False)
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
    told = [await tell(house, record, content, visitor.language) for content in (mine, theirs)]
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


@router.post("/{area}/{identifier}/merge")
async def merge(request: Request, visitor: Writer, house: TheHouse, record: ARecord) -> Response:
    """Save what was chosen from both as the draft; publish it where that was what the conflict stopped."""
    form = await request.form()
    fields, seen = typed(form), version(form)
    mine = _sound(record, str(form.get("mine", "")))
    draft, served = await house.editing.draft(record.subject), await house.editing.served(record.subject)
    over = fields.get("served", "")
    theirs = served if over or draft is None else draft.content
    moved = (draft.version if draft else 0) != seen or (over and over != fingerprint(served))
    if moved or theirs is None:
        facts: dict[str, Any] = {"served": served} if over else {}
        again = ConflictError("It was changed once more in the meantime.", **facts)
        return await show(request, visitor, house, record, mine, again)
    merged = {name: _chosen(fields.get(f"choice-{name}", "mine"), mine.get(name), theirs.get(name)) for name in mine}
    saved = await house.editing.save(record.subject, theirs | merged, seen, editor(visitor))
    if fields.get("act") == "publish":
        return await publishing.publish(request, visitor, house, record, saved.version, over=bool(over))
    return onward(record.path, done="record_merged")


def _chosen(choice: str, mine: Any, theirs: Any) -> Any:
    if choice == "theirs":
        return theirs
    if choice == "both" and isinstance(mine, list) and isinstance(theirs, list):
        return [*theirs, *(row for row in mine if row not in theirs)]
    if choice == "both" and isinstance(mine, str) and isinstance(theirs, str):
        return f"{theirs}\n\n{mine}"
    return mine


def _sound(record: Record, text: str) -> Content:
    """Content as the page gave it out. Raises InvalidInputError for anything else."""
    blank = service_form.blank("") if record.area == "services" else organization_form.blank()
    try:
        found = json.loads(text)
    except ValueError as error:
        raise InvalidInputError("This is no content of a record.") from error
    if not isinstance(found, dict) or found.keys() != blank.keys():
        raise InvalidInputError("This is no content of a record.")
    if not all(_alike(found[name], value) for name, value in blank.items()):
        raise InvalidInputError("This is no content of a record.")
    return found


def _alike(value: object, blank: object) -> bool:
    """Whether a value has the shape of its field: text or number, a list of texts or of flat rows, a flat row."""
    if isinstance(blank, dict):
        return isinstance(value, dict) and all(_is_plain(inner) for inner in value.values())
    if isinstance(blank, list):
        rows = value if isinstance(value, list) else [None]
        return all(isinstance(row, str) or (isinstance(row, dict) and _alike(row, {})) for row in rows)
    return _is_plain(value)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
