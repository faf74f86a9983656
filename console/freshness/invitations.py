"""Organizations confirm their own record: staff make a signed link, the organization answers, staff decide."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from accounts.audit import record as audit
from connectors.web.house import House
from console.freshness.access import ROOT, Checker, onward
from console.freshness.offers import FIELDS, LONGEST, asked, merged
from console.freshness.routes import today
from console.guard import Identifier, TheHouse
from console.oidc_state import console_key
from console.origin import same_origin
from console.templates import page
from foundation.database import reading
from foundation.errors import NotFoundError
from knowledge.editing import Content, Editor, Subject
from knowledge.freshness import proposals, service

router = APIRouter(include_in_schema=False)
Word = Annotated[str, Form()]


async def _served(house: House, record_id: str) -> Content:
    content = await house.editing.served(Subject("service", record_id))
    if content is None:
        raise NotFoundError("This record is not there any more.")
    return content


@router.post(f"{ROOT}/service/{{identifier}}/invite")
async def invite(identifier: Identifier, request: Request, visitor: Checker, house: TheHouse) -> Response:
    """A link to send to the organization: good for a month, for one answer, without an account."""
    content = await _served(house, identifier)
    async with house.sessions.begin() as session:
        invitation = await proposals.invite(session, "service", identifier, visitor.name)
        await audit(session, visitor.account_id, "service.invited", identifier)
    token = proposals.token_of(invitation, console_key(house.settings.home))
    link = f"{str(request.base_url).rstrip('/')}/confirm/{token}"
    return page(request, "freshness/pages/invited.html", visitor, link=link, content=content, ends=invitation.ends_at)


@router.post(f"{ROOT}/offers/{{identifier}}")
async def decide(
    identifier: Identifier, visitor: Checker, house: TheHouse, accepted: Annotated[bool, Form()]
) -> Response:
    """Take what an organization sent into the record, with its name as who checked it; or leave it."""
    async with house.sessions.begin() as session:
        offer = await proposals.decide(session, identifier, accepted)
        await audit(session, visitor.account_id, f"service.offer_{'taken' if accepted else 'left'}", offer.record_id)
    if not accepted:
        return onward(done="offer_left")
    subject, content = Subject("service", offer.record_id), await _served(house, offer.record_id)
    changed = merged(content, offer.content)
    if changed != content:
        editor = Editor(visitor.account_id, visitor.name, coordinator=True)
        held = await house.editing.draft(subject)
        draft = await house.editing.save(subject, changed, held.version if held else 0, editor)
        await house.editing.publish(subject, draft.version, editor)
    async with house.sessions.begin() as session:
        await service.still_true(session, "service", offer.record_id, offer.sender, today())
    return onward(done="offer_taken")


@router.get("/confirm/{token}")
async def confirm(token: str, request: Request, house: TheHouse, done: str = "") -> Response:
    """What the organization sees of its record, with a form for what has changed."""
    if done:
        return page(request, "freshness/pages/thanks.html", None)
    async with reading(house.sessions) as session:
        invitation = await proposals.invitation(session, token, console_key(house.settings.home))
    return _form(request, token, await _served(house, invitation.record_id))


def _form(
    request: Request, token: str, content: Content, values: dict[str, str] | None = None, wrong: str = ""
) -> Response:
    return page(
        request, "freshness/pages/confirm.html", None, 422 if wrong else 200, content=content, token=token,
        values=values or {**asked(content), "sender": "", "word": ""}, longest=LONGEST, wrong=wrong,
    )  # fmt: skip


@router.post("/confirm/{token}")
async def answer(
    token: str,
    request: Request,
    house: TheHouse,
    sender: Word = "",
    word: Word = "",
    phone: Word = "",
    email: Word = "",
    url: Word = "",
    address_1: Word = "",
    hours: Word = "",
) -> Response:
    """Keep what was sent until staff decide; nothing that people see changes by it."""
    same_origin(request)
    sent = dict(zip(FIELDS, (phone, email, url, address_1, hours), strict=True)) | {"sender": sender, "word": word}
    values = {name: value.strip() for name, value in sent.items()}
    async with house.sessions.begin() as session:
        invitation = await proposals.invitation(session, token, console_key(house.settings.home))
        content = await _served(house, invitation.record_id)
        too_long = [name for name, value in values.items() if len(value) > LONGEST[name]]
        faults = house.editing.kinds["service"].faults(merged(content, {name: values[name] for name in FIELDS}))
        wrong = _wrong(values, [*too_long, *(set(faults) & {"email", "url", "phones"})])
        if wrong:
            return _form(request, token, content, values, wrong)
        content_sent = {name: values[name] for name in FIELDS if values[name] != asked(content)[name]}
        await proposals.send(session, invitation, content_sent, values["sender"], values["word"])
    return Response(status_code=303, headers={"Location": f"/confirm/{token}?done=sent"})


def _wrong(values: dict[str, str], fields: list[str]) -> str:
    """The key of the sentence that says what is wrong; empty when all is well."""
    if not values["sender"]:
        return "console.freshness.no_sender"
    return "console.freshness.wrong_field" if fields else ""
