"""Guides and entries of the knowledge base, put into a conversation as the person would see them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.house import House
from conversations.models import Conversation
from conversations.replies import Scene
from conversations.replies.entries import as_data, contact_lines, load
from conversations.replies.render import render
from conversations.replies.reply import answer_of
from foundation.catalogue import FALLBACK
from foundation.clock import now
from foundation.errors import InvalidInputError
from foundation.topics import topics

Inserted = tuple[str, str, dict[str, Any] | None]


def scene_of(session: AsyncSession, house: House, conversation: Conversation) -> Scene:
    """The moment in which something is worded for the person of a conversation."""
    near = house.assistant.gazetteer.by_code(conversation.place_code) if conversation.place_code else None
    return Scene(session, conversation.language or FALLBACK, house.assistant.gazetteer, now(), near)


async def answer_to_insert(
    session: AsyncSession, house: House, conversation: Conversation, topic: str | None, entry: str | None
) -> Inserted:
    """Text, language and answer of a guide or an entry. Raises InvalidInputError where there is none."""
    scene = scene_of(session, house, conversation)
    if topic is not None:
        return await _guide(scene, topic)
    found = await load(scene, [entry or ""])
    if not found:
        raise InvalidInputError("There is no such entry in the directory.")
    answer = answer_of(None, None, scene.language, entries=[as_data(row) for row in found])
    return contact_lines(scene, found[0]), scene.language, answer


async def _guide(scene: Scene, topic: str) -> Inserted:
    if topic not in topics() or not topics()[topic].has_guide:
        raise InvalidInputError("There is no guide on this topic.")
    reply, *_ = await render(scene, {"say": "topic", "topic": topic, "confidence": None, "entries": []})
    return reply.text, reply.language, reply.answer
