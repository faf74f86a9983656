"""The pages at the door: sign in, sign out, and the first page."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from console.entrance import TheEntrance, begin, leave, prove
from console.failures import Onward, local_path
from console.guard import Identified, SignedIn, TheHouse, identified, take_cookie
from console.navigation import entries
from console.origin import same_origin
from console.templates import page
from foundation.errors import ApprodoError, SignedOutError, TooManyFailuresError, WrongCredentialsError

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form()]


@router.get("/console")
async def first_page(request: Request, visitor: SignedIn) -> Response:
    """The first part of the console that this visitor may enter."""
    return RedirectResponse(entries(request.app, visitor.role)[0].path, 303)


def _sign_in_page(request: Request, onward: str, email: str = "", failure: ApprodoError | None = None) -> Response:
    return page(
        request,
        "sign_in.html",
        None,
        status=failure.status if failure else 200,
        email=email,
        onward=onward,
        failure=f"console.sign_in.{failure.code}" if failure else "",
        # Where the organisation's own identity provider is asked, or empty.
        provider=f"/console/oidc/start?{urlencode({'next': onward})}" if request.app.state.entrance.provider else "",
    )


@router.get("/console/sign-in")
async def sign_in_page(request: Request, the_house: TheHouse, onward: Onward = "") -> Response:
    """The form; who is signed in already goes on."""
    try:
        await identified(request, the_house)
    except SignedOutError:
        return _sign_in_page(request, local_path(onward))
    return RedirectResponse(local_path(onward), 303)


@router.post("/console/sign-in", dependencies=[Depends(same_origin)])
async def sign_in(
    request: Request, the_house: TheHouse, door: TheEntrance, email: Text = "", password: Text = "", onward: Text = ""
) -> Response:
    """Prove who you are; the second factor is asked for on the next page."""
    try:
        account, passed = await prove(request, the_house, door, email, password, None)
    except (WrongCredentialsError, TooManyFailuresError) as failure:
        return _sign_in_page(request, local_path(onward), email, failure)
    response = RedirectResponse(local_path(onward), 303)
    await begin(request, response, the_house, account, passed)
    return response


@router.post("/console/sign-out")
async def sign_out(request: Request, visitor: Identified, the_house: TheHouse, door: TheEntrance) -> Response:
    """End this session."""
    await leave(the_house, door, visitor.account_id, visitor.session_id)
    response = RedirectResponse("/console/sign-in?done=signed_out", 303)
    take_cookie(request, response)
    return response
