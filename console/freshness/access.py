"""Who checks records, and which record a path means."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import Visitor, role

ROOT = "/console/freshness"
Checker = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]
Kind = Literal["guide", "service"]


def onward(**query: str) -> RedirectResponse:
    """Back to the list; `done="…"` lets it say what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{ROOT}?{urlencode(query)}" if query else ROOT, 303)


def record_path(kind: str, identifier: str) -> str:
    """The address of a record's form."""
    return f"/console/guides/{identifier}/it" if kind == "guide" else f"/console/knowledge/services/{identifier}"
