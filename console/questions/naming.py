"""What a group's page offers to say that words people use mean a topic, and what made somebody think twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.web.house import House
from console.questions.lines import direction_of, language_name
from conversations.questions.naming import ASKED, Outcome
from conversations.questions.service import GroupView
from conversations.questions.unknown import unknown_words
from foundation.catalogue import FALLBACK
from foundation.database import reading
from foundation.languages import languages
from knowledge.search.naming.service import LONGEST, Naming

# Topics that are named; the rest is a number.
_NAMED = 6


@dataclass(frozen=True)
class Suggestion:
    """A word of the questions that the search does not know: what its button sends, and how it is shown."""

    value: str
    word: str
    language: str
    direction: str
    spoken: str
    count: int


@dataclass(frozen=True)
class NamingForm:
    """The section of the page: choices, suggestions, and what has to be confirmed (`sure` is what says so)."""

    suggestions: Sequence[Suggestion]
    languages: Sequence[tuple[str, str]]
    language: str
    sure: str = ""
    elsewhere: str = ""
    common: bool = False
    worse: Sequence[tuple[str, str]] = ()
    longest: int = LONGEST


def typed_naming(values: Mapping[str, str]) -> Naming:
    """What was typed, or the suggestion that was pressed (`it:word`)."""
    language, _, word = values.get("suggested", "").partition(":")
    written = (language, word) if word else (values.get("spoken", ""), values.get("words", ""))
    return Naming.typed(written[0], values.get("means", ""), written[1])


def signature(naming: Naming) -> str:
    """What the button sends that confirms exactly these words: others have to be looked at anew."""
    return f"{naming.topic}:{naming.language}:{naming.words}"


async def naming_form(
    house: House,
    group: GroupView,
    reader: str,
    guides: Mapping[str, str],
    doubtful: tuple[Naming, Outcome] | None,
) -> NamingForm:
    """The form for a group, in the reader's language; `guides` are titles by topic."""
    spoken = sorted(((code, language_name(code, reader)) for code in languages()), key=lambda row: row[1].casefold())
    ours = [code for code, _ in group.languages.most_common() if code in languages()]
    known = NamingForm(await _suggestions(house, group, reader), spoken, ours[0] if ours else FALLBACK)
    if doubtful is None:
        return known
    naming, outcome = doubtful
    return replace(
        known,
        sure=signature(naming),
        elsewhere=_listed([guides.get(topic, topic) for topic in outcome.elsewhere]),
        common=outcome.common,
        worse=[(text, direction_of(text, "")) for text in outcome.worse],
    )


async def _suggestions(house: House, group: GroupView, reader: str) -> list[Suggestion]:
    numbers = sorted((line.id for line in group.lines), reverse=True)[:ASKED]
    rows = await house.questions.read(numbers)
    async with reading(house.sessions) as session:
        found = await unknown_words(session, rows)
    return [
        Suggestion(
            f"{row.language}:{row.word}",
            row.word,
            row.language,
            direction_of(row.word, row.language),
            language_name(row.language, reader),
            row.count,
        )
        for row in found
    ]


def _listed(names: Sequence[str]) -> str:
    more = f", +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
