"""A stored message as Telegram shows it: HTML with everything escaped, in pieces, with buttons and maps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from babel.dates import format_datetime
from babel.numbers import format_decimal
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from connectors.telegram.keyboards import SHARE, inline, share_position
from connectors.telegram.splitting import LONGEST, packed, split, units
from conversations.models import MEDIATOR, Message
from foundation.catalogue import FALLBACK, message
from foundation.clock import ROME
from foundation.languages import languages

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None
# Numbers of pieces: the one that folds the keyboard away, the texts from FIRST on, the maps from MAPS on.
FOLD, FIRST, MAPS = 0, 1, 1000
# A heading is a short first line; longer ones are sentences.
_HEADING = 90
_LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True)
class Venue:
    """A place on the map."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True)
class Piece:
    """One call to Telegram: a text or a map. `number` names it within its message, always the same."""

    number: int
    html: str = ""
    markup: Markup = None
    venue: Venue | None = None


def spoken(code: str | None) -> str:
    """The language of our own sentences for a message in `code`."""
    known = languages().get(code or "")
    return known.code if known and known.answered else FALLBACK


def pieces_of(
    said: Message, choices: Sequence[tuple[str, str]], venues: Sequence[Venue], keyboard: bool, private: bool
) -> list[Piece]:
    """The calls that bring one message. `choices` are titles with what their buttons carry, `keyboard` tells that the
    keyboard for positions stands open and is to fold away."""
    texts = list(packed(list(_blocks(said)))) or ["…"]
    markup = _markup(said, choices, private)
    found = [Piece(FIRST + number, html) for number, html in enumerate(texts)]
    found[-1] = Piece(found[-1].number, found[-1].html, markup)
    if keyboard and not isinstance(markup, ReplyKeyboardMarkup):
        if len(found) > 1 or markup is None:
            found[0] = Piece(FIRST, found[0].html, ReplyKeyboardRemove())
        else:
            found.insert(0, Piece(FOLD, "👌", ReplyKeyboardRemove()))
    return found + [Piece(MAPS + number, venue=venue) for number, venue in enumerate(venues)]


def _markup(said: Message, choices: Sequence[tuple[str, str]], private: bool) -> Markup:
    values = [data for _, data in choices]
    if values == [SHARE] and private:
        return share_position(choices[0][0], message("telegram.town_hint", spoken(said.language)))
    return inline([row for row in choices if private or row[1] != SHARE])


def _blocks(said: Message) -> Iterator[tuple[str, int]]:
    language = spoken(said.language)
    if said.author == MEDIATOR:
        yield from _mediator(said, language)
    answer = said.content.get("answer") or {}
    for number, part in enumerate(split(said.text, LONGEST)):
        heading, line, rest = part.partition("\n")
        bold = number == 0 and bool(answer.get("sources")) and line and len(heading) <= _HEADING
        yield (f"<b>{escape(heading)}</b>\n{escape(rest)}" if bold else escape(part)), units(part)
    for entry in answer.get("entries", []):
        yield _entry(entry, language)
    sources = answer.get("sources", [])
    if sources:
        links = "\n".join(f'§ <a href="{escape(row["url"], quote=True)}">{escape(row["title"])}</a>' for row in sources)
        yield links, sum(units(row["title"]) + 3 for row in sources)


def _mediator(said: Message, language: str) -> Iterator[tuple[str, int]]:
    name = str((said.content.get("mediator") or {}).get("name", ""))
    line = escape(message("telegram.mediator", language)).replace("{name}", f"<b>{escape(name)}</b>")
    yield line, units(name) + 60
    if said.content.get("translation") == "machine":
        note = message("note.machine", language)
        yield f"<i>{escape(note)}</i>", units(note)


def _entry(entry: Mapping[str, Any], language: str) -> tuple[str, int]:
    """One entry: name, service, where, phone, hours; what is not known is left out."""
    lines = [entry["service"] if entry.get("service") != entry["name"] else "", *_details(entry, language)]
    shown = [line for line in lines if line]
    html = "\n".join([f"<b>{escape(entry['name'])}</b>", *(escape(line) for line in shown)])
    return html, units(entry["name"]) + sum(units(line) + 1 for line in shown)


def _details(entry: Mapping[str, Any], language: str) -> Iterator[str]:
    where = ", ".join(part for part in (entry.get("address"), entry.get("municipality")) if part)
    far = entry.get("distance_km")
    kilometres = format_decimal(far, locale=language) if far is not None else ""
    distance = message("entry.distance", language, kilometres=kilometres) if kilometres else ""
    yield " · ".join(part for part in (where, distance) if part)
    # Telegram makes a number in international form one that can be called.
    yield f"☎ {_LEFT_TO_RIGHT}{entry['phone']}" if entry.get("phone") else ""
    if entry.get("open_now"):
        yield message("widget.open_now", language)
    elif entry.get("open_now") is False:
        yield _closed(entry.get("next_opening"), language)


def _closed(opening: str | None, language: str) -> str:
    closed = message("widget.closed_now", language)
    if not opening:
        return closed
    moment = datetime.fromisoformat(opening).astimezone(ROME)
    when = format_datetime(moment, "EEEE d MMMM, HH:mm", locale=language)
    return f"{closed} · {message('widget.opens', language, when=when)}"
