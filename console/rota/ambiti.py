"""`/console/rota/ambiti`: the territories, by coordinators. Their municipalities are typed by name."""

import re
from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from accounts import audit
from connectors.web.house import House
from console.forms import texts_in
from console.guard import TheHouse, Visitor
from console.rota import forms
from console.rota.access import Coordinator, Identifier, onward
from console.templates import page
from conversations.rota import territories
from conversations.rota.checks import Fault
from conversations.rota.marks import ambito_mark
from foundation.database import reading
from foundation.errors import InvalidInputError
from knowledge.places.gazetteer import Gazetteer

router = APIRouter(prefix="/ambiti")
_PATH = "/console/rota/ambiti"
_BETWEEN = re.compile(r"[\n,;]+")
# So many unknown names are told at once: a page of them helps nobody.
_MOST_NAMES = 5


def read_municipalities(text: str, gazetteer: Gazetteer) -> tuple[list[str], list[Fault]]:
    """The ISTAT codes of municipalities typed by name, one a line or set apart by commas; unknown ones are a fault."""
    codes, unknown = [], []
    for name in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        place = gazetteer.by_name(name) or gazetteer.by_code(name)
        if place is None:
            unknown.append(name[:60])
        else:
            codes.append(place.code)
    if not unknown:
        return codes, []
    told = ", ".join(_with_guess(name, gazetteer) for name in unknown[:_MOST_NAMES])
    return codes, [Fault("municipalities", "unknown_municipalities", {"names": told})]


def _with_guess(name: str, gazetteer: Gazetteer) -> str:
    guesses = gazetteer.candidates(name, 1)
    return f"“{name}” ({guesses[0].name}?)" if guesses else f"“{name}”"


def written(codes: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """The names of municipalities in the order of the alphabet; a code that is no more stands for itself."""
    places = [gazetteer.by_code(code) for code in codes]
    return sorted(place.name if place else code for place, code in zip(places, codes, strict=True))


async def _list(
    request: Request, visitor: Visitor, the_house: House, faults: Sequence[Fault] = (), name: str = "", typed: str = ""
) -> Response:
    async with reading(the_house.sessions) as session:
        found = await territories.ambiti(session)
    gazetteer = the_house.assistant.gazetteer
    rows = [(row.id, row.name, written(row.municipalities, gazetteer)) for row in found]
    known = {"faults": forms.sentences(faults, visitor.language), "name": name, "municipalities": typed}
    return page(request, "rota/pages/ambiti.html", visitor, 422 if faults else 200, rows=rows, **known)


async def _one(
    request: Request,
    visitor: Visitor,
    the_house: House,
    identifier: str,
    faults: Sequence[Fault] = (),
    fields: dict[str, str] | None = None,
) -> Response:
    async with reading(the_house.sessions) as session:
        ambito = await territories.ambito(session, identifier)
    lines = "\n".join(written(ambito.municipalities, the_house.assistant.gazetteer))
    held = fields if fields is not None else {"name": ambito.name, "municipalities": lines}
    mark = ambito_mark(ambito.name, ambito.municipalities)
    known = {"ambito": ambito, "mark": mark, "faults": forms.sentences(faults, visitor.language)}
    texts = {name: held.get(name, "") for name in ("name", "municipalities")}
    return page(request, "rota/pages/ambito.html", visitor, 422 if faults else 200, **known, **texts)


async def _save(visitor: Visitor, the_house: House, identifier: str | None, fields: dict[str, str]) -> list[Fault]:
    """Save what was typed; what is wrong with it where it cannot be."""
    codes, faults = read_municipalities(fields.get("municipalities", ""), the_house.assistant.gazetteer)
    if faults:
        return faults
    try:
        async with the_house.sessions.begin() as session:
            name, seen = fields.get("name", ""), fields.get("seen")
            ambito = await territories.save_ambito(session, identifier, name, codes, seen)
            await audit.record(session, visitor.account_id, "rota.ambito_saved", ambito.id)
    except InvalidInputError as error:
        return forms.faults_of(error)
    return []


@router.get("")
async def show_ambiti(request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """All of them, and a form for another one."""
    return await _list(request, visitor, the_house)


@router.post("")
async def add_ambito(request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """A new one."""
    fields = texts_in(await request.form())
    faults = await _save(visitor, the_house, None, fields)
    if faults:
        name, typed = fields.get("name", ""), fields.get("municipalities", "")
        return await _list(request, visitor, the_house, faults, name, typed)
    return onward(_PATH, "rota_ambito")


@router.get("/{identifier}")
async def show_ambito(identifier: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """One, as a form."""
    return await _one(request, visitor, the_house, identifier)


@router.post("/{identifier}")
async def save_ambito(identifier: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse) -> Response:
    """Change one."""
    fields = texts_in(await request.form())
    faults = await _save(visitor, the_house, identifier, fields)
    return (
        await _one(request, visitor, the_house, identifier, faults, fields) if faults else onward(_PATH, "rota_ambito")
    )


@router.post("/{identifier}/remove")
async def remove_ambito(
    identifier: Identifier, request: Request, visitor: Coordinator, the_house: TheHouse
) -> Response:
    """Remove one to which nobody is bound."""
    try:
        async with the_house.sessions.begin() as session:
            await territories.remove_ambito(session, identifier)
            await audit.record(session, visitor.account_id, "rota.ambito_removed", identifier)
    except InvalidInputError as error:
        return await _one(request, visitor, the_house, identifier, forms.faults_of(error))
    return onward(_PATH, "rota_ambito_removed")
