"""What the page of one mediator shows: the boxes, the rows of the week, the exceptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from console.rota import forms, names
from conversations.rota import service, territories
from conversations.rota.marks import profile_mark, week_mark
from conversations.rota.models import ShiftException
from conversations.rota.routing import Colleague
from foundation.languages import languages
from foundation.topics import topics
from knowledge.guides.service import titles

_ENDS = ("starts", "ends")


@dataclass(frozen=True)
class Draft:
    """What the page's forms hold; None where nothing was typed."""

    languages: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    ambiti: tuple[str, ...] | None = None
    week: Mapping[str, str] | None = None
    exception: Mapping[str, str] | None = None

    def over(self, stored: "Draft") -> "Draft":
        """This one, and what is stored where it holds nothing."""
        mine, theirs = vars(self), vars(stored)
        return Draft(**{name: theirs[name] if mine[name] is None else mine[name] for name in mine})


@dataclass(frozen=True)
class Box:
    """One box to tick."""

    value: str
    name: str
    ticked: bool


@dataclass(frozen=True)
class Weekday:
    """One day of the week's form: the names of its rows' fields are `<weekday>-<row>-starts` and `…-ends`."""

    number: int
    name: str
    rows: range


@dataclass(frozen=True)
class Listed:
    """One exception in the list; `hours` is empty where she is absent."""

    id: str
    first_day: str
    last_day: str
    hours: str
    note: str


def draft_of(colleague: Colleague) -> Draft:
    """The forms as stored."""
    week = forms.week_fields(colleague.hours.shifts)
    return Draft(colleague.languages, colleague.topics, colleague.ambiti, week, {})


async def shown(session: AsyncSession, colleague: Colleague, draft: Draft, locale: str) -> dict[str, object]:
    """The page's own words for its template."""
    guides = await titles(session, locale)
    offered = {code: guides[code] for code in topics() if code in guides}
    spoken = {code: names.language_name(code, locale) for code in languages()}
    places = {ambito.id: ambito.name for ambito in await territories.ambiti(session)}
    since = colleague.hours.away_since
    week = draft.week or {}
    weekdays = [Weekday(n, names.weekday_name(n, locale), range(forms.rows_of(week, n))) for n in range(7)]
    return {
        "week_mark": week_mark(colleague.hours.shifts),
        "profile_mark": profile_mark(colleague),
        "languages_offered": _boxes(spoken, draft.languages),
        "topics_offered": _boxes(offered, draft.topics),
        "ambiti_offered": _boxes(places, draft.ambiti),
        "week": week,
        "weekdays": weekdays,
        "days": {f"{day.number}-{row}-{end}": day.name for day in weekdays for row in day.rows for end in _ENDS},
        "typed": draft.exception or {},
        "exceptions": [_listed(row, locale) for row in await service.exceptions(session, colleague.account_id)],
        "away_since": names.day_and_time(since, locale) if since else None,
    }


def _boxes(offered: Mapping[str, str], ticked: Iterable[str] | None) -> list[Box]:
    """A box each; what is ticked but offered no more keeps its box, so that saving does not lose it."""
    held = tuple(ticked or ())
    others = {value: value for value in held if value not in offered}
    return [Box(value, name, value in held) for value, name in {**offered, **others}.items()]


def _listed(row: ShiftException, locale: str) -> Listed:
    first, last = names.long_date(row.first_day, locale), names.long_date(row.last_day, locale)
    hours = names.hours(row.starts, row.ends) if row.starts is not None and row.ends is not None else ""
    return Listed(row.id, first, "" if first == last else last, hours, row.note)
