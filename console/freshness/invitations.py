"""Organizations confirm their own record: staff make a signed link, and decide on what comes back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from accounts.audit import record as audit
from connectors.web.house import House
from console.freshness.access import ROOT, Checker, onward, served
from console.freshness.offers import merged
from console.freshness.routes import due_page
from console.guard import Identifier, TheHouse, Visitor
from console.oidc_state import console_key
from console.templates import page
from foundation.clock import today
from foundation.database import reading
from knowledge.editing import Editor, Subject
from knowledge.freshness import proposals, service
from knowledge.freshness.models import Proposal

router = APIRouter(prefix=ROOT, include_in_schema=False)


@router.post("/service/{identifier}/invite")
async def invite(identifier: Identifier, request: Request, visitor: Checker, house: TheHouse) -> Response:
    """A link to send to the organization: good for a month, for one answer, without an account."""
    content = await served(house, identifier)
    async with house.sessions.begin() as session:
        invitation = await proposals.invite(session, "service", identifier, visitor.name)
        await audit(session, visitor.account_id, "service.invited", identifier)
    token = proposals.token_of(invitation, console_key(house.settings.home))
    link = f"{str(request.base_url).rstrip('/')}/confirm/{token}"
    return page(request, "freshness/pages/invited.html", visitor, link=link, content=content, ends=invitation.ends_at)


@router.post("/offers/{identifier}")
async def decide(
    identifier: Identifier, request: Request, visitor: Checker, house: TheHouse, accepted: Annotated[bool, Form()]
) -> Response:
    """Take what an organization sent into the record, with its name as who checked it; or leave it.

    What cannot be taken now goes on waiting, and the list says why.
    """
    async with reading(house.sessions) as session:
        offer = await proposals.undecided(session, identifier)
    hindrance = await _take(house, visitor, offer) if accepted else ""
    if hindrance:
        return await due_page(request, visitor, house, wrong=hindrance)
    async with house.sessions.begin() as session:
        await proposals.decide(session, identifier, accepted)
        await audit(session, visitor.account_id, f"service.offer_{'taken' if accepted else 'left'}", offer.record_id)
        if accepted:
            await service.still_true(session, "service", offer.record_id, offer.sender, today())
    return onward(done="offer_taken" if accepted else "offer_left")


async def _take(house: House, visitor: Visitor, offer: Proposal) -> str:
    """Publish what an organization sent; the key of the sentence that says what hinders it, else empty."""
    subject, content = Subject("service", offer.record_id), await served(house, offer.record_id)
    changed = merged(content, offer.content)
    if changed == content:
        return ""
    # Somebody's draft is never overwritten, and a record that could not be served is not published.
    if await house.editing.draft(subject):
        return "console.freshness.offer_draft"
    if house.editing.kind(subject).faults(changed):
        return "console.freshness.offer_faults"
    editor = Editor(visitor.account_id, visitor.name, coordinator=True)
    draft = await house.editing.save(subject, changed, 0, editor)
    await house.editing.publish(subject, draft.version, editor)
    return ""
