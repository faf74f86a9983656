"""Publishing a draft and sending it for review, with the page for what is in the way."""

from typing import Any

from fastapi import Request, Response

from accounts import audit
from connectors.web.house import House
from console.guard import Visitor
from console.knowledge import conflict
from console.knowledge.access import Record, editor, onward
from console.knowledge.held import held, show
from foundation.errors import ConflictError, InvalidInputError


async def publish(
    request: Request, visitor: Visitor, house: House, record: Record, version: int, over: bool = False
) -> Response:
    """Serve the draft from now on; the form with its faults, or both texts where another one is served meanwhile."""
    try:
        revision = await house.editing.publish(record.subject, version, editor(visitor), over=over)
    except InvalidInputError as error:
        return await _with_faults(request, visitor, house, record, error)
    except ConflictError as error:
        mine = await house.editing.draft(record.subject)
        return await conflict.show(request, visitor, house, record, mine.content if mine else None, error)
    await noted(house, visitor, record, "published", version=revision.number)
    return onward(record.path, done="record_published")


async def submit(request: Request, visitor: Visitor, house: House, record: Record, version: int) -> Response:
    """Ask somebody else to look at the draft."""
    try:
        await house.editing.submit(record.subject, version)
    except InvalidInputError as error:
        return await _with_faults(request, visitor, house, record, error)
    await noted(house, visitor, record, "submitted")
    return onward(record.path, done="record_submitted")


async def _with_faults(
    request: Request, visitor: Visitor, house: House, record: Record, error: InvalidInputError
) -> Response:
    facts: dict[str, Any] = error.facts
    found = await held(house, record)
    return await show(request, visitor, house, record, found, faults=facts["faults"], status=422)


async def noted(house: House, visitor: Visitor, record: Record, act: str, **details: object) -> None:
    """Leave a line in the audit trail."""
    async with house.sessions.begin() as session:
        subject = f"{record.subject.kind}:{record.subject.id}"
        await audit.record(session, visitor.account_id, f"knowledge.{act}", subject, **details)
