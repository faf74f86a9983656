"""Two pages between the password and the console: the second factor, and a password of her own."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from accounts import repository, service
from accounts.models import Account
from accounts.second_factor import is_secret, new_secret, otpauth_address, qr_image
from console.entrance import TheEntrance, address, check_code
from console.failures import Onward, local_path
from console.guard import Identified, TheHouse, Visitor
from console.templates import fault, page
from foundation.database import reading
from foundation.errors import InvalidInputError, SecondFactorError, TooManyFailuresError

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form()]


async def _account(the_house: TheHouse, visitor: Visitor) -> Account:
    async with reading(the_house.sessions) as session:
        return await service.get(session, visitor.account_id)


def _code_page(
    request: Request,
    visitor: Visitor,
    account: Account,
    onward: str,
    secret: str = "",
    error: InvalidInputError | TooManyFailuresError | None = None,
) -> Response:
    """The form for a code; with a QR code where the account has no second factor yet."""
    enrolling = account.second_factor_secret is None
    secret = (secret if is_secret(secret) else new_secret()) if enrolling else ""
    too_many = isinstance(error, TooManyFailuresError)
    return page(
        request,
        "second_factor.html",
        visitor,
        status=error.status if error else 200,
        onward=onward,
        secret=secret,
        grouped=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        image=qr_image(otpauth_address(secret, account.email)) if enrolling else "",
        failure="console.sign_in.too_many_failures" if too_many else "",
        faults=fault(error, visitor.language) if isinstance(error, InvalidInputError) else {},
    )


@router.get("/console/second-factor")
async def code_page(request: Request, visitor: Identified, the_house: TheHouse, onward: Onward = "") -> Response:
    """Where she gives the code of her second factor, or sets one up."""
    account = await _account(the_house, visitor)
    if account.second_factor_secret and not isinstance(visitor.pending, SecondFactorError):
        return RedirectResponse("/console/profile", 303)
    return _code_page(request, visitor, account, local_path(onward))


@router.post("/console/second-factor")
async def give_code(
    request: Request,
    visitor: Identified,
    the_house: TheHouse,
    door: TheEntrance,
    code: Text = "",
    secret: Text = "",
    onward: Text = "",
) -> Response:
    """Take the code of the second factor, or confirm a new one by its first code."""
    account = await _account(the_house, visitor)
    try:
        async with door.attempts.turn(account.email, address(request)):
            if account.second_factor_secret:
                check_code(door, account, code)
            else:
                door.second_factors.confirm(account.id, secret, code)
    except (InvalidInputError, TooManyFailuresError) as error:
        return _code_page(request, visitor, account, local_path(onward), secret, error)
    door.attempts.forget(account.email)
    async with the_house.sessions.begin() as session:
        if account.second_factor_secret:
            await repository.mark_second_factor(session, visitor.session_id)
        else:
            await service.set_second_factor(session, account.id, secret, visitor.session_id)
    return RedirectResponse(local_path(onward), 303)


@router.get("/console/new-password")
async def new_password_page(request: Request, visitor: Identified, onward: Onward = "") -> Response:
    """Where she chooses a password of her own in place of the one she was given."""
    return _new_password(request, visitor, local_path(onward))


def _new_password(request: Request, visitor: Visitor, onward: str, error: InvalidInputError | None = None) -> Response:
    if isinstance(visitor.pending, SecondFactorError):
        raise visitor.pending
    if visitor.pending is None:
        return RedirectResponse("/console/profile", 303)
    faults = fault(error, visitor.language) if error else {}
    status = error.status if error else 200
    return page(request, "new_password.html", visitor, status=status, onward=onward, faults=faults)


@router.post("/console/new-password")
async def choose_password(
    request: Request,
    visitor: Identified,
    the_house: TheHouse,
    current: Text = "",
    new: Text = "",
    onward: Text = "",
) -> Response:
    """Take the password she has chosen; her other sessions end."""
    if isinstance(visitor.pending, SecondFactorError):
        raise visitor.pending
    try:
        await service.change_password(the_house.sessions, visitor.account_id, current, new, visitor.session_id)
    except InvalidInputError as error:
        return _new_password(request, visitor, local_path(onward), error)
    return RedirectResponse(local_path(onward), 303)
