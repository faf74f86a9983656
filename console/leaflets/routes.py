"""`/console/leaflets`: a guide or a town's services as a PDF to print."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from connectors.web.house import House
from console.guard import SignedIn, TheHouse, Visitor
from console.templates import HEADERS, page
from foundation.catalogue import message
from foundation.clock import now
from foundation.database import reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.languages import languages as known_languages
from knowledge.guides.service import titles
from knowledge.leaflets.leaflets import guide_sheets, town_sheets
from knowledge.leaflets.printing import printed
from knowledge.leaflets.sheet import Sheet

router = APIRouter(prefix="/console/leaflets", include_in_schema=False)


class Wish(BaseModel):
    """What is to be printed: a guide, or the services of `town` where one is named; a page for each language."""

    topic: str = Field("", max_length=40)
    town: str = Field("", max_length=120)
    languages: list[str] = Field([], max_length=20)


Wished = Annotated[Wish, Query()]


@router.get("")
async def show(request: Request, visitor: SignedIn, house: TheHouse) -> Response:
    """The form."""
    return await _form(request, visitor, house, Wish(languages=[visitor.language]))


async def _form(
    request: Request, visitor: Visitor, house: House, wish: Wish, faults: dict[str, str] | None = None
) -> Response:
    async with reading(house.sessions) as session:
        names = await titles(session, visitor.language)
    return page(
        request,
        "leaflets/pages/leaflets.html",
        visitor,
        422 if faults else 200,
        topics=sorted(names.items(), key=lambda row: row[1]),
        spoken=[row for row in known_languages().values() if row.answered],
        wish=wish,
        faults={name: message(key, visitor.language) for name, key in (faults or {}).items()},
    )


@router.get("/leaflet.pdf")
async def leaflet(request: Request, visitor: SignedIn, house: TheHouse, wish: Wished) -> Response:
    """The PDF; where there is none the form again, as it was filled in, with what is wrong."""
    faults = {}
    if wish.town.strip() and house.assistant.gazetteer.by_name(wish.town) is None:
        faults["town"] = "console.try.town_unknown"
    if not _spoken(wish):
        faults["languages"] = "console.leaflets.no_language"
    if faults:
        return await _form(request, visitor, house, wish, faults)
    try:
        pdf = await asyncio.to_thread(printed, await _sheets(house, wish, str(request.base_url).rstrip("/")))
    except (InvalidInputError, NotFoundError):
        return await _form(request, visitor, house, wish, {"whole": "console.leaflets.none"})
    name = f'inline; filename="approdo-{"servizi" if wish.town.strip() else wish.topic}.pdf"'
    # A browser's own viewer of PDF needs its frame.
    headers = {key: value for key, value in HEADERS.items() if key != "Content-Security-Policy"}
    return Response(pdf, media_type="application/pdf", headers=headers | {"Content-Disposition": name})


def _spoken(wish: Wish) -> list[str]:
    return [code for code, row in known_languages().items() if code in wish.languages and row.answered]


async def _sheets(house: House, wish: Wish, site: str) -> list[Sheet]:
    gazetteer = house.assistant.gazetteer
    place = gazetteer.by_name(wish.town) if wish.town.strip() else None
    async with reading(house.sessions) as session:
        if place is None:
            return await guide_sheets(session, wish.topic, _spoken(wish), site, now())
        return await town_sheets(session, gazetteer, place, _spoken(wish), site, now())
