"""`/console/knowledge/{services|organizations}/{id}`: the form of a record, saved, sent for review, published."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData

from connectors.web.house import House
from console.forms import texts_in
from console.guard import TheHouse, Visitor
from console.knowledge import conflict
from console.knowledge.access import ROOT, AnArea, ARecord, Reader, Record, Writer, editor, onward
from console.knowledge.held import Held, held, read_form, show
from console.knowledge.publishing import publish, submit
from console.templates import page
from foundation.database import reading
from foundation.errors import ConflictError
from knowledge.directory.listing.repository import organization_page
from knowledge.directory.listing.service import found
from knowledge.directory.listing.wish import Wish
from knowledge.editing import Content, Draft

router = APIRouter(include_in_schema=False)
_MOST_FIELDS = 4_000
_MOST_OWNERS = 20


@router.get("/{area}/new")
async def begin(
    request: Request,
    visitor: Writer,
    house: TheHouse,
    area: AnArea,
    organization: Annotated[str, Query(max_length=40)] = "",
    search: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The form of a new record; before a new service the page that asks for its organization."""
    path = f"{ROOT}/{area}/{uuid4()}"
    if area == "organizations":
        return onward(path, new="organization")
    if organization:
        return onward(path, new=organization)
    async with reading(house.sessions) as session:
        wish = await found(session, "organizations", search, Wish(), house.assistant.gazetteer)
        owners = await organization_page(session, wish, _MOST_OWNERS, 0)
    return page(request, "knowledge/pages/owner.html", visitor, search=search, owners=owners)


@router.get("/{area}/{identifier}")
async def show_record(
    request: Request,
    visitor: Reader,
    house: TheHouse,
    record: ARecord,
    new: Annotated[str, Query(max_length=40)] = "",
    check: bool = False,
) -> Response:
    """The form, with the draft where there is one; `check` shows at once what is wrong with it."""
    the_record = await held(house, record, new)
    faults = house.editing.kind(record.subject).faults(the_record.content) if check else {}
    return await show(request, visitor, house, record, the_record, faults=faults)


@router.post("/{area}/{identifier}")
async def save_record(request: Request, visitor: Writer, house: TheHouse, record: ARecord) -> Response:
    """Keep what was typed as the draft; `act` says what becomes of it then (publish, submit, preview)."""
    form = await request.form(max_fields=_MOST_FIELDS)
    fields = texts_in(form)
    before = await held(house, record, fields.get("new") or fields.get("organization_id", ""))
    content = read_form(house, record, form, before.content)
    wants_data = request.headers.get("accept", "").startswith("application/json")
    if content == before.served and before.draft is None:
        return JSONResponse({"version": 0}) if wants_data else onward(record.path, done="record_nothing_changed")
    try:
        draft = await _saved(house, record, visitor, form, before, content)
    except ConflictError as error:
        if wants_data:
            raise
        return await conflict.show(request, visitor, house, record, content, error)
    if wants_data:
        return JSONResponse({"version": draft.version})
    return await _then(request, visitor, house, record, draft, fields.get("act", ""))


async def _saved(
    house: House, record: Record, visitor: Visitor, form: FormData, before: Held, content: Content
) -> Draft:
    """The draft with this content; saved only where it says something new."""
    seen = conflict.version(form)
    if before.draft and before.version == seen and before.draft.content == content:
        return before.draft
    return await house.editing.save(record.subject, content, seen, editor(visitor))


async def _then(request: Request, visitor: Visitor, house: House, record: Record, draft: Draft, act: str) -> Response:
    if act == "publish":
        return await publish(request, visitor, house, record, draft.version)
    if act == "submit":
        return await submit(request, visitor, house, record, draft.version)
    if act == "preview":
        return onward(f"{record.path}/preview")
    return onward(record.path, done="record_draft_saved")
