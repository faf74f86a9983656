"""`/console/questions`: what people could not get answered, in groups, and what is done about a group."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from connectors.web.house import House
from console.guard import TheHouse, Visitor
from console.questions import acts, proposals, synonyms
from console.questions.access import Count, Number, QuestionNumber, Reader, Short, may_change
from console.questions.group import group_page
from console.questions.lines import GroupLine, group_line, language_name, question_line, title_of, town_name
from console.templates import page
from conversations.questions.models import Kind, State
from conversations.questions.service import PERIODS, GroupView, Wanted
from foundation.catalogue import message
from foundation.database import reading
from knowledge.guides.service import titles

router = APIRouter(prefix="/console/questions", include_in_schema=False)
PAGE_SIZE = 20
_EXAMPLES = 2
_STATES = ("open", "answered", "not_ours", "all")


def _wanted(days: int, kind: str, language: str, town: str, state: str) -> Wanted:
    """What a list counts; a filter that is none counts everything."""
    return Wanted(
        days=days if days in PERIODS else 90,
        kind=kind if kind in set(Kind) else "",
        language=language,
        place_code=town,
        state="" if state == "all" else state if state in set(State) else State.OPEN,
    )


async def _lines(house: House, groups: list[GroupView], guides: Mapping[str, str], reader: str) -> list[GroupLine]:
    """The groups of one page, each with its newest questions, those the reader understands first."""
    gazetteer = house.assistant.gazetteer
    chosen = {}
    for group in groups:
        understood = sorted(group.lines, key=lambda line: (line.language != reader, -line.id))
        chosen[group.number] = [line.id for line in understood[:_EXAMPLES]]
    rows = await house.questions.read([number for numbers in chosen.values() for number in numbers])
    words = {row.id: question_line(row, gazetteer, reader) for row in rows}
    return [
        group_line(
            group,
            [words[number] for number in chosen[group.number] if number in words],
            title_of(group.topic, guides, reader),
            gazetteer,
            reader,
        )
        for group in groups
    ]


def _choices(house: House, groups: list[GroupView], wanted: Wanted, visitor: Visitor) -> dict[str, Any]:
    """What the filters offer: the languages and towns there are questions of, and what was chosen."""
    gazetteer, reader = house.assistant.gazetteer, visitor.language
    spoken = {code for group in groups for code in group.languages if code} | ({wanted.language} - {""})
    codes = {code for group in groups for code in group.places if code}
    towns = {code: name for code in codes if (name := town_name(code, gazetteer))}
    if wanted.place_code and (name := town_name(wanted.place_code, gazetteer)):
        towns[wanted.place_code] = name
    return {
        "periods": PERIODS,
        "kinds": list(Kind),
        "states": _STATES,
        "spoken": sorted(((code, language_name(code, reader)) for code in spoken), key=lambda row: row[1]),
        "towns": sorted(towns.items(), key=lambda row: row[1]),
        "wanted": wanted,
        "state": wanted.state or "all",
    }


@router.get("")
async def show_groups(
    request: Request,
    visitor: Reader,
    house: TheHouse,
    days: Number = 90,
    kind: Short = "",
    language: Short = "",
    town: Short = "",
    state: Short = "open",
    part: Number = 1,
) -> Response:
    """The groups, the largest first, with counts by kind, language and town."""
    wanted = _wanted(days, kind, language, town, state)
    groups = await house.questions.groups(wanted)
    async with reading(house.sessions) as session:
        guides = await titles(session, visitor.language)
    first = (part - 1) * PAGE_SIZE
    shown = await _lines(house, groups[first : first + PAGE_SIZE], guides, visitor.language)
    address = request.url.remove_query_params("part")
    return page(
        request,
        "questions/pages/groups.html",
        visitor,
        groups=shown,
        total=len(groups),
        questions=sum(len(group.lines) for group in groups),
        earlier=str(address.include_query_params(part=part - 1)) if part > 1 else "",
        later=str(address.include_query_params(part=part + 1)) if first + PAGE_SIZE < len(groups) else "",
        changes=may_change(visitor),
        proposals=len(await proposals.waiting(house)) if may_change(visitor) else 0,
        **_choices(house, groups, wanted, visitor),
    )


# Before `/{number}`: these addresses are no numbers.
router.include_router(proposals.router)
router.include_router(synonyms.router)


@router.get("/{number}")
async def show_group(
    number: QuestionNumber,
    request: Request,
    visitor: Reader,
    house: TheHouse,
    part: Number = 1,
    done: Short = "",
    asked: Count = 0,
    before: Count = 0,
    now: Count = 0,
) -> Response:
    """One group: its questions in their languages, what can be done, and what words that were added have changed."""
    counts = {"asked": asked, "before": before, "now": now}
    said = message("console.synonyms.added", visitor.language, **counts) if done == "synonym_added" else ""
    return await group_page(request, visitor, house, number, part, done=said)


router.include_router(acts.router)
