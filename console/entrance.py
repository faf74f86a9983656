"""Coming in and going out: what the sign-in page, the API and the identity provider have in common."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request, Response

from accounts import audit, service, sessions
from accounts.models import Account
from accounts.second_factor import SecondFactors
from connectors.web.house import House
from console.attempts import Attempts
from console.device import device_name
from console.guard import COOKIE, give_cookie
from foundation.database import reading


class Provider(Protocol):
    """What is used of authlib's client for an identity provider."""

    async def authorize_redirect(self, request: Request, redirect_uri: str) -> Response:
        """The way to the provider."""

    async def authorize_access_token(self, request: Request) -> dict[str, Any]:
        """What the provider says of her, once she comes back: checked for state, nonce, signature and issuer."""

    async def userinfo(self, token: dict[str, Any]) -> dict[str, Any]:
        """What the provider's page about her says to who has the token."""


SignOffHook = Callable[[str], Awaitable[None]]


@dataclass
class Entrance:
    """What the door remembers while the app runs.

    `sign_off_hooks` are called with an account's id once no session of it is left. `provider` is the organisation's
    own identity provider, where one is configured.
    """

    attempts: Attempts
    provider: Provider | None = None
    second_factors: SecondFactors = field(default_factory=SecondFactors)
    sign_off_hooks: list[SignOffHook] = field(default_factory=list)


def entrance(request: Request) -> Entrance:
    """The door of the running app, for routes."""
    found: Entrance = request.app.state.entrance
    return found


TheEntrance = Annotated[Entrance, Depends(entrance)]


def address(request: Request) -> str:
    """The network address a request comes from; behind a reverse proxy the one it names."""
    return request.client.host if request.client else ""


async def prove(
    request: Request, the_house: House, door: Entrance, email: str, password: str, code: str | None
) -> tuple[Account, bool]:
    """Whose e-mail and password these are, and whether the code of her second factor was given with them.

    Raises WrongCredentialsError, InvalidInputError for a wrong code, TooManyFailuresError.
    """
    known = service.normalised_email(email)
    async with door.attempts.turn(known, address(request)):
        account = await service.authenticate(the_house.sessions, known, password)
        passed = bool(account.second_factor_secret and code)
        if account.second_factor_secret and code:
            check_code(door, account, code)
    if passed or not account.second_factor_secret:
        door.attempts.forget(known)
    return account, passed


def check_code(door: Entrance, account: Account, code: str) -> None:
    """Raise InvalidInputError unless `code` is right and new."""
    door.second_factors.confirm(account.id, account.second_factor_secret or "", code)


async def begin(request: Request, response: Response, the_house: House, account: Account, passed: bool) -> None:
    """Start a session for a proved account and put it into the browser; the one it held before ends."""
    held = request.cookies.get(COOKIE, "")
    device = device_name(request.headers.get("user-agent", ""))
    async with the_house.sessions.begin() as session:
        if held:
            await sessions.end_by_token(session, held)
        token = await sessions.start(session, account.id, device, passed)
        await audit.record(session, account.id, "sign_in", account.id)
    give_cookie(request, response, token)


async def leave(the_house: House, door: Entrance, account_id: str, session_id: str) -> None:
    """End one session."""
    async with the_house.sessions.begin() as session:
        await sessions.end(session, account_id, session_id)
        await audit.record(session, account_id, "sign_off", account_id)
    await after_leaving(the_house, door, account_id)


async def after_leaving(the_house: House, door: Entrance, account_id: str) -> None:
    """Call the hooks when the account is signed in nowhere any more."""
    async with reading(the_house.sessions) as session:
        remaining = await sessions.listed(session, account_id)
    for hook in door.sign_off_hooks if not remaining else ():
        await hook(account_id)
