"""`/console/rota/mediators/{account}`: what one mediator can do, her week, the days that differ from it."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from accounts import audit
from connectors.web.house import House
from console.forms import texts_in
from console.guard import TheHouse, Visitor
from console.rota import forms
from console.rota.access import Changer, Identifier, onward
from console.rota.choices import Draft, draft_of, shown
from console.templates import page
from conversations.rota import service
from conversations.rota.checks import Fault
from foundation.database import reading
from foundation.errors import InvalidInputError

router = APIRouter(prefix="/mediators/{account_id}")
_PATH = "/console/rota/mediators/"


async def _page(
    request: Request,
    visitor: Visitor,
    the_house: House,
    account_id: str,
    faults: Sequence[Fault] = (),
    typed: Draft | None = None,
) -> Response:
    """The page; after a refusal with what was `typed` in the refused form, and what is wrong there."""
    async with reading(the_house.sessions) as session:
        colleague = await service.colleague(session, account_id)
        draft = (typed or Draft()).over(draft_of(colleague))
        context = await shown(session, colleague, draft, visitor.language)
    return page(
        request,
        "rota/pages/mediator.html",
        visitor,
        422 if faults else 200,
        faults=forms.sentences(faults, visitor.language),
        person=colleague,
        own=account_id == visitor.account_id,
        **context,
    )


@router.get("")
async def show_mediator(account_id: Identifier, request: Request, visitor: Changer, the_house: TheHouse) -> Response:
    """What is known of her, as forms."""
    return await _page(request, visitor, the_house, account_id)


@router.post("/profile")
async def save_profile(account_id: Identifier, request: Request, visitor: Changer, the_house: TheHouse) -> Response:
    """Her languages, topics and ambiti anew."""
    form = await request.form()
    languages, topics, ambiti = (tuple(forms.chosen(form, name)) for name in ("languages", "topics", "ambiti"))
    try:
        async with the_house.sessions.begin() as session:
            await service.save_profile(session, account_id, languages, topics, ambiti, forms.seen(form))
            await audit.record(session, visitor.account_id, "rota.profile_saved", account_id)
    except InvalidInputError as error:
        typed = Draft(languages=languages, topics=topics, ambiti=ambiti)
        return await _page(request, visitor, the_house, account_id, forms.faults_of(error), typed)
    return onward(_PATH + account_id, "rota_profile")


@router.post("/week")
async def save_week(account_id: Identifier, request: Request, visitor: Changer, the_house: TheHouse) -> Response:
    """Her week anew."""
    form = await request.form()
    fields = texts_in(form)
    shifts, faults = forms.read_week(fields)
    if not faults:
        try:
            async with the_house.sessions.begin() as session:
                await service.save_week(session, account_id, shifts, forms.seen(form))
                await audit.record(session, visitor.account_id, "rota.week_saved", account_id)
        except InvalidInputError as error:
            faults = forms.faults_of(error)
    if faults:
        return await _page(request, visitor, the_house, account_id, faults, Draft(week=fields))
    return onward(_PATH + account_id, "rota_week")


@router.post("/exceptions")
async def add_exception(account_id: Identifier, request: Request, visitor: Changer, the_house: TheHouse) -> Response:
    """Days that differ from her week."""
    fields = texts_in(await request.form())
    days, faults = forms.read_exception(fields)
    if days is not None:
        try:
            async with the_house.sessions.begin() as session:
                await service.add_exception(session, account_id, days, fields.get("note", ""))
                await audit.record(session, visitor.account_id, "rota.exception_added", account_id)
        except InvalidInputError as error:
            faults = forms.faults_of(error)
    if faults:
        return await _page(request, visitor, the_house, account_id, faults, Draft(exception=fields))
    return onward(_PATH + account_id, "rota_exception")


@router.post("/exceptions/{identifier}/remove")
async def remove_exception(
    account_id: Identifier, identifier: Identifier, visitor: Changer, the_house: TheHouse
) -> Response:
    """Take one back."""
    async with the_house.sessions.begin() as session:
        await service.remove_exception(session, account_id, identifier)
        await audit.record(session, visitor.account_id, "rota.exception_removed", account_id)
    return onward(_PATH + account_id, "rota_exception_removed")
