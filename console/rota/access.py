"""Who may see the rota and change what of it."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import Identifier, Visitor, role
from foundation.errors import ForbiddenError

__all__ = ["Changer", "Coordinator", "Identifier", "OfTheRota", "may_change", "onward"]

OfTheRota = Annotated[Visitor, Depends(role(Role.MEDIATOR, Role.ADMIN))]
Coordinator = Annotated[Visitor, Depends(role(Role.ADMIN))]


def may_change(account_id: Identifier, visitor: OfTheRota) -> Visitor:
    """Who may change the hours of the path's account: she herself, and an admin. Raises ForbiddenError."""
    if visitor.role is not Role.ADMIN and visitor.account_id != account_id:
        raise ForbiddenError("These are the hours of somebody else.")
    return visitor


Changer = Annotated[Visitor, Depends(may_change)]


def onward(path: str, done: str) -> RedirectResponse:
    """To another page, which says what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{path}?done={done}", 303)
