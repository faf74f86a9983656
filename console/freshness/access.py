"""Who checks records, and which record a path means."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Depends
from fastapi.responses import RedirectResponse

from accounts.models import Role
from connectors.web.house import House
from console.guard import Visitor, role
from foundation.errors import NotFoundError
from knowledge.editing import Content, Subject

ROOT = "/console/freshness"
Checker = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]
Kind = Literal["guide", "service"]


async def served(house: House, service_id: str) -> Content:
    """What people get of a service now. Raises NotFoundError."""
    content = await house.editing.served(Subject("service", service_id))
    if content is None:
        raise NotFoundError("This record is not there any more.")
    return content


def onward(**query: str) -> RedirectResponse:
    """Back to the list; `done="…"` lets it say what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{ROOT}?{urlencode(query)}" if query else ROOT, 303)


def record_path(kind: str, identifier: str) -> str:
    """The address of a record's form."""
    return f"/console/guides/{identifier}/it" if kind == "guide" else f"/console/knowledge/services/{identifier}"
