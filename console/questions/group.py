"""One group's page: its questions in their languages, translated where a translator is there, and what can be done."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fastapi import Request, Response

from connectors.web.house import House
from console.guard import Visitor
from console.questions.access import may_change
from console.questions.lines import (
    QuestionLine,
    group_line,
    language_name,
    question_line,
    sections_asked,
    spoken_here,
    title_of,
)
from console.questions.naming import naming_form
from console.templates import page
from conversations.questions import checks
from conversations.questions.naming import Outcome
from conversations.questions.proposals import LONGEST, tidied
from conversations.translation.service import Translation
from foundation.database import reading
from foundation.languages import languages
from foundation.topics import topics
from knowledge.guides.service import titles
from knowledge.search.naming.service import Naming

# Questions on a page: their words come back with the form, in a body of 64 KB.
PART = 20


@dataclass(frozen=True)
class Typed:
    """What was typed into a form and was not taken: shown again, with the `faults` or what is `doubtful`."""

    values: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)
    doubtful: tuple[Naming, Outcome] | None = None


_NOTHING = Typed()


async def group_page(
    request: Request,
    visitor: Visitor,
    house: House,
    number: int,
    part: int = 1,
    typed: Typed = _NOTHING,
    done: str = "",
) -> Response:
    """The page of the group that question `number` is in; it says what was `done`. Raises NotFoundError."""
    reader, gazetteer = visitor.language, house.assistant.gazetteer
    group = await house.questions.group(number)
    numbers = sorted((line.id for line in group.lines), reverse=True)
    rows = await house.questions.read(numbers[(part - 1) * PART : part * PART])
    lines = [question_line(row, gazetteer, reader) for row in rows]
    async with reading(house.sessions) as session:
        guides = await titles(session, reader)
    parts = -(-len(numbers) // PART)
    return page(
        request,
        "questions/pages/group.html",
        visitor,
        422 if typed.faults or typed.doubtful else 200,
        group=group_line(group, [], title_of(group.topic, guides, reader), gazetteer, reader),
        topic=group.topic if group.topic in guides else "",
        rows=await _translated(house.assistant.translation, lines, reader),
        sentences={line.id: tidied(line.text)[:LONGEST] for line in lines if spoken_here(line.language)},
        sections=sections_asked(rows, reader),
        guides=sorted(guides.items(), key=lambda row: row[1]),
        topics=_topics(guides),
        answered=[
            (code, language_name(code, reader), row.direction) for code, row in languages().items() if row.answered
        ],
        part=part,
        parts=parts,
        longest=LONGEST,
        longest_answer=checks.LONGEST,
        changes=may_change(visitor),
        naming=await naming_form(house, group, reader, guides, typed.doubtful) if may_change(visitor) else None,
        typed=typed,
        faults=typed.faults,
        **({"done": done} if done else {}),
    )


def _topics(guides: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a sentence can be trained for: every topic, by its guide's title where it has one."""
    named = [(topic, guides.get(topic, topic.replace("_", " "))) for topic in topics()]
    return sorted(named, key=lambda row: row[1].casefold())


async def _translated(translation: Translation, lines: Sequence[QuestionLine], reader: str) -> list[QuestionLine]:
    """The lines with their words in the reader's language too, as far as the translator is in time with them."""
    if not translation.is_on:
        return list(lines)
    found = await asyncio.gather(*(translation.translate(line.text, line.language or None, reader) for line in lines))
    shown = (row.text if row.state == "machine" else "" for row in found)
    return [replace(line, translation=text) for line, text in zip(lines, shown, strict=True)]
