"""`…/history`: everything a record was, who wrote it and when, two of them compared, one restored as a draft."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response

from connectors.web.house import House
from console.guard import TheHouse, Visitor
from console.knowledge.access import WRITERS, ARecord, Reader, Record, Writer, editor, onward
from console.knowledge.conflict import version
from console.knowledge.publishing import noted
from console.knowledge.telling import Words, field_name, tell
from console.templates import page
from foundation.errors import NotFoundError
from knowledge.editing import Content, Draft, Revision
from knowledge.editing.differences import Difference, differences

router = APIRouter(prefix="/{area}/{identifier}/history", include_in_schema=False)
Which = Annotated[str, Query(max_length=10)]
# What stands for a number where a version has none.
DRAFT, SERVED = "draft", "served"


@router.get("")
async def show_history(
    request: Request,
    visitor: Reader,
    house: TheHouse,
    record: ARecord,
    before: Annotated[str, Query(alias="from", max_length=10)] = "",
    after: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Response:
    """All versions, the newest first; and what differs between two: numbers, `served`, or `draft`."""
    revisions, draft = await house.editing.history(record.subject), await house.editing.draft(record.subject)
    served = await house.editing.served(record.subject)
    if not revisions and not draft and served is None:
        raise NotFoundError("There is no such record.")
    found = _contents(revisions, draft, served)
    compared = before in found and after in found
    return page(
        request,
        "knowledge/pages/history.html",
        visitor,
        record=record,
        revisions=revisions,
        draft=draft,
        served=served,
        title=(draft.content if draft else served or revisions[0].content).get("name", ""),
        before=before,
        after=after,
        writes=visitor.role in WRITERS,
        differences=await _told(house, record, found[before], found[after], visitor) if compared else None,
    )


def _contents(revisions: list[Revision], draft: Draft | None, served: Content | None) -> dict[str, Content | None]:
    found: dict[str, Content | None] = {str(row.number): row.content for row in revisions}
    return found | ({DRAFT: draft.content} if draft else {}) | {SERVED: served}


async def _told(
    house: House, record: Record, before: Content | None, after: Content | None, visitor: Visitor
) -> list[Difference]:
    """The differences of two contents as people read them, each under the name of its field."""
    words = await Words.of(house, visitor.language)
    told = [tell(content, words) if content else {} for content in (before, after)]
    return [
        Difference(field_name(record, row.field, visitor.language), row.pieces) for row in differences(told[0], told[1])
    ]


@router.post("/restore")
async def restore(
    request: Request, visitor: Writer, house: TheHouse, record: ARecord, number: Annotated[int, Form(ge=1, le=10**6)]
) -> Response:
    """Make an old version the draft; the draft that is there has to have been seen."""
    seen = version(await request.form())
    await house.editing.restore(record.subject, number, seen, editor(visitor))
    await noted(house, visitor, record, "restored", version=number)
    return onward(record.path, done="record_restored")
