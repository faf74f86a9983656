"""The page "my profile": name, language, password, second factor, sessions."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from accounts import service, sessions
from console.entrance import TheEntrance, address, after_leaving
from console.guard import Identifier, SignedIn, TheHouse, Visitor
from console.templates import fault, page
from foundation.database import reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.languages import CONSOLE_LANGUAGES, languages

router = APIRouter(prefix="/console/profile", include_in_schema=False)
Text = Annotated[str, Form()]


async def _profile(
    request: Request, visitor: Visitor, the_house: TheHouse, error: InvalidInputError | None = None, **kept: str
) -> Response:
    async with reading(the_house.sessions) as session:
        account = await service.get(session, visitor.account_id)
        devices = await sessions.listed(session, visitor.account_id)
    return page(
        request,
        "profile.html",
        visitor,
        status=error.status if error else 200,
        account=account,
        devices=devices,
        name=kept.get("name", account.name),
        language_names=[(code, languages()[code].name) for code in CONSOLE_LANGUAGES],
        faults=fault(error, visitor.language) if error else {},
    )


def _done(what: str) -> Response:
    return RedirectResponse(f"/console/profile?done={what}", 303)


@router.get("")
async def profile(request: Request, visitor: SignedIn, the_house: TheHouse) -> Response:
    """What the console knows of her."""
    return await _profile(request, visitor, the_house)


@router.post("")
async def change(
    request: Request, visitor: SignedIn, the_house: TheHouse, name: Text = "", language: Text = ""
) -> Response:
    """Her name as colleagues see it, and the language of the console."""
    try:
        async with the_house.sessions.begin() as session:
            await service.change_profile(session, visitor.account_id, name, language)
    except InvalidInputError as error:
        return await _profile(request, visitor, the_house, error, name=name)
    return _done("saved")


@router.post("/password")
async def change_password(
    request: Request,
    visitor: SignedIn,
    the_house: TheHouse,
    door: TheEntrance,
    current: Text = "",
    new: Text = "",
) -> Response:
    """Another password; her other sessions end."""
    try:
        async with door.attempts.turn(visitor.email, address(request)):
            await service.change_password(the_house.sessions, visitor.account_id, current, new, visitor.session_id)
    except InvalidInputError as error:
        return await _profile(request, visitor, the_house, error)
    return _done("password_changed")


@router.post("/second-factor/remove")
async def remove_second_factor(
    request: Request, visitor: SignedIn, the_house: TheHouse, door: TheEntrance, password: Text = ""
) -> Response:
    """Take the second factor away; her password is asked once more."""
    try:
        async with door.attempts.turn(visitor.email, address(request)):
            await service.remove_second_factor(the_house.sessions, visitor.account_id, password)
    except InvalidInputError as error:
        return await _profile(request, visitor, the_house, error)
    return _done("second_factor_removed")


@router.post("/sessions/{session_id}/end")
async def end_session(session_id: Identifier, visitor: SignedIn, the_house: TheHouse, door: TheEntrance) -> Response:
    """Sign off one of her devices."""
    async with the_house.sessions.begin() as session:
        if not await sessions.end(session, visitor.account_id, session_id):
            raise NotFoundError("There is no such session.")
    await after_leaving(the_house, door, visitor.account_id)
    return _done("session_ended")
