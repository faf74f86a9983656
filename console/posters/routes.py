"""`/console/posters`: a poster with the QR code of the bot, to be printed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from connectors.telegram import repository
from connectors.telegram.deep_links import Beginning, link
from connectors.telegram.posters import poster, spoken_languages
from connectors.web.house import House
from console.guard import SignedIn, TheHouse
from console.templates import HEADERS, page
from foundation.database import reading
from foundation.errors import NotFoundError
from foundation.languages import languages as known_languages
from foundation.topics import topics
from knowledge.guides.service import titles

router = APIRouter(prefix="/console/posters", include_in_schema=False)
Town = Annotated[str, Query(max_length=120)]
Topic = Annotated[str, Query(max_length=40)]
Begins = Annotated[str, Query(max_length=8)]
Languages = Annotated[list[str], Query(max_length=20)]


@dataclass(frozen=True)
class Wish:
    """A poster that was asked for; `known` is False where the town is none that is known."""

    beginning: Beginning
    town: str
    spoken: list[str]
    known: bool = True


def _wish(house: House, town: str, topic: str, begins: str, wanted: list[str]) -> Wish:
    place = house.assistant.gazetteer.by_name(town) if town.strip() else None
    spoken = [code for code in spoken_languages() if code in wanted] or spoken_languages()
    beginning = Beginning(
        place.code if place else None,
        begins if begins in spoken_languages() else None,
        topic if topic in topics() and topics()[topic].has_guide else None,
    )
    return Wish(beginning, place.name if place else "", spoken, bool(place) or not town.strip())


async def _username(house: House) -> str:
    async with reading(house.sessions) as session:
        return next((row.username for row in await repository.connectors(session) if row.username), "")


@router.get("")
async def show(
    request: Request,
    visitor: SignedIn,
    house: TheHouse,
    town: Town = "",
    topic: Topic = "",
    begins: Begins = "",
    languages: Languages = [],  # noqa: B006 - FastAPI makes a new list for each request
) -> Response:
    """The form, and the poster once it was asked for."""
    wish, username = _wish(house, town, topic, begins, languages), await _username(house)
    async with reading(house.sessions) as session:
        names = await titles(session, visitor.language)
    asked = "town" in request.query_params and wish.known and username
    return page(
        request,
        "posters/pages/posters.html",
        visitor,
        username=username,
        town=town,
        wish=wish,
        topics=sorted(names.items(), key=lambda row: row[1]),
        spoken=[known_languages()[code] for code in spoken_languages()],
        poster=f"/console/posters/poster.svg?{request.query_params}" if asked else "",
        address=link(username, wish.beginning),
        faults={} if wish.known else {"town": True},
    )


@router.get("/poster.svg")
async def image(
    visitor: SignedIn,
    house: TheHouse,
    town: Town = "",
    topic: Topic = "",
    begins: Begins = "",
    languages: Languages = [],  # noqa: B006 - FastAPI makes a new list for each request
) -> Response:
    """The poster itself, one A4 page. 404 while the bot is not known."""
    username = await _username(house)
    if not username:
        raise NotFoundError("Telegram is not connected.")
    wish = _wish(house, town, topic, begins, languages)
    drawn = poster(username, wish.beginning, wish.spoken, wish.town)
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS)
