"""`…/history`: everything a text was; any two compared; an old one taken back as a draft."""

from fastapi import APIRouter, Request, Response

from console.forms import texts_in
from console.guard import Identifier, TheHouse
from console.guides.access import EditorOfGuides, editor_of, onward, path_of, seen_in
from console.guides.shown import titles_of
from console.guides.work import work_on
from console.templates import page
from foundation.errors import ConflictError
from knowledge.editing.differences import differences

router = APIRouter(prefix="/{topic}/{language}")


@router.get("/history")
async def show(
    topic: Identifier,
    language: Identifier,
    request: Request,
    visitor: EditorOfGuides,
    house: TheHouse,
    before: str = "",
    after: str = "",
    changed: str = "",
) -> Response:
    """The versions, and what differs between two of them: the newest two unless others are asked for."""
    work = await work_on(house, topic, language)
    rows = await house.editing.history(work.subject)
    by_number = {row.number: row for row in rows}
    newest = [row.number for row in rows[:2]]
    new = by_number.get(seen_in(after)) or by_number.get(newest[0] if newest else 0)
    old = by_number.get(seen_in(before)) or by_number.get(newest[-1] if newest else 0)
    return page(
        request,
        "guides/pages/history.html",
        visitor,
        **titles_of(work),
        rows=rows,
        old=old,
        new=new,
        differences=differences(old.content, new.content) if old and new else [],
        trouble="console.guides.changed_meanwhile" if changed else "",
    )


@router.post("/restore")
async def restore(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """Make an old version the draft; a draft that is there is replaced, which the page says before."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    number, seen = seen_in(form.get("number")), seen_in(form.get("seen"))
    try:
        await house.editing.restore(work.subject, number, seen, editor_of(visitor))
    except ConflictError:
        return await show(topic, language, request, visitor, house, changed="1")
    return onward(path_of(work.subject), "guide_restored")
