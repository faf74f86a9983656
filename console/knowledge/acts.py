"""What is done to a record at one press: dropped, sent back, switched off and on, deleted."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from console.guard import TheHouse
from console.knowledge.access import ROOT, ARecord, Writer, editor, onward
from console.knowledge.conflict import version
from console.knowledge.held import held, show
from console.knowledge.publishing import noted
from foundation.catalogue import message
from foundation.database import reading
from foundation.errors import ConflictError, NotFoundError
from knowledge.directory.removal import remove
from knowledge.directory.switching import switch
from knowledge.guides.service import titles

router = APIRouter(prefix="/{area}/{identifier}", include_in_schema=False)
Note = Annotated[str, Form(max_length=2_000)]


@router.post("/drop")
async def drop(request: Request, visitor: Writer, house: TheHouse, record: ARecord) -> Response:
    """Forget the draft."""
    found = await held(house, record)
    await house.editing.drop(record.subject, version(await request.form()))
    await noted(house, visitor, record, "draft_dropped")
    return onward(record.path if found.served else ROOT, done="record_draft_dropped")


@router.post("/send-back")
async def send_back(request: Request, visitor: Writer, house: TheHouse, record: ARecord, note: Note = "") -> Response:
    """Return a draft that waits for review to its author, with a word."""
    await house.editing.send_back(record.subject, version(await request.form()), note)
    await noted(house, visitor, record, "sent_back")
    return onward(record.path, done="record_sent_back")


@router.post("/status")
async def set_status(
    request: Request, visitor: Writer, house: TheHouse, record: ARecord, offered: Annotated[bool, Form()] = False
) -> Response:
    """Switch a service off, or on again."""
    if record.area != "services":
        raise NotFoundError("Only a service can be switched off.")
    kind, status = house.editing.kind(record.subject), "active" if offered else "inactive"
    try:
        async with house.sessions.begin() as session:
            await switch(session, kind, record.subject, status, editor(visitor))
    except ConflictError as error:
        return await _refused(request, visitor, house, record, error)
    await noted(house, visitor, record, "switched_on" if offered else "switched_off")
    return onward(record.path, done="record_switched_on" if offered else "record_switched_off")


@router.post("/delete")
async def delete(request: Request, visitor: Writer, house: TheHouse, record: ARecord) -> Response:
    """Delete the record where nothing points to it; its versions stay."""
    try:
        async with house.sessions.begin() as session:
            await remove(session, house.editing.kind(record.subject), record.subject)
    except ConflictError as error:
        return await _refused(request, visitor, house, record, error)
    await noted(house, visitor, record, "deleted")
    return onward(ROOT, done="record_deleted")


async def _refused(
    request: Request, visitor: Writer, house: TheHouse, record: ARecord, error: ConflictError
) -> Response:
    facts: dict[str, Any] = error.facts
    async with reading(house.sessions) as session:
        names = await titles(session, visitor.language)
    guides = ", ".join(f"“{names.get(topic, topic)}”" for topic in facts.get("topics", []))
    refusal = message(f"console.record.stands_{facts['reason']}", visitor.language, guides=guides)
    found = await held(house, record)
    return await show(request, visitor, house, record, found, refusal=refusal, status=409)
