"""A message is accepted when it is stored: once, whatever the channel delivers."""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from conversations.models import PERSON, RECEIVED, Conversation, Message
from foundation.database import Sessions
from foundation.errors import InvalidInputError, NotFoundError, TooLargeError
from foundation.text import cleaned

# Longer than any question; what is longer is a document, and no person is helped by half of it.
MAXIMUM_LENGTH = 4000


@dataclass(frozen=True)
class Incoming:
    """What a channel hands in: its own id of the message, and text, a choice's value or a location."""

    external_id: str
    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def start_conversation(
    sessions: Sessions,
    channel: str,
    language: str | None = None,
    place_code: str | None = None,
    previous_id: str | None = None,
) -> tuple[Conversation, str]:
    """A new conversation and the secret token that proves it is hers (256 bits, kept as a hash only).

    `previous_id` is an earlier one that mediators may read beside it, with her consent.
    """
    token = secrets.token_urlsafe(32)
    conversation = Conversation(
        id=str(uuid4()),
        channel=channel,
        token_hash=_hash(token),
        language=language,
        place_code=place_code,
        previous_id=previous_id,
        last_position=0,
    )
    async with sessions.begin() as session:
        session.add(conversation)
    return conversation, token


def owns(conversation: Conversation, token: str) -> bool:
    """Whether `token` is the conversation's own; compared in constant time."""
    return secrets.compare_digest(conversation.token_hash, _hash(token))


def checked(incoming: Incoming) -> Incoming:
    """The message without control characters. Raises TooLargeError or InvalidInputError with the reason."""
    if len(incoming.text) > MAXIMUM_LENGTH:
        raise TooLargeError(
            f"The message has {len(incoming.text)} characters; at most {MAXIMUM_LENGTH} can be read.",
            length=len(incoming.text),
        )
    text = cleaned(incoming.text)
    if not text and not incoming.content:
        raise InvalidInputError("The message is empty: write a question in a few words.")
    return Incoming(incoming.external_id, text, incoming.content)


async def _with_title(session: AsyncSession, conversation_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """A choice with the words that stood on its button, so that the conversation still reads as one."""
    last = await repository.last_reply(session, conversation_id)
    titles = {row["value"]: row["title"] for row in (last.content.get("choices", []) if last else [])}
    title = "📍" if "location" in content else titles.get(content.get("choice", ""))
    return {**content, "title": title} if title else content


async def _store(session: AsyncSession, conversation_id: str, incoming: Incoming) -> Message:
    held = await repository.find_by_external_id(session, conversation_id, incoming.external_id)
    if held:
        return held
    conversation = await repository.get_conversation(session, conversation_id)
    if conversation is None:
        raise NotFoundError("There is no such conversation.")
    message = Message(
        id=str(uuid4()),
        conversation_id=conversation_id,
        external_id=incoming.external_id,
        position=await repository.next_position(session, conversation_id),
        author=PERSON,
        text=incoming.text,
        content=await _with_title(session, conversation_id, incoming.content),
        state=RECEIVED,
    )
    conversation.waiting = True
    session.add(message)
    return message


async def receive(sessions: Sessions, conversation_id: str, incoming: Incoming) -> Message:
    """Store a person's message and return it; the same `external_id` again returns the one that is held.

    Raises InvalidInputError, TooLargeError or NotFoundError; nothing is stored then.
    """
    accepted = checked(incoming)
    try:
        async with sessions.begin() as session:
            return await _store(session, conversation_id, accepted)
    except IntegrityError:
        # Two deliveries at the same moment: the other one was stored.
        async with sessions.begin() as session:
            return await _store(session, conversation_id, accepted)
