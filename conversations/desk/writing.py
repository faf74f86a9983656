"""A mediator's message: translated for the person within a hard time limit, else sent as it is and marked so."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from conversations import repository
from conversations.desk.actor import Actor
from conversations.desk.desk import Desk
from conversations.handoff import record
from conversations.inbox import Incoming, checked
from conversations.models import MEDIATOR, Message
from conversations.translation.service import Translated
from foundation.database import reading
from foundation.languages import direction


@dataclass(frozen=True)
class Written:
    """A stored message; `state` says what became of its translation, `missing` what did not come through it."""

    message: Message
    state: str
    missing: list[str]


async def write(
    desk: Desk,
    actor: Actor,
    conversation_id: str,
    incoming: Incoming,
    language: str,
    answer: dict[str, Any] | None = None,
) -> Written:
    """Send `incoming`, written in `language`, to the person; the same `external_id` again is one message.

    `answer` is an entry or a guide of the knowledge base sent along. Raises InvalidInputError or TooLargeError,
    and ConflictError where the actor does not have the conversation: then nothing is stored.
    """
    accepted = checked(incoming)
    held, target = await _before(desk, actor, conversation_id, accepted, language)
    if held:
        return Written(held, held.content.get("translation") or "same", [])
    translated = await desk.translation.translate(accepted.text, language, target, names=(actor.name,))
    message = _message(actor, conversation_id, accepted, language, target, translated)
    message.content = {**message.content, "answer": answer}
    try:
        await _store(desk, actor, message)
    except IntegrityError:
        # The same message at the same moment, from another tab: the other one was stored.
        held, _ = await _before(desk, actor, conversation_id, accepted, language)
        if held is None:
            raise
        message = held
    desk.changed(conversation_id, alone=True)
    return Written(message, translated.state, list(translated.missing))


async def _before(
    desk: Desk, actor: Actor, conversation_id: str, incoming: Incoming, language: str
) -> tuple[Message | None, str]:
    """The message when it is stored already, and the language the person reads."""
    async with desk.sessions.begin() as session:
        await record.own(session, conversation_id, actor.account_id)
    async with reading(desk.sessions) as session:
        held = await repository.find_by_external_id(session, conversation_id, incoming.external_id)
        conversation = await repository.get_conversation(session, conversation_id)
    known = conversation and (conversation.written_language or conversation.language)
    return held, known or language


async def _store(desk: Desk, actor: Actor, message: Message) -> None:
    async with desk.sessions.begin() as session:
        await record.own(session, message.conversation_id, actor.account_id)
        message.position = await repository.next_position(session, message.conversation_id)
        session.add(message)


def _message(
    actor: Actor, conversation_id: str, incoming: Incoming, language: str, target: str, translated: Translated
) -> Message:
    machine = translated.state == "machine"
    original = {"text": incoming.text, "language": language, "direction": direction(language)}
    state = "machine" if machine else "original" if language == target else "off"
    return Message(
        id=str(uuid4()),
        conversation_id=conversation_id,
        external_id=incoming.external_id,
        author=MEDIATOR,
        text=translated.text if machine else incoming.text,
        language=target if machine else language,
        content={
            "mediator": {"name": actor.name},
            "original": original if machine else None,
            "translation": state,
            "missing": list(translated.missing) if machine else [],
            "choices": [],
        },
    )
