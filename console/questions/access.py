"""Who may read the questions and who may do something about them."""

from typing import Annotated

from fastapi import Depends, Path, Query
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import SignedIn, Visitor, role

__all__ = [
    "Changer",
    "Count",
    "Number",
    "QuestionNumber",
    "Reader",
    "Short",
    "SynonymNumber",
    "may_change",
    "onward",
]

# Mediators read what people ask; editors and coordinators answer it.
Reader = SignedIn
Changer = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]
# A value of a list's filter, a page or a period, a count, a row in a path (numbers that fit the database's integers).
Short = Annotated[str, Query(max_length=40)]
Number = Annotated[int, Query(ge=1, le=100_000)]
Count = Annotated[int, Query(ge=0, le=100_000)]
QuestionNumber = Annotated[int, Path(ge=1, le=2_147_483_647)]
SynonymNumber = QuestionNumber


def may_change(visitor: Visitor) -> bool:
    """Whether a page shows the visitor what can be done."""
    return visitor.role in (Role.EDITOR, Role.ADMIN)


def onward(path: str, done: str) -> RedirectResponse:
    """To another page, which says what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{path}?done={done}", 303)
