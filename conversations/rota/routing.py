"""Who is offered a conversation first, and what the person who waits can be told. Nothing here asks the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.rota.hours import Hours, Interval, merged, minutes

# The municipalities (ISTAT codes) of each ambito, by its id.
Territories = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Colleague:
    """A mediator as routing sees her: no topics means all, no ambiti means everywhere."""

    account_id: str
    name: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    ambiti: tuple[str, ...]
    hours: Hours

    @property
    def away(self) -> bool:
        """Whether she has said that she is away now."""
        return self.hours.away_since is not None

    def present(self, moment: datetime) -> bool:
        """Whether she is there at `moment`."""
        return self.hours.present(moment)

    def speaks(self, language: str | None) -> bool:
        """Whether she speaks `language`; an unknown one is nobody's."""
        return language in self.languages

    def serves(self, municipality: str | None, ambiti: Territories) -> bool:
        """Whether a municipality (ISTAT code) lies in her territory; an unknown one does."""
        if municipality is None or not self.ambiti:
            return True
        return any(municipality in ambiti.get(ambito, frozenset()) for ambito in self.ambiti)

    def knows(self, topic: str | None) -> bool:
        """Whether a topic is one of hers; an unknown one is."""
        return topic is None or not self.topics or topic in self.topics


class Presence(StrEnum):
    """When somebody comes: who speaks the language, or else who works with translation, or nobody."""

    HERE = "here"
    LATER = "later"
    WITH_TRANSLATION_HERE = "with_translation_here"
    WITH_TRANSLATION_LATER = "with_translation_later"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Forecast:
    """What a person who waits can count on; `when` (UTC) is set where `kind` says later."""

    kind: Presence
    when: datetime | None = None


def rank(
    colleagues: Sequence[Colleague],
    moment: datetime,
    language: str | None,
    topic: str | None,
    municipality: str | None,
    open_counts: Mapping[str, int],
    ambiti: Territories,
) -> list[Colleague]:
    """Who is there at `moment`, the best first.

    The language counts most, then the territory, then the topic, then who has the fewest open conversations
    (`open_counts` by account id, none is 0); equals go by name.
    """

    def order(colleague: Colleague) -> tuple[bool, bool, bool, int, str, str]:
        return (
            not colleague.speaks(language),
            not colleague.serves(municipality, ambiti),
            not colleague.knows(topic),
            open_counts.get(colleague.account_id, 0),
            colleague.name,
            colleague.account_id,
        )

    return sorted((colleague for colleague in colleagues if colleague.present(moment)), key=order)


def forecast(colleagues: Sequence[Colleague], moment: datetime, language: str | None) -> Forecast:
    """Who comes, and when, for a person who speaks `language` and waits at `moment`.

    Territory and topic only order an offer and exclude nobody, so they do not matter here.
    """
    speakers = [colleague for colleague in colleagues if colleague.speaks(language)]
    others = [colleague for colleague in colleagues if not colleague.speaks(language)]
    return (
        _first(speakers, moment, Presence.HERE, Presence.LATER)
        or _first(others, moment, Presence.WITH_TRANSLATION_HERE, Presence.WITH_TRANSLATION_LATER)
        or Forecast(Presence.NOBODY)
    )


def _first(colleagues: Sequence[Colleague], moment: datetime, here: Presence, later: Presence) -> Forecast | None:
    if any(colleague.present(moment) for colleague in colleagues):
        return Forecast(here)
    starts = [colleague.hours.next_start(moment) for colleague in colleagues]
    known = [start for start in starts if start is not None]
    return Forecast(later, min(known)) if known else None


def staffed(colleagues: Sequence[Colleague], start: datetime, end: datetime) -> list[Interval]:
    """When at least one of them was there between two moments, in order.

    With many conversations waiting, ask once from the earliest on and then `minutes(clipped(…))` for each.
    """
    return merged(interval for colleague in colleagues for interval in colleague.hours.intervals(start, end))


def staffed_minutes(colleagues: Sequence[Colleague], start: datetime, end: datetime) -> float:
    """The minutes between two moments in which at least one of them was there."""
    return minutes(staffed(colleagues, start, end))
