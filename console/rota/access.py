"""Who may see the rota and change what of it."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import RedirectResponse
from pydantic import AfterValidator

from accounts.models import Role
from console.guard import Visitor, role
from foundation.errors import ForbiddenError, NotFoundError

OfTheRota = Annotated[Visitor, Depends(role(Role.MEDIATOR, Role.ADMIN))]
Coordinator = Annotated[Visitor, Depends(role(Role.ADMIN))]


def _printable(identifier: str) -> str:
    # PostgreSQL refuses a NUL in any text.
    if not identifier.isprintable():
        raise NotFoundError("There is no such thing.")
    return identifier


Identifier = Annotated[str, AfterValidator(_printable)]


def may_change(account_id: Identifier, visitor: OfTheRota) -> Visitor:
    """Who may change the hours of the path's account: she herself, and an admin. Raises ForbiddenError."""
    if visitor.role is not Role.ADMIN and visitor.account_id != account_id:
        raise ForbiddenError("These are the hours of somebody else.")
    return visitor


Changer = Annotated[Visitor, Depends(may_change)]


def onward(path: str, done: str) -> RedirectResponse:
    """To another page, which says what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{path}?done={done}", 303)
