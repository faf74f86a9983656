"""`…/preview`: the record as a person will see it in the chat, with the replies the assistant really gives.

The draft is written, worded and taken back in one transaction: nobody else ever sees it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from babel import Locale
from babel.numbers import format_decimal
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.house import House
from console.guard import TheHouse
from console.knowledge.access import AnArea, ARecord, Reader, Record
from console.knowledge.held import Held, held, sentences
from console.templates import page
from conversations.replies.entries import when
from conversations.replies.render import render
from conversations.replies.reply import Reply, Scene
from foundation.catalogue import FALLBACK, has_message, message
from foundation.clock import now
from foundation.errors import InvalidInputError, NotFoundError
from foundation.languages import languages
from foundation.topics import topics
from knowledge.editing import Content
from knowledge.places.place import Place

router = APIRouter(prefix="/{area}/{identifier}/preview", include_in_schema=False)


@router.get("")
async def show_preview(
    request: Request,
    visitor: Reader,
    house: TheHouse,
    area: AnArea,
    record: ARecord,
    language: Annotated[str, Query(max_length=3)] = FALLBACK,
) -> Response:
    """The replies that show the service, in one of the languages that are answered."""
    if area != "services":
        raise NotFoundError("Only services are shown in the chat.")
    answered = [row for row in languages().values() if row.answered]
    chosen = next((row for row in answered if row.code == language), answered[0])
    found = await held(house, record)
    faults = house.editing.kind(record.subject).faults(found.content)
    replies: list[Reply] = []
    try:
        replies = [] if faults else await _replies(house, record, found, chosen.code)
    except InvalidInputError as error:
        facts: dict[str, Any] = error.facts
        faults = facts["faults"]
    return page(
        request,
        "knowledge/pages/preview.html",
        visitor,
        record=record,
        held=found,
        answered=answered,
        chosen=chosen,
        replies=[_shown(reply, chosen.code) for reply in replies],
        wrong=sentences(faults, visitor.language),
    )


async def _replies(house: House, record: Record, found: Held, language: str) -> list[Reply]:
    async with house.sessions() as session:
        if found.draft:
            await house.editing.kind(record.subject).write(session, record.subject, found.content, False)
        replies = await _worded(session, house, record, found.content, language)
        await session.rollback()
    return replies


async def _worded(session: AsyncSession, house: House, record: Record, content: Content, language: str) -> list[Reply]:
    """What the assistant says of it: among the desks of its topic, asked for its hours, asked where it is."""
    scene = Scene(session, language, house.assistant.gazetteer, now(), _town(house, content))
    decisions: list[dict[str, Any]] = [{"say": "opening_hours", "topic": "opening_hours"}]
    decisions.append({"say": "contact_details", "topic": "contact_details"})
    listed = [topic for topic in content["topics"] if topics()[topic].kind == "directory"]
    if listed:
        decisions.insert(0, {"say": "entries", "topic": listed[0]})
    replies: list[Reply] = []
    for decision in decisions:
        replies += await render(scene, decision | {"entries": [record.subject.id]})
    return replies


def _town(house: House, content: Content) -> Place | None:
    return house.assistant.gazetteer.by_code(str(content["location"].get("municipality_code") or ""))


def _shown(reply: Reply, language: str) -> dict[str, Any]:
    """A reply as the page shows it: its text and the cards it brings."""
    entries: Sequence[dict[str, Any]] = (reply.answer or {}).get("entries", [])
    return {"text": reply.text, "cards": [_card(entry, language) for entry in entries]}


def _card(entry: dict[str, Any], language: str) -> dict[str, Any]:
    """The card of the chat (`connectors/web/widget/card.js`) in the same words."""
    kind = f"widget.kind_{entry['kind']}"
    names = Locale.parse(language).languages
    spoken = ", ".join(str(names.get(code, code)) for code in entry["languages"])
    far = "" if entry["distance_km"] is None else format_decimal(entry["distance_km"], locale=language)
    return entry | {
        "kind": message(kind, language) if has_message(kind, FALLBACK) else "",
        "where": ", ".join(part for part in (entry["address"], entry["municipality"]) if part),
        "far": message("widget.distance", language, km=far) if far else "",
        "open": _open(entry, language),
        "spoken": message("widget.languages", language, names=spoken) if spoken else "",
    }


def _open(entry: dict[str, Any], language: str) -> str:
    if entry["open_now"] is None:
        return ""
    if entry["open_now"]:
        return message("widget.open_now", language)
    closed, opens = message("widget.closed_now", language), entry["next_opening"]
    if not opens:
        return closed
    return f"{closed} · {message('widget.opens', language, when=when(datetime.fromisoformat(opens), language))}"
