"""`/console/try`: a question, what the assistant would say, and why."""

from typing import Annotated

from babel import Locale, UnknownLocaleError
from fastapi import APIRouter, Form, Query, Request, Response

from connectors.web.house import House
from console.guard import SignedIn, TheHouse, Visitor
from console.guides.bubbles import bubble
from console.templates import page
from console.try_it.trial import Question, Trial, tried
from conversations.inbox import MAXIMUM_LENGTH
from foundation.catalogue import message
from foundation.database import reading
from foundation.languages import languages
from foundation.text import cleaned
from knowledge.guides.service import titles

router = APIRouter(prefix="/console/try", include_in_schema=False)
Text = Annotated[str, Form()]


def _language_name(code: str | None, reader: str) -> str:
    if not code:
        return "—"
    try:
        return str(Locale.parse(reader).languages.get(Locale.parse(code).language, code))
    except (UnknownLocaleError, ValueError):
        return code


async def _page(
    request: Request,
    visitor: Visitor,
    house: House,
    question: Question,
    town: str = "",
    trial: Trial | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    async with reading(house.sessions) as session:
        named = await titles(session, visitor.language)
    return page(
        request,
        "try_it/pages/try.html",
        visitor,
        422 if faults else 200,
        question=question,
        town=town,
        faults={name: message(key, visitor.language) for name, key in (faults or {}).items()},
        spoken=[row for row in languages().values() if row.answered],
        trial=trial,
        bubbles=[bubble(reply, trial.turn.language) for reply in trial.turn.replies] if trial else [],
        topic_names=named,
        language_name=lambda code: _language_name(code, visitor.language),
        place=_place_name(house, trial),
        longest=MAXIMUM_LENGTH,
    )


def _place_name(house: House, trial: Trial | None) -> str:
    code = trial.turn.known.place_code if trial else None
    place = house.assistant.gazetteer.by_code(code) if code else None
    return f"{place.name} ({place.province})" if place else ""


@router.get("")
async def show(
    request: Request, visitor: SignedIn, house: TheHouse, drafts: Annotated[str, Query(max_length=2)] = ""
) -> Response:
    """The form."""
    return await _page(request, visitor, house, Question("", drafts=drafts == "on"))


@router.post("")
async def ask(
    request: Request,
    visitor: SignedIn,
    house: TheHouse,
    text: Text = "",
    town: Text = "",
    language: Text = "",
    drafts: Annotated[bool, Form()] = False,
) -> Response:
    """The answer, and why. Nothing of it is kept, and nobody is called."""
    place = house.assistant.gazetteer.by_name(town) if town.strip() else None
    chosen = language if language in languages() and languages()[language].answered else ""
    question = Question(cleaned(text), chosen, place.code if place else "", drafts)
    faults = {}
    if not question.text or len(question.text) > MAXIMUM_LENGTH:
        faults["text"] = "console.edit.too_long" if question.text else "console.edit.missing"
    if town.strip() and place is None:
        faults["town"] = "console.try.town_unknown"
    if faults:
        return await _page(request, visitor, house, question, town, faults=faults)
    return await _page(request, visitor, house, question, town, await tried(house, question, visitor.account_id))
