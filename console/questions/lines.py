"""The rows of the questions' pages, in the reader's language."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date

from conversations.questions.models import UnansweredQuestion
from conversations.questions.service import GroupView
from foundation.catalogue import message
from foundation.languages import direction, languages
from foundation.topics import topics
from knowledge.guides.sections import section_words
from knowledge.places.gazetteer import Gazetteer

# Names of languages and towns in one line; the rest is a number.
_NAMED = 4
# Sections of a guide that have a name of their own in the catalogue.
_SECTIONS = ("who", "steps", "documents", "cost", "time", "where")


@dataclass(frozen=True)
class QuestionLine:
    """One question as it is read: its words with their writing direction, and what is known of it."""

    id: int
    text: str
    language: str
    direction: str
    spoken: str
    town: str
    day: str
    kind: str
    wishes: bool
    told: bool
    state: str
    translation: str = ""


@dataclass(frozen=True)
class GroupLine:
    """One group as a list shows it."""

    number: int
    title: str
    count: int
    examples: list[QuestionLine]
    kinds: str
    languages: str
    towns: str
    newest: str
    state: str
    waiting: int


def language_name(code: str, reader: str) -> str:
    """A language's name in the reader's own; the code where nobody has named it."""
    if not code:
        return "?"
    names: Mapping[str, str] = Locale.parse(reader).languages
    return names.get({"tl": "fil"}.get(code, code), code)


def direction_of(text: str, code: str) -> str:
    """Which way words are written: their first letter tells (Urdu is also written in Latin letters), else the language.

    (Unicode's bidirectional classes: L is left to right, R and AL are right to left.)
    """
    classes = (unicodedata.bidirectional(sign) for sign in text)
    strong = next((name for name in classes if name in ("L", "R", "AL")), None)
    return direction(code) if strong is None else "ltr" if strong == "L" else "rtl"


def town_name(code: str | None, gazetteer: Gazetteer) -> str:
    """A municipality's name; empty where she did not say where she is."""
    place = gazetteer.by_code(code) if code else None
    return place.name if place else ""


def day_name(day: date, reader: str) -> str:
    """A day as people write it."""
    return format_date(day, "medium", locale=reader)


def title_of(topic: str | None, titles: Mapping[str, str], reader: str) -> str:
    """What a group is likely about: its guide's title, or that it is nothing there is a guide for."""
    if topic and topic in titles:
        return titles[topic]
    known = topic and topic in topics()
    return message("console.questions.dialogue" if known else "console.questions.no_topic", reader)


def question_line(row: UnansweredQuestion, gazetteer: Gazetteer, reader: str) -> QuestionLine:
    """One question."""
    code = row.language or ""
    return QuestionLine(
        id=row.id,
        text=row.text,
        language=code,
        direction=direction_of(row.text, code),
        spoken=language_name(code, reader),
        town=town_name(row.place_code, gazetteer),
        day=day_name(row.day, reader),
        kind=message(f"console.questions.kind.{row.kind}", reader),
        wishes=row.wishes,
        told=row.told,
        state=row.state,
    )


def group_line(
    group: GroupView, examples: Sequence[QuestionLine], title: str, gazetteer: Gazetteer, reader: str
) -> GroupLine:
    """One group with some of its questions."""
    towns = Counter({town_name(code, gazetteer): count for code, count in group.places.items() if code})
    kinds = {message(f"console.questions.kind.{kind}", reader): count for kind, count in group.kinds.items()}
    return GroupLine(
        number=group.number,
        title=title,
        count=len(group.lines),
        examples=list(examples),
        kinds=counted(Counter(kinds)),
        languages=counted(Counter({language_name(code, reader): count for code, count in group.languages.items()})),
        towns=counted(towns),
        newest=day_name(group.newest, reader),
        state=group.state,
        waiting=group.waiting,
    )


def counted(counts: Counter[str]) -> str:
    """Names with their numbers, the most frequent first: “arabo 12, italiano 3, +2”."""
    ordered = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    shown = ", ".join(f"{name} {count}" for name, count in ordered[:_NAMED])
    return f"{shown}, +{len(ordered) - _NAMED}" if len(ordered) > _NAMED else shown


def sections_asked(rows: Sequence[UnansweredQuestion], reader: str) -> str:
    """Which parts of a guide the questions name, with their numbers: what is missing in it."""
    asked = Counter(name for row in rows for name in section_words().asked(row.text).sections if name in _SECTIONS)
    return counted(Counter({message(f"guide.{name}", reader): count for name, count in asked.items()}))


def spoken_here(code: str) -> bool:
    """Whether sentences of a language can be trained on."""
    return code in languages()
