"""`…/review`: somebody else reads a draft against what is served, and publishes it or sends it back."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from accounts import audit
from accounts.models import Role
from connectors.web.house import House
from console.forms import texts_in
from console.guard import Identifier, TheHouse, Visitor
from console.guides.access import EditorOfGuides, editor_of, onward, path_of, seen_in
from console.guides.shown import live_parts, titles_of
from console.guides.work import Work, work_on
from console.templates import page
from foundation.errors import ConflictError, ForbiddenError, InvalidInputError
from knowledge.editing import IN_REVIEW, Draft
from knowledge.editing.differences import differences
from knowledge.guides.content import ORIGINAL
from knowledge.guides.service import is_outdated

router = APIRouter(prefix="/{topic}/{language}")


def _valid_translations(work: Work) -> int:
    """How many translations a change of the Italian makes out of date."""
    texts = work.guide.texts if work.guide else []
    original = next((text for text in texts if text.language == ORIGINAL), None)
    rest = [text for text in texts if text.language != ORIGINAL]
    return sum(not is_outdated(text, original) for text in rest) if original else 0


def _may_publish(visitor: Visitor, draft: Draft) -> bool:
    """A coordinator always; an editor what somebody else has finished."""
    finished = draft.state == IN_REVIEW and draft.author_id != visitor.account_id
    return finished or visitor.role is Role.ADMIN


async def _page(
    request: Request, visitor: Visitor, house: House, work: Work, status: int = 200, trouble: str = ""
) -> Response:
    draft = work.draft
    if draft is None:
        return RedirectResponse(path_of(work.subject), 303)
    found = differences(work.served, draft.content)
    return page(
        request,
        "guides/pages/review.html",
        visitor,
        status,
        **titles_of(work),
        **await live_parts(house, work, draft.content),
        draft=draft,
        in_review=draft.state == IN_REVIEW,
        differences=found,
        words_changed=any(row.field.startswith("sections") for row in found),
        may_publish=_may_publish(visitor, draft),
        valid_translations=_valid_translations(work) if work.is_original else 0,
        trouble=trouble,
    )


@router.get("/review")
async def show(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """What the draft changes; without a draft, the form."""
    return await _page(request, visitor, house, await work_on(house, topic, language))


@router.post("/publish")
async def publish(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """Serve it. The small correction is a choice of the Italian's; missing facts of a translation ask for a tick."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    if not work.is_original and form.get("italian") != work.italian_hash:
        return await _page(request, visitor, house, work, 409, "console.guides.italian_changed")
    draft = work.draft
    if draft is not None and not _may_publish(visitor, draft):
        raise ForbiddenError("Somebody else publishes it, once it was sent for review.")
    missing = draft is not None and any(row.missing for row in work.compared(draft.content))
    if missing and "facts_checked" not in form:
        return await _page(request, visitor, house, work, 422, "console.guides.facts_unchecked")
    small = work.is_original and form.get("validity") == "small"
    try:
        revision = await house.editing.publish(
            work.subject, seen_in(form.get("seen")), editor_of(visitor), small, over="over" in form
        )
    except ConflictError as error:
        changed = "served" if "served" in error.facts else "meanwhile"
        work = await work_on(house, topic, language)
        return await _page(request, visitor, house, work, 409, f"console.guides.changed_{changed}")
    except InvalidInputError:
        return await _page(request, visitor, house, work, 422, "console.guides.faults_left")
    async with house.sessions.begin() as session:
        details = {"number": revision.number, "small_correction": small}
        await audit.record(session, visitor.account_id, "guide.published", f"{topic}/{language}", **details)
    return onward(path_of(work.subject), "guide_published")


@router.post("/send-back")
async def send_back(
    topic: Identifier, language: Identifier, request: Request, visitor: EditorOfGuides, house: TheHouse
) -> Response:
    """Return it to its author, with a word on what is missing."""
    work, form = await work_on(house, topic, language), texts_in(await request.form())
    if not form.get("note"):
        return await _page(request, visitor, house, work, 422, "console.guides.note_missing")
    try:
        await house.editing.send_back(work.subject, seen_in(form.get("seen")), form["note"][:2000])
    except ConflictError:
        work = await work_on(house, topic, language)
        return await _page(request, visitor, house, work, 409, "console.guides.changed_meanwhile")
    async with house.sessions.begin() as session:
        await audit.record(session, visitor.account_id, "guide.sent_back", f"{topic}/{language}")
    return onward("/console/guides", "guide_sent_back")
