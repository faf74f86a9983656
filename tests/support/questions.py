"""Questions that were not answered, as turns of real conversations bring them about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from conversations import inbox, repository
from conversations.handoff import Reason
from conversations.inbox import Incoming
from conversations.known import known_before
from conversations.models import Conversation
from conversations.questions.models import UnansweredQuestion
from conversations.questions.repository import of_conversation
from conversations.replies import Reply
from conversations.turn import Turn
from conversations.worker import store_turn
from foundation.database import Sessions, reading

ANSWERED = {"say": "topic", "topic": "permit_renewal", "ranking": ["permit_renewal"], "scores": {"permit_renewal": 0.9}}
ASKED_BACK = {
    "say": "ask_back", "topic": None, "ranking": ["permit_renewal", "work_rights", "tax_code"],
    "scores": {"permit_renewal": 0.19, "work_rights": 0.18, "tax_code": 0.02, "out_of_scope": 0.001},
}  # fmt: skip
WRONG = {"say": "answer_wrong", "topic": "answer_wrong", "confidence": 0.9, "ranking": ["answer_wrong"],
         "scores": {"answer_wrong": 0.9}}  # fmt: skip


async def begin(sessions: Sessions, language: str = "it", place: str | None = "015182") -> str:
    """A new conversation; its id."""
    conversation, _ = await inbox.start_conversation(sessions, "web", language, place)
    return conversation.id


async def turn(
    sessions: Sessions,
    conversation_id: str,
    text: str,
    seen: Mapping[str, Any] | None = None,
    choice: str = "",
    handoff: Reason | None = None,
    **more: Any,
) -> None:
    """She writes `text` (or presses a button), and the assistant's turn with its understanding is stored."""
    content = {"choice": choice} if choice else {}
    message = await inbox.receive(sessions, conversation_id, Incoming(uuid4().hex, text, content))
    async with sessions.begin() as session:
        conversation = await repository.get_conversation(session, conversation_id)
        assert conversation
        known = await known_before(session, conversation)
        language = more.pop("written", conversation.language)
        before = (
            Turn(known)
            .learned(written_language=language)
            .said(Reply("…", conversation.language or "it", choices=more.pop("choices", [])))
        )
        after = replace(before, understanding=dict(seen or {}), handoff=handoff, **more)
        await store_turn(session, conversation, after, message)


async def kept(sessions: Sessions, conversation_id: str) -> list[UnansweredQuestion]:
    """What is kept of a conversation, the newest first."""
    async with reading(sessions) as session:
        return await of_conversation(session, conversation_id)


async def asked(sessions: Sessions, text: str, language: str = "it", **scores: float) -> tuple[str, UnansweredQuestion]:
    """Somebody whose question was not understood: her conversation and what is kept."""
    conversation_id = await begin(sessions, language)
    seen = ASKED_BACK | {"scores": scores or ASKED_BACK["scores"]}
    await turn(sessions, conversation_id, text, seen)
    return conversation_id, (await kept(sessions, conversation_id))[0]


async def conversation_of(sessions: Sessions, conversation_id: str) -> Conversation | None:
    """The conversation, if it is still there."""
    async with reading(sessions) as session:
        return await repository.get_conversation(session, conversation_id)
