"""From two texts that were written at once one draft: from each field the one that was chosen, or both."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from console.forms import texts_in
from console.guard import TheHouse
from console.knowledge import conflict, organization_form, publishing, service_form
from console.knowledge.access import ARecord, Record, Writer, editor, onward
from foundation.errors import ConflictError, InvalidInputError
from knowledge.editing import Content
from knowledge.editing.kind import fingerprint

router = APIRouter(include_in_schema=False)


@router.post("/{area}/{identifier}/merge")
async def merge(request: Request, visitor: Writer, house: TheHouse, record: ARecord) -> Response:
    """Save what was chosen from both as the draft; publish it where that was what the conflict stopped."""
    form = await request.form()
    fields, seen = texts_in(form), conflict.version(form)
    mine = _sound(record, str(form.get("mine", "")))
    draft, served = await house.editing.draft(record.subject), await house.editing.served(record.subject)
    over = fields.get("served", "")
    theirs = served if over or draft is None else draft.content
    moved = (draft.version if draft else 0) != seen or (over and over != fingerprint(served))
    if moved or theirs is None:
        facts: dict[str, Any] = {"served": served} if over else {}
        again = ConflictError("It was changed once more in the meantime.", **facts)
        return await conflict.show(request, visitor, house, record, mine, again)
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
