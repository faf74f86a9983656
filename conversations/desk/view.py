"""One conversation as a mediator reads it: what was said, in her language too, and why the assistant said it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from conversations.desk.actor import Actor
from conversations.desk.repository import followers, notes_of, translations_of
from conversations.handoff.repository import last_handoff
from conversations.models import NOTICE, PERSON, Conversation, Handoff, InternalNote, Message
from foundation.catalogue import message as sentence
from foundation.errors import NotFoundError


@dataclass(frozen=True)
class DeskMessage:
    """A message with its translation into the reader's language, where there is one; `missing` asks for one."""

    message: Message
    translation: str | None
    missing: bool


@dataclass(frozen=True)
class DeskConversation:
    """Everything the desk shows of one conversation."""

    conversation: Conversation
    handoff: Handoff
    messages: list[DeskMessage] = field(default_factory=list)
    notes: list[InternalNote] = field(default_factory=list)


async def readable(session: AsyncSession, actor: Actor, conversation_id: str) -> tuple[Conversation, Handoff]:
    """The conversation, when the actor may read it. Raises NotFoundError: who may not does not learn that it exists."""
    conversation = await repository.get_conversation(session, conversation_id)
    handoff = await last_handoff(session, conversation_id) if conversation else None
    if (
        conversation is None
        or handoff is None
        or not (actor.sees(handoff) or await _linked(session, actor, conversation))
    ):
        raise NotFoundError("There is no such conversation, or it is not yours to read.")
    return conversation, handoff


async def _linked(session: AsyncSession, actor: Actor, conversation: Conversation) -> bool:
    """Whether the person lets the one who helps her now read this earlier conversation."""
    later = await followers(session, conversation.id)
    handoffs = [await last_handoff(session, row.id) for row in later]
    return any(handoff and handoff.taken_by == actor.account_id and actor.sees(handoff) for handoff in handoffs)


async def desk_conversation(
    session: AsyncSession, actor: Actor, conversation_id: str, after: int = 0
) -> DeskConversation:
    """The conversation with its messages after a position. Raises NotFoundError as `readable` does."""
    conversation, handoff = await readable(session, actor, conversation_id)
    said = await repository.messages_after(session, conversation_id, after)
    known = await translations_of(session, conversation_id, actor.language)
    rows = [_with_translation(message, known.get(message.id), actor.language) for message in said]
    return DeskConversation(conversation, handoff, rows, await notes_of(session, conversation_id))


def _with_translation(message: Message, translation: str | None, reader: str) -> DeskMessage:
    if message.author == NOTICE and message.language != reader:
        return DeskMessage(message, _worded(message, reader), False)
    foreign = message.author == PERSON and bool(message.text) and message.language not in (None, reader)
    return DeskMessage(message, translation, foreign and translation is None)


def _worded(message: Message, reader: str) -> str | None:
    """A notice in the reader's language, from the catalogue: no machine is needed for our own sentences."""
    key, name = message.content.get("key"), (message.content.get("mediator") or {}).get("name", "")
    return sentence(key, reader, name=name) if key else None


def waiting_for_translation(rows: Sequence[DeskMessage]) -> list[Message]:
    """The messages a translation is to be asked for."""
    return [row.message for row in rows if row.missing]


def original_of(message: Message) -> dict[str, Any] | None:
    """What a mediator really wrote, where the person got a translation."""
    found: dict[str, Any] | None = message.content.get("original")
    return found


def left_at(message: Message) -> datetime | None:
    """When she left this message for the mediator, if it is one."""
    return message.created_at if (message.understanding or {}).get("left_for_mediator") else None
