"""`/console/questions/synonyms`: words that staff have added to the search, also as the files that ship hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from fastapi import APIRouter, Request, Response

from accounts.repository import names_of
from console.guard import Identifier, TheHouse
from console.questions.access import Changer, SynonymNumber, onward
from console.questions.lines import direction_of, language_name, title_of
from console.templates import HEADERS, page
from conversations.questions import naming
from foundation.database import reading
from foundation.errors import NotFoundError
from knowledge.guides.service import titles
from knowledge.search.models import SearchSynonym
from knowledge.search.naming import repository
from knowledge.search.synonyms import as_yaml

router = APIRouter(prefix="/synonyms")
_PATH = "/console/questions/synonyms"


@dataclass(frozen=True)
class SynonymLine:
    """Words as the list shows them; `who` is empty for an account that is gone."""

    id: int
    words: str
    language: str
    direction: str
    spoken: str
    who: str
    added_at: datetime


def _lines(rows: Sequence[SearchSynonym], names: dict[str, str], reader: str) -> list[SynonymLine]:
    return [
        SynonymLine(
            row.id,
            row.words,
            row.language,
            direction_of(row.words, row.language),
            language_name(row.language, reader),
            names.get(row.account_id, ""),
            row.added_at,
        )
        for row in rows
    ]


@router.get("")
async def show_synonyms(request: Request, visitor: Changer, house: TheHouse) -> Response:
    """All of them, by topic and language."""
    reader = visitor.language
    async with reading(house.sessions) as session:
        rows = await repository.every(session)
        names = await names_of(session, [row.account_id for row in rows])
        guides = await titles(session, reader)
    by_topic = [
        (topic, title_of(topic, guides, reader), _lines(list(found), names, reader))
        for topic, found in groupby(rows, key=lambda row: row.topic)
    ]
    files = sorted({row.language for row in rows})
    return page(
        request,
        "questions/pages/synonyms.html",
        visitor,
        by_topic=sorted(by_topic, key=lambda row: row[1].casefold()),
        files=[(code, language_name(code, reader)) for code in files],
    )


@router.get("/{language}.yml")
async def download(language: Identifier, visitor: Changer, house: TheHouse) -> Response:
    """Those of one language as `data/search/synonyms/<language>.yml` has them."""
    async with reading(house.sessions) as session:
        rows = [row for row in await repository.every(session) if row.language == language]
    if not rows:
        raise NotFoundError("There are no words in this language.")
    words = {topic: [row.words for row in found] for topic, found in groupby(rows, key=lambda row: row.topic)}
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{rows[0].language}.yml"'}
    return Response(as_yaml(words), media_type="application/yaml", headers=headers)


@router.post("/{identifier}/remove")
async def remove(identifier: SynonymNumber, visitor: Changer, house: TheHouse) -> Response:
    """The words mean the topic no more."""
    await naming.remove(house.questions, visitor.account_id, identifier)
    return onward(_PATH, "synonym_removed")
