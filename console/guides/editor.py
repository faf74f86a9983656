"""`/console/guides/{topic}/{language}`: the form of a text, and what its buttons do."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from accounts import audit
from connectors.web.house import House
from console.forms import texts_in
from console.guard import Identifier, TheHouse, Visitor
from console.guides.access import EditorOfGuides, editor_of, onward, path_of, seen_in
from console.guides.forms import read_content
from console.guides.proposal import proposed
from console.guides.shown import editor_page, live_parts, titles_of
from console.guides.work import Work, keep, work_on
from console.templates import page
from foundation.catalogue import message
from foundation.clock import ROME, now
from foundation.errors import ConflictError
from knowledge.editing import Content
from knowledge.guides.faults import guide_faults

router = APIRouter(prefix="/{topic}/{language}")


@router.get("")
async def show(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """The form with the draft, or with what is served."""
    return await editor_page(request, visitor, house, await work_on(house, topic, language))


@router.post("")
async def act(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """One of the buttons: `save`, `submit` (for review), `review` (to where it is published), `propose`."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    wish, seen = form.get("act", "save"), seen_in(form.get("seen"))
    content = read_content(work.subject, form, read=wish in ("submit", "review"))
    done, trouble = f"guide_{'proposed' if wish == 'propose' else 'saved'}", ""
    if wish == "propose":
        content, trouble = await proposed(house.assistant.translation, work, content)
    try:
        version = await keep(house.editing, work, content, seen, editor_of(visitor))
    except ConflictError as error:
        return await editor_page(request, visitor, house, work, content, status=409, theirs=error.facts)
    if trouble:
        work = await work_on(house, topic, language)
        return await editor_page(request, visitor, house, work, content, trouble=trouble)
    if wish in ("submit", "review"):
        return await _towards_review(request, visitor, house, work, content, version, form)
    return onward(path_of(work.subject), done if version else "guide_unchanged")


async def _towards_review(
    request: Request,
    visitor: Visitor,
    house: House,
    work: Work,
    content: Content,
    version: int,
    form: Mapping[str, str],
) -> Response:
    if faults := guide_faults(content):
        work = await work_on(house, work.subject.id, work.subject.language)
        return await editor_page(request, visitor, house, work, content, faults, 422)
    if version == 0:
        return onward(path_of(work.subject), "guide_unchanged")
    if form["act"] == "review":
        return RedirectResponse(path_of(work.subject, "review"), 303)
    try:
        await house.editing.submit(work.subject, version, form.get("note", "")[:2000])
    except ConflictError as error:
        return await editor_page(request, visitor, house, work, content, status=409, theirs=error.facts)
    return onward(path_of(work.subject, "review"), "guide_submitted")


@router.post("/autosave")
async def autosave(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> JSONResponse:
    """Keep what is typed, without a word to anybody: the draft's new `version`, or 409 with who was first."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    content = read_content(work.subject, form)
    try:
        version = await keep(house.editing, work, content, seen_in(form.get("seen")), editor_of(visitor))
    except ConflictError as error:
        said = message("console.guides.conflict_soon", visitor.language, author=error.facts.get("author") or "—")
        return JSONResponse({"sentence": said}, 409)
    said = message("console.guides.autosaved", visitor.language, time=f"{now().astimezone(ROME):%H:%M:%S}")
    return JSONResponse({"version": version, "sentence": said})


@router.post("/glance")
async def glance(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """Preview, readability and comparison of what is typed, as a piece of the page; nothing is kept."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    content = read_content(work.subject, form)
    known: dict[str, Any] = titles_of(work) | await live_parts(house, work, content)
    return page(request, "guides/pages/live.html", visitor, **known)


@router.post("/drop")
async def drop(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """Forget the draft; what is served stays."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    try:
        await house.editing.drop(work.subject, seen_in(form.get("seen")))
    except ConflictError:
        work = await work_on(house, topic, language)
        return await editor_page(request, visitor, house, work, status=409, trouble="console.guides.changed_meanwhile")
    async with house.sessions.begin() as session:
        await audit.record(session, visitor.account_id, "guide.draft_dropped", f"{topic}/{language}")
    return onward(path_of(work.subject), "guide_dropped")
