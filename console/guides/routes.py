"""`/console/guides`: every topic in every language, and the pages of each text."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from console.guard import TheHouse
from console.guides import editor, history, review
from console.guides.access import PREFIX, EditorOfGuides
from console.templates import page
from foundation.database import reading
from foundation.languages import languages as known_languages
from foundation.text import folded
from knowledge.guides.coverage import STATES, UNDER_WAY, Row, coverage, totals

router = APIRouter(prefix=PREFIX, include_in_schema=False)
Text = Annotated[str, Query(max_length=200)]
Word = Annotated[str, Query(max_length=20)]


def _asked(wanted: str) -> list[str]:
    """`all` languages, one of them, or those the assistant answers in."""
    if wanted in known_languages():
        return ["it", wanted] if wanted != "it" else ["it"]
    return [code for code, row in known_languages().items() if row.answered or wanted == "all"]


def _fits(row: Row, text: str, state: str) -> bool:
    found = folded(text) in folded(f"{row.title} {row.topic}")
    return found and (not state or any(cell.answers(state) for cell in row.cells))


@router.get("")
async def show(
    request: Request, visitor: EditorOfGuides, house: TheHouse, text: Text = "", state: Word = "", language: Word = ""
) -> Response:
    """The table, narrowed by words of the title, by a state, by a language."""
    asked = _asked(language)
    async with reading(house.sessions) as session:
        rows = await coverage(session, asked)
    wanted = state if state in (*STATES, *UNDER_WAY) else ""
    return page(
        request,
        "guides/pages/coverage.html",
        visitor,
        rows=[row for row in rows if _fits(row, text, wanted)],
        everything=len(rows),
        totals=totals(rows),
        states=(*STATES, *UNDER_WAY),
        columns=[known_languages()[code] for code in known_languages() if code in asked],
        every_language=list(known_languages().values()),
        text=text,
        state=wanted,
        asked=language,
    )


router.include_router(editor.router)
router.include_router(review.router)
router.include_router(history.router)
