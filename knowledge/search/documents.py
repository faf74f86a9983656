"""Records as they are stored for the search: what is listed of them, and the words that find them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from knowledge.guides.content import ORIGINAL
from knowledge.guides.models import GuideText
from knowledge.guides.service import is_outdated
from knowledge.search.synonyms import names_of_topics

Kind = Literal["guide", "service", "organization", "location"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACTIVE = "active"


@dataclass(frozen=True)
class Text:
    """Words that find a record: its names count most, then what it is called or belongs to, then the rest."""

    names: str
    synonyms: Sequence[str] = ()
    rest: str = ""


class Place(NamedTuple):
    """Where something is: the town's name and ISTAT code, degrees (WGS 84); all empty for what is at no one place."""

    town: str | None = None
    municipality_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


NOWHERE = Place()


@dataclass(frozen=True)
class Document:
    """A record for the search. The fields are those of `SearchEntry`; a guide has a text for each language."""

    kind: Kind
    record_id: str
    title: str
    texts: list[Text]
    titles: Mapping[str, str] = field(default_factory=dict)
    owner_id: str | None = None
    owner: str | None = None
    status: str = ACTIVE
    topics: frozenset[str] = frozenset()
    place: Place = NOWHERE


def served_titles(texts: Iterable[GuideText]) -> dict[str, str]:
    """Language → title, of the original and of every translation that is in force."""
    held = {text.language: text for text in texts}
    return {
        language: str(text.sections["title"])
        for language, text in sorted(held.items())
        if not is_outdated(text, held[ORIGINAL])
    }


def guide_document(topic: str, texts: Sequence[GuideText], added: Mapping[str, Sequence[str]]) -> Document:
    """A guide: a text for each language that has a title, or at least words for the topic.

    `added` are words by language that staff have added to those that ship.
    """
    titles, called = served_titles(texts), names_of_topics().get(topic, {})
    summaries = {text.language: str(text.sections["summary"]) for text in texts if text.language in titles}
    return Document(
        kind="guide",
        record_id=topic,
        title=titles[ORIGINAL],
        titles=titles,
        topics=frozenset({topic}),
        texts=[
            Text(
                titles.get(language, ""),
                [called.get(language, ""), *added.get(language, ())],
                summaries.get(language, ""),
            )
            for language in sorted(titles.keys() | called.keys() | added.keys())
        ],
    )
