"""`/console/rota`: the week of everybody, and "I am away now"."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from accounts import audit
from accounts.models import Role
from console.guard import TheHouse
from console.rota import ambiti, mediator
from console.rota.access import Changer, Identifier, OfTheRota, onward
from console.rota.names import long_date
from console.rota.week import days, members, monday_of
from console.templates import page
from conversations.rota import service, territories
from foundation.clock import now, today
from foundation.database import reading

router = APIRouter(prefix="/console/rota", include_in_schema=False)


@router.get("")
async def show_week(request: Request, visitor: OfTheRota, the_house: TheHouse, week: str = "") -> Response:
    """Who is there on which day of a week, and who is there now."""
    async with reading(the_house.sessions) as session:
        colleagues = await service.colleagues(session)
        names = {ambito.id: ambito.name for ambito in await territories.ambiti(session)}
    day, locale = today(), visitor.language
    monday, this_monday = monday_of(week, day), monday_of("", day)
    everybody = members(colleagues, names, now(), locale)
    return page(
        request,
        "rota/pages/week.html",
        visitor,
        days=days(colleagues, monday, day, locale),
        monday=long_date(monday, locale),
        earlier=monday - timedelta(days=7),
        later=monday + timedelta(days=7),
        this_week=monday == this_monday,
        members=everybody,
        own=next((one for one in everybody if one.account_id == visitor.account_id), None),
        coordinates=visitor.role is Role.ADMIN,
    )


@router.post("/mediators/{account_id}/away")
async def set_away(
    account_id: Identifier,
    visitor: Changer,
    the_house: TheHouse,
    away: Annotated[bool, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """ "I am away now", or "I am back"; `back` is `mediator` where the button stood on her own page."""
    async with the_house.sessions.begin() as session:
        await service.set_away(session, account_id, away)
        await audit.record(session, visitor.account_id, "rota.away" if away else "rota.back", account_id)
    path = f"/console/rota/mediators/{account_id}" if back == "mediator" else "/console/rota"
    return onward(path, "rota_away" if away else "rota_back")


router.include_router(ambiti.router)
router.include_router(mediator.router)
