"""`/confirm/…`: what an organization sees of its record by its signed link, and what it sends. No account is needed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.house import House
from console.freshness.access import served
from console.freshness.offers import FIELDS, LONGEST, asked, merged
from console.guard import TheHouse
from console.oidc_state import console_key
from console.origin import same_origin
from console.templates import page, visitor_language
from foundation.catalogue import message
from foundation.database import reading
from foundation.errors import NotFoundError
from knowledge.editing import Content, Subject
from knowledge.freshness import proposals
from knowledge.freshness.models import Proposal

router = APIRouter(prefix="/confirm", include_in_schema=False)
Word = Annotated[str, Form()]


def _sent(
    sender: Word = "", word: Word = "", phone: Word = "", email: Word = "", url: Word = "", address_1: Word = "",
    hours: Word = "",
) -> dict[str, str]:  # fmt: skip
    values = {"sender": sender, "word": word, "phone": phone, "email": email, "url": url, "address_1": address_1}
    return {name: value.strip() for name, value in (values | {"hours": hours}).items()}


async def _invited(session: AsyncSession, house: House, token: str) -> tuple[Proposal, Content]:
    """The invitation a link carries, and the record it is for. Raises NotFoundError."""
    invitation = await proposals.invitation(session, token, console_key(house.settings.home))
    return invitation, await served(house, invitation.record_id)


@router.get("/{token}")
async def confirm(token: str, request: Request, house: TheHouse, done: str = "") -> Response:
    """What the organization sees of its record, with a form for what has changed."""
    if done:
        return page(request, "freshness/pages/thanks.html", None)
    try:
        async with reading(house.sessions) as session:
            _, content = await _invited(session, house, token)
    except NotFoundError:
        return _gone(request)
    return _form(request, token, content, {**asked(content), "sender": "", "word": ""}, {})


@router.post("/{token}")
async def answer(
    token: str, request: Request, house: TheHouse, values: Annotated[dict[str, str], Depends(_sent)]
) -> Response:
    """Keep what was sent until staff decide; nothing that people see changes by it."""
    same_origin(request)
    try:
        async with house.sessions.begin() as session:
            invitation, content = await _invited(session, house, token)
            faults = _faults(house, invitation, content, values)
            if faults:
                return _form(request, token, content, values, faults)
            changed = {name: values[name] for name in FIELDS if values[name] != asked(content)[name]}
            await proposals.send(session, invitation, changed, values["sender"], values["word"])
    except NotFoundError:
        return _gone(request)
    return Response(status_code=303, headers={"Location": f"/confirm/{token}?done=sent"})


def _faults(house: House, invitation: Proposal, content: Content, values: dict[str, str]) -> dict[str, str]:
    """By field, the key of the sentence that says what is wrong with what was sent."""
    sent = {name: values[name] for name in FIELDS}
    found = house.editing.kind(Subject("service", invitation.record_id)).faults(merged(content, sent))
    # A record has several numbers; an organization sees the first one.
    fields = {"email": "email", "url": "url", "phone-0-number": "phone", "address_1": "address_1"}
    faults = {fields[name]: key for name, key in found.items() if name in fields}
    faults |= {name: "console.edit.too_long" for name, value in values.items() if len(value) > LONGEST[name]}
    return faults if values["sender"] else faults | {"sender": "console.freshness.no_sender"}


def _form(request: Request, token: str, content: Content, values: dict[str, str], faults: dict[str, str]) -> Response:
    language = visitor_language(request, None)
    told = {name: message(key, language) for name, key in faults.items()}
    return page(
        request, "freshness/pages/confirm.html", None, 422 if faults else 200, content=content, token=token,
        values=values, longest=LONGEST, faults=told,
    )  # fmt: skip


def _gone(request: Request) -> Response:
    return page(request, "freshness/pages/gone.html", None, 404)
