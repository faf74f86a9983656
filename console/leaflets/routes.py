"""`/console/leaflets`: a guide or a town's services as a PDF to print."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from connectors.web.house import House
from console.guard import SignedIn, TheHouse
from console.templates import HEADERS, page
from foundation.database import now, reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.languages import languages as known_languages
from knowledge.guides.service import titles
from knowledge.leaflets.leaflets import guide_sheets, town_sheets
from knowledge.leaflets.printing import printed
from knowledge.leaflets.sheet import Sheet

router = APIRouter(prefix="/console/leaflets", include_in_schema=False)
Topic = Annotated[str, Query(max_length=40)]
Town = Annotated[str, Query(max_length=120)]
Languages = Annotated[list[str], Query(max_length=20)]


@router.get("")
async def show(request: Request, visitor: SignedIn, house: TheHouse, wrong: str = "") -> Response:
    """The form; `wrong` where what was asked for cannot be printed."""
    async with reading(house.sessions) as session:
        names = await titles(session, visitor.language)
    return page(
        request,
        "leaflets/pages/leaflets.html",
        visitor,
        422 if wrong else 200,
        topics=sorted(names.items(), key=lambda row: row[1]),
        spoken=[row for row in known_languages().values() if row.answered],
        wrong=wrong,
    )


@router.get("/leaflet.pdf")
async def leaflet(
    request: Request,
    visitor: SignedIn,
    house: TheHouse,
    topic: Topic = "",
    town: Town = "",
    languages: Languages = [],  # noqa: B006 - FastAPI makes a new list for each request
) -> Response:
    """The PDF; the form again, with what is wrong, where there is none."""
    site = str(request.base_url).rstrip("/")
    try:
        sheets = await _sheets(house, topic, town, languages, site)
        pdf = await asyncio.to_thread(printed, sheets)
    except (InvalidInputError, NotFoundError):
        return await show(request, visitor, house, "none")
    name = f'inline; filename="approdo-{topic or "servizi"}.pdf"'
    # A browser's own viewer of PDF needs its frame.
    headers = {key: value for key, value in HEADERS.items() if key != "Content-Security-Policy"}
    return Response(pdf, media_type="application/pdf", headers=headers | {"Content-Disposition": name})


async def _sheets(house: House, topic: str, town: str, languages: list[str], site: str) -> list[Sheet]:
    spoken = [code for code, row in known_languages().items() if code in languages and row.answered]
    gazetteer = house.assistant.gazetteer
    async with reading(house.sessions) as session:
        if not town.strip():
            return await guide_sheets(session, topic, spoken, site, now())
        place = gazetteer.by_name(town)
        if place is None:
            raise NotFoundError("There is no such town.", town=town)
        return await town_sheets(session, gazetteer, place, spoken, site, now())
