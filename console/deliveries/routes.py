"""`/console/deliveries`: for coordinators, whether the bot works, and what did not arrive or perhaps twice."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from accounts.models import Role
from connectors.telegram import repository
from console.guard import TheHouse, Visitor, role
from console.templates import page
from foundation.clock import now
from foundation.database import reading

router = APIRouter(include_in_schema=False)
Coordinator = Annotated[Visitor, Depends(role(Role.ADMIN))]


@router.get("/console/deliveries")
async def show(request: Request, visitor: Coordinator, house: TheHouse) -> Response:
    """The bots and the list, newest first; nothing of what was said."""
    async with reading(house.sessions) as session:
        bots = await repository.connectors(session)
        rows = await repository.failures(session)
    return page(request, "deliveries/pages/deliveries.html", visitor, bots=bots, rows=rows, present=now())
