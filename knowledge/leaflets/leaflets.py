"""A guide, or the services of a town, as a leaflet."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from babel.dates import format_date
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.catalogue import message
from foundation.clock import ROME
from foundation.errors import InvalidInputError, NotFoundError
from knowledge.directory.service import Entry, entries
from knowledge.guides.service import GuideView, guide_for
from knowledge.leaflets.repository import services_in
from knowledge.leaflets.sheet import Part, Sheet
from knowledge.places.gazetteer import Gazetteer, Place

SECTIONS = ("who", "steps", "documents", "cost", "time", "where", "warning")
# Services a page holds in letters people can read.
MOST = 30


async def guide_sheets(
    session: AsyncSession, topic: str, languages: Sequence[str], site: str, moment: datetime
) -> list[Sheet]:
    """The guide of `topic`, a page a language; its code leads to the chat at `site`.

    Raises NotFoundError where there is no such guide, InvalidInputError where it is not there in a language.
    """
    sheets = []
    for language in languages:
        guide = await guide_for(session, topic, language)
        if guide.language != language:
            raise InvalidInputError("There is no valid text in this language.", language=language)
        sheets.append(_guide_sheet(guide, site, moment.astimezone(ROME).date()))
    return _some(sheets)


def _guide_sheet(guide: GuideView, site: str, today: date) -> Sheet:
    language = guide.language
    return Sheet(
        language=language,
        title=guide.sections["title"],
        summary=guide.sections["summary"],
        parts=tuple(_parts(guide)),
        address=f"{site}/?{urlencode({'language': language})}",
        footer=_footer(language, today, [source["title"] for source in guide.sources]),
        notes=tuple(_notes(guide)),
    )


def _parts(guide: GuideView) -> list[Part]:
    parts = []
    for name in SECTIONS:
        content, heading = guide.sections.get(name), message(f"guide.{name}", guide.language)
        if isinstance(content, list) and content:
            parts.append(Part(heading, items=tuple(content), numbered=name == "steps"))
        elif isinstance(content, str) and content:
            parts.append(Part(heading, content))
    phones = tuple(f"{row['name']}: \u200e{row['number']}" for row in guide.phones)
    return [*parts, Part("☎", items=phones)] if phones else parts


def _notes(guide: GuideView) -> list[str]:
    language, checked = guide.language, guide.checked_on
    notes = [message("note.unreviewed", language)] if guide.translation in ("unreviewed", "machine") else []
    if checked is None:
        return [*notes, message("note.unchecked", language)]
    return [*notes, message("note.checked", language, date=format_date(checked, "long", locale=language))]


def _footer(language: str, today: date, sources: Sequence[str]) -> str:
    day = format_date(today, "long", locale=language)
    return " · ".join([message("leaflet.printed", language, date=day), *sources])


async def town_sheets(
    session: AsyncSession, gazetteer: Gazetteer, place: Place, languages: Sequence[str], site: str, moment: datetime
) -> list[Sheet]:
    """The services of a municipality, a page a language. Raises NotFoundError where none is known."""
    found = await entries(session, await services_in(session, place.code, MOST), gazetteer, moment, None)
    if not found:
        raise NotFoundError("No service is known in this town.", town=place.name)
    today = moment.astimezone(ROME).date()
    return _some([_town_sheet(place, found, language, site, today) for language in languages])


def _town_sheet(place: Place, found: Sequence[Entry], language: str, site: str, today: date) -> Sheet:
    unchecked = any(entry.checked_on is None for entry in found)
    return Sheet(
        language=language,
        title=place.name,
        summary=message("leaflet.town", language, town=place.name),
        parts=tuple(_organization(list(rows)) for _, rows in groupby(found, lambda entry: entry.name)),
        address=f"{site}/?{urlencode({'language': language, 'place': place.name})}",
        footer=_footer(language, today, sorted({entry.source["title"] for entry in found if entry.source})),
        notes=(message("entries.unchecked", language),) if unchecked else (),
        columns=2,
    )


def _organization(rows: Sequence[Entry]) -> Part:
    """An organization with where it is, how to call it, and its services; what is not known is left out."""
    first = rows[0]
    where = ", ".join(part for part in (first.address, first.municipality) if part)
    items = [where, f"☎ \u200e{first.phone}" if first.phone else "", *(row.service for row in rows)]
    return Part(first.name, items=tuple(item for item in items if item and item != first.name))


def _some(sheets: list[Sheet]) -> list[Sheet]:
    if not sheets:
        raise InvalidInputError("Choose at least one language.")
    return sheets
