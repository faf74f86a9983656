"""The pages "people": a coordinator adds accounts, changes them and ends them."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from accounts import management, passwords, repository, service, sessions
from accounts.models import Account, Role
from console.entrance import TheEntrance, after_leaving
from console.guard import Identifier, TheHouse, Visitor, role
from console.templates import fault, page
from foundation.catalogue import message
from foundation.database import reading
from foundation.errors import InvalidInputError

router = APIRouter(prefix="/console/accounts", include_in_schema=False)
Coordinator = Annotated[Visitor, Depends(role(Role.ADMIN))]
Text = Annotated[str, Form()]
# A box that is not ticked is not sent.
Ticked = Annotated[bool, Form()]


def _asked_role(value: str) -> Role:
    return Role(value) if value in set(Role) else Role.MEDIATOR


def _roles(visitor: Visitor) -> list[tuple[str, str, str]]:
    """Every role with its name and what it may do, the most frequent first."""
    order = (Role.MEDIATOR, Role.EDITOR, Role.ADMIN)
    keys = [(one.value, f"console.role.{one}", f"console.role.{one}_can") for one in order]
    return [(value, message(name, visitor.language), message(can, visitor.language)) for value, name, can in keys]


@router.get("")
async def everybody(request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """Everybody who has an account."""
    async with reading(the_house.sessions) as session:
        people = await repository.all_accounts(session)
    return page(request, "accounts.html", visitor, people=people)


def _new_page(request: Request, visitor: Visitor, error: InvalidInputError | None = None, **kept: object) -> Response:
    faults = fault(error, visitor.language) if error else {}
    known = {"email": "", "name": "", "role": Role.MEDIATOR, "external": False} | kept
    provider = request.app.state.entrance.provider is not None
    status = error.status if error else 200
    context = known | {"faults": faults, "provider": provider, "roles": _roles(visitor)}
    return page(request, "account_new.html", visitor, status=status, **context)


@router.get("/new")
async def new_page(request: Request, visitor: Coordinator) -> Response:
    """The form for another person."""
    return _new_page(request, visitor)


@router.post("/new")
async def add(
    request: Request,
    visitor: Coordinator,
    the_house: TheHouse,
    email: Text = "",
    name: Text = "",
    role: Text = "",
    external: Ticked = False,
) -> Response:
    """Add an account; its one-time password is shown once, on the page that answers."""
    password = passwords.generated_password()
    password_hash = None if external else await passwords.hashed(password)
    asked = _asked_role(role)
    try:
        async with the_house.sessions.begin() as session:
            account = await service.create_account(
                session, email, name, asked, password_hash, temporary=not external, by=visitor.account_id
            )
    except InvalidInputError as error:
        return _new_page(request, visitor, error, email=email, name=name, role=asked, external=external)
    if external:
        return RedirectResponse("/console/accounts?done=account_added", 303)
    return page(request, "account_password.html", visitor, account=account, password=password)


async def _one(
    request: Request,
    visitor: Visitor,
    the_house: TheHouse,
    account_id: str,
    error: InvalidInputError | None = None,
) -> Response:
    async with reading(the_house.sessions) as session:
        account = await service.get(session, account_id)
        devices = await sessions.listed(session, account_id)
    faults = fault(error, visitor.language) if error else {}
    status = error.status if error else 200
    context = {"account": account, "devices": devices, "roles": _roles(visitor), "faults": faults}
    return page(request, "account.html", visitor, status=status, **context)


@router.get("/{account_id}")
async def one(account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """One account."""
    return await _one(request, visitor, the_house, account_id)


async def _change(
    request: Request,
    visitor: Visitor,
    the_house: TheHouse,
    account_id: str,
    work: Callable[[AsyncSession], Awaitable[object]],
) -> Response:
    """Do something with an account, and go back to its page."""
    try:
        async with the_house.sessions.begin() as session:
            await work(session)
    except InvalidInputError as error:
        return await _one(request, visitor, the_house, account_id, error)
    await after_leaving(the_house, request.app.state.entrance, account_id)
    return RedirectResponse(f"/console/accounts/{account_id}?done=saved", 303)


@router.post("/{account_id}/role")
async def change_role(
    account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse, role: Text = ""
) -> Response:
    """Another role."""
    asked = _asked_role(role)

    async def work(session: AsyncSession) -> None:
        await management.change_role(session, account_id, asked, visitor.account_id)

    return await _change(request, visitor, the_house, account_id, work)


@router.post("/{account_id}/active")
async def change_active(
    account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse, active: Ticked = False
) -> Response:
    """May she sign in?"""

    async def work(session: AsyncSession) -> None:
        act = management.activate if active else management.deactivate
        await act(session, account_id, visitor.account_id)

    return await _change(request, visitor, the_house, account_id, work)


@router.post("/{account_id}/second-factor")
async def require_second_factor(
    account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse, required: Ticked = False
) -> Response:
    """Must she have a second factor?"""

    async def work(session: AsyncSession) -> None:
        await management.require_second_factor(session, account_id, required, visitor.account_id)

    return await _change(request, visitor, the_house, account_id, work)


@router.post("/{account_id}/second-factor/reset")
async def reset_second_factor(
    account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse
) -> Response:
    """For a lost telephone."""

    async def work(session: AsyncSession) -> None:
        await management.reset_second_factor(session, account_id, visitor.account_id)

    return await _change(request, visitor, the_house, account_id, work)


@router.post("/{account_id}/sessions/end")
async def end_sessions(account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """Sign her off everywhere."""

    async def work(session: AsyncSession) -> None:
        await management.end_sessions(session, account_id, visitor.account_id)

    return await _change(request, visitor, the_house, account_id, work)


@router.post("/{account_id}/password")
async def reset_password(
    account_id: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse, door: TheEntrance
) -> Response:
    """For a forgotten password: a one-time password, shown once; all her sessions end."""
    password = passwords.generated_password()
    password_hash = await passwords.hashed(password)
    async with the_house.sessions.begin() as session:
        account: Account = await service.get(session, account_id)
        await management.reset_password(session, account_id, password_hash, visitor.account_id)
    door.attempts.forget(account.email)
    await after_leaving(the_house, door, account_id)
    return page(request, "account_password.html", visitor, account=account, password=password)
