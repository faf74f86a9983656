"""`/servizi`: the active services of each province as plain pages, for people, search engines and other portals."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from connectors.web.assets import render
from connectors.web.directory.cards import card
from connectors.web.directory.pace import paced
from connectors.web.directory.provinces import PROVINCES
from connectors.web.house import House, house
from connectors.web.reader import page_language
from foundation.database import reading
from foundation.errors import NotFoundError
from knowledge.exporting import held
from knowledge.exporting.schema_org import graph
from knowledge.exporting.territory import repository

router = APIRouter(prefix="/servizi", tags=["pages"], dependencies=[Depends(paced)], include_in_schema=False)
TheHouse = Annotated[House, Depends(house)]
# The page of services that have no town.
ELSEWHERE = "regione"
_A_PAGE = 50


@router.get("")
def index(request: Request) -> Response:
    """The provinces."""
    rows = [(code.lower(), name) for code, name in PROVINCES.items()]
    return render(request, "provinces.html", provinces=rows, elsewhere=ELSEWHERE)


@router.get("/{province}")
async def province_page(
    request: Request, the_house: TheHouse, province: str, page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> Response:
    """The services of a province by town, a page at a time."""
    code = "" if province == ELSEWHERE else province.upper()
    if code and code not in PROVINCES:
        raise NotFoundError("There is no such province in Lombardy.")
    async with reading(the_house.sessions) as session:
        offset = (page - 1) * _A_PAGE
        if code:
            found, total = await repository.services_by_town(session, code, offset, _A_PAGE)
        else:
            found, total = await repository.services_elsewhere(session, offset, _A_PAGE)
        services = await held.services(session, found)
    language = page_language(request)
    return render(
        request,
        "services.html",
        province=PROVINCES.get(code, ""),
        path=province,
        total=total,
        page=page,
        pages=max(1, ceil(total / _A_PAGE)),
        cards=[card(service, language, code) for service in services],
        graph=graph(services),
    )
