"""Who is at the door of the console, and what she may enter.

Routes declare `SignedIn` or `Annotated[Visitor, Depends(role(Role.ADMIN))]`. What is refused becomes JSON for the
API and a page or the way to the sign-in under `/console` (`console/failures.py`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import APIKeyCookie
from pydantic import AfterValidator

from accounts import sessions
from accounts.models import Account, AccountSession, Role
from connectors.web.house import House, house
from console.origin import same_origin
from foundation.catalogue import FALLBACK
from foundation.errors import (
    ApprodoError,
    ForbiddenError,
    NewPasswordError,
    NotFoundError,
    SecondFactorError,
    SignedOutError,
)
from foundation.languages import CONSOLE_LANGUAGES

COOKIE = "approdo_session"


def _printable(identifier: str) -> str:
    # PostgreSQL refuses a NUL in any text.
    if not identifier.isprintable():
        raise NotFoundError("There is no such thing.")
    return identifier


# An id in a path, as it comes from outside.
Identifier = Annotated[str, AfterValidator(_printable)]
TheHouse = Annotated[House, Depends(house)]
# Reads nothing (the guard does): it tells the documentation of the interface how one signs in.
_documented = APIKeyCookie(name=COOKIE, auto_error=False, description="Set by POST /api/v1/session.")


@dataclass(frozen=True)
class Visitor:
    """Who sent the request. `pending` is what she has to do before she may see anything else."""

    account_id: str
    name: str
    email: str
    role: Role
    language: str
    session_id: str
    pending: ApprodoError | None = None


def _pending(account: Account, session: AccountSession) -> ApprodoError | None:
    wanted = account.second_factor_required or account.second_factor_secret is not None
    if wanted and not session.second_factor_passed:
        return SecondFactorError("Give the code of your second factor.")
    if account.password_temporary:
        return NewPasswordError("Choose a password of your own first.")
    return None


async def identified(request: Request, the_house: TheHouse) -> Visitor:
    """Who holds the cookie, even where she has not done all to enter. Raises SignedOutError, ForbiddenError."""
    same_origin(request)
    token = request.cookies.get(COOKIE, "")
    found = await sessions.find(the_house.sessions, token) if token else None
    if found is None:
        raise SignedOutError("Sign in first.")
    account, session = found
    language = account.language if account.language in CONSOLE_LANGUAGES else FALLBACK
    role, pending = Role(account.role), _pending(account, session)
    visitor = Visitor(account.id, account.name, account.email, role, language, session.id, pending)
    request.state.visitor, request.state.language = visitor, language
    return visitor


async def signed_in(
    visitor: Annotated[Visitor, Depends(identified)], _documented: Annotated[str | None, Depends(_documented)]
) -> Visitor:
    """Who sent the request, all done to enter. Raises SignedOutError, SecondFactorError, NewPasswordError."""
    if visitor.pending:
        raise visitor.pending
    return visitor


Identified = Annotated[Visitor, Depends(identified)]
SignedIn = Annotated[Visitor, Depends(signed_in)]


def role(*allowed: Role) -> Callable[[Visitor], Awaitable[Visitor]]:
    """A dependency that lets only these roles in. Raises ForbiddenError for the others."""

    async def allowed_only(visitor: SignedIn) -> Visitor:
        if visitor.role not in allowed:
            raise ForbiddenError("Your account may not do this.")
        return visitor

    return allowed_only


def give_cookie(request: Request, response: Response, token: str) -> None:
    """Put the session's token into the browser, until it is closed."""
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https")


def take_cookie(request: Request, response: Response) -> None:
    """Take it out again."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https")
