"""Services that may be the same as the one being written, told while it is typed; and the town that is meant."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from console.guard import TheHouse
from console.knowledge.access import ROOT, Reader
from console.knowledge.fields import town_code
from foundation.catalogue import message
from foundation.database import reading
from foundation.text import cleaned
from knowledge.directory.duplicates import Likeness, Written, likenesses
from knowledge.editing import Content

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Query(max_length=300)]
_GUESSES = 3


async def doubles_of(session: AsyncSession, identifier: str, content: Content, language: str) -> list[dict[str, str]]:
    """What may be the same as this service, as it is shown: `path`, `name`, `organization`, `same` in words."""
    place = content.get("location") or {}
    written = Written(
        identifier,
        str(content.get("organization_id") or ""),
        str(content.get("name") or ""),
        tuple(str(row.get("number") or "") for row in content.get("phones") or []),
        str(place.get("municipality_code") or ""),
        str(place.get("address_1") or ""),
    )
    return [_shown(row, language) for row in await likenesses(session, written)]


def _shown(likeness: Likeness, language: str) -> dict[str, str]:
    same = ", ".join(message(f"console.record.same_{name}", language) for name in likeness.same)
    path = f"{ROOT}/services/{likeness.id}"
    return {"path": path, "name": likeness.name, "organization": likeness.organization, "same": same}


@router.get("/duplicates")
async def duplicates(
    visitor: Reader,
    house: TheHouse,
    identifier: Annotated[str, Query(alias="id", max_length=40)] = "",
    organization: Annotated[str, Query(max_length=40)] = "",
    name: Text = "",
    phone: Text = "",
    municipality: Text = "",
    address: Text = "",
) -> JSONResponse:
    """Services that may be the same, for the script of the form."""
    code = town_code(cleaned(municipality), house.assistant.gazetteer)
    content = {
        "organization_id": cleaned(organization),
        "name": cleaned(name),
        "phones": [{"number": cleaned(phone)}] if phone else [],
        "location": {"municipality_code": code, "address_1": cleaned(address)},
    }
    async with reading(house.sessions) as session:
        found = await doubles_of(session, cleaned(identifier), content, visitor.language)
    return JSONResponse({"found": found})


@router.get("/places")
async def places(visitor: Reader, house: TheHouse, name: Text = "") -> JSONResponse:
    """The municipality called so with its degrees (WGS 84); guesses where none is."""
    gazetteer = house.assistant.gazetteer
    place = gazetteer.by_name(name) or gazetteer.by_code(cleaned(name))
    if place is not None:
        found = {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
        return JSONResponse({"place": found, "guesses": []})
    guesses = gazetteer.candidates(name, _GUESSES) if name.strip() else []
    return JSONResponse({"place": None, "guesses": [guess.name for guess in guesses]})
