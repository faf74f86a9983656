"""The desk's page (`/console/desk`): the frame and all its words; its scripts fill it from the calls."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from connectors.web.house import House
from console.desk.api import OnDesk
from console.guard import TheHouse, Visitor
from console.templates import page
from conversations.desk.canned import PLACEHOLDERS
from conversations.inbox import MAXIMUM_LENGTH
from foundation.catalogue import FALLBACK, catalogue
from foundation.database import reading
from foundation.languages import languages
from foundation.topics import topics
from knowledge.guides.service import titles

router = APIRouter(include_in_schema=False)
_AREA = "console.desk."


def texts(language: str) -> dict[str, str]:
    """The desk's sentences by the rest of their keys, as they stand in the catalogue: the scripts fill them."""
    rows = {**catalogue(FALLBACK), **catalogue(language)}
    return {key.removeprefix(_AREA): sentence for key, sentence in rows.items() if key.startswith(_AREA)}


def topic_names(known: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """A name for every topic: its guide's title, or the desk's own word where no guide can be."""
    return {topic: known.get(topic) or words.get(f"topic.{topic}", topic) for topic in topics()}


async def page_data(house: House, visitor: Visitor) -> dict[str, Any]:
    """What the scripts of the page have to know before their first call."""
    words = texts(visitor.language)
    async with reading(house.sessions) as session:
        known = await titles(session, visitor.language)
    return {
        "account": visitor.account_id,
        "language": visitor.language,
        "texts": words,
        "topics": topic_names(known, words),
        "languages": [{"code": row.code, "name": row.name, "direction": row.direction} for row in languages().values()],
        "placeholders": sorted(PLACEHOLDERS),
        "longest": MAXIMUM_LENGTH,
    }


@cache
def modules() -> list[str]:
    """The addresses under which the page's scripts import each other: fetched at once, not one after the other."""
    names = sorted(path.name for path in (Path(__file__).parent / "static").glob("desk-*.js"))
    return [f"/console/assets/{name}" for name in names]


@router.get("/console/desk")
async def desk_page(request: Request, visitor: OnDesk, house: TheHouse) -> Response:
    """The queue and the conversations."""
    data = await page_data(house, visitor)
    return page(request, "desk/pages/desk.html", visitor, data=data, modules=modules())
