"""Noticing that a question was not answered: within the turn's own transaction, without what says who asked it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository as conversations
from conversations.beyond import is_beyond
from conversations.handoff import Reason
from conversations.models import Conversation, Message
from conversations.questions import repository
from conversations.questions.likeness import OUT_OF_SCOPE
from conversations.questions.masking import masked
from conversations.questions.models import Kind, State, UnansweredQuestion
from conversations.turn import Turn
from foundation.clock import today
from foundation.topics import topics

# What is kept of one conversation in a day: somebody who plays with the assistant is not everybody's question.
MOST_A_DAY = 20
# How many of her messages are looked through for the question an answer was not helpful to.
_LOOKED_AT = 6
# Below it a complaint is a guess: what is meant as one is known far better.
DOUBTED = 0.7
# Shares below it say nothing.
_LEAST = 0.01
# What was noticed first says most of what is missing: words that were not understood, then an answer that was none.
_STRENGTH = {Kind.HANDED_OVER: 0, Kind.NOT_HELPFUL: 1, Kind.NOT_UNDERSTOOD: 2}
_CALLS = (Reason.ASKED, Reason.NOT_UNDERSTOOD, Reason.NOT_HELPED)


async def notice(session: AsyncSession, conversation: Conversation, turn: Turn, message: Message) -> None:
    """Keep the question that this turn leaves without an answer, if it does; and what she wishes to be told.

    `message` has been given its understanding already. A turn that answers costs nothing.
    """
    if turn.tell is not None:
        await _wish(session, conversation.id, turn.tell)
    elif (kind := _failure(turn, message)) is not None:
        await _keep(session, conversation, message, kind, turn.understanding)
    elif (kind := _complaint(turn)) is not None:
        question = await _question_before(session, message)
        if question:
            await _keep(session, conversation, question, kind, question.understanding or {})
    elif str(message.content.get("choice", "")).startswith("topic:"):
        await _found_it(session, message)


def _failure(turn: Turn, message: Message) -> Kind | None:
    """Whether the message itself was not understood: asked back, out of scope, or in a language nobody here reads."""
    seen = turn.understanding
    if not message.text or not turn.replies:
        return None
    unread = not seen and is_beyond(turn.known.written_language) and not turn.known.asked_for_place
    asked_back = seen.get("say") == "ask_back" or seen.get("topic") == OUT_OF_SCOPE or _is_doubted(seen)
    return Kind.NOT_UNDERSTOOD if asked_back or unread else None


def _is_doubted(seen: Mapping[str, Any]) -> bool:
    """Whether words were taken for a complaint by a guess: they are rather a question nobody understood."""
    return seen.get("topic") == "answer_wrong" and (seen.get("confidence") or 0.0) < DOUBTED


def _complaint(turn: Turn) -> Kind | None:
    """Whether the turn says so of an earlier question. Danger calls a person too: it was answered."""
    if turn.understanding.get("topic") == "answer_wrong" or turn.helpful is False:
        return Kind.NOT_HELPFUL
    return Kind.HANDED_OVER if turn.handoff in _CALLS and not turn.known.waiting_for_person else None


def _is_question(message: Message) -> bool:
    """Whether an earlier message asked something: no button, no town, no thanks, no cry for help."""
    seen = message.understanding or {}
    topic = seen.get("topic")
    if not message.text or seen.get("ranking") is None or seen.get("say") in ("entries", "place_noted"):
        return False
    if topic is None or topic == OUT_OF_SCOPE:
        return True
    return topic in topics() and topics()[topic].kind in ("guide", "directory")


async def _question_before(session: AsyncSession, message: Message) -> Message | None:
    earlier = await repository.messages_before(session, message.conversation_id, message.position, _LOOKED_AT)
    return next((row for row in earlier if _is_question(row)), None)


async def _keep(
    session: AsyncSession, conversation: Conversation, message: Message, kind: Kind, seen: dict[str, Any]
) -> None:
    held = await repository.of_conversation(session, conversation.id)
    known = next((row for row in held if row.position == message.position), None)
    if known:
        known.kind = max(Kind(known.kind), kind, key=_STRENGTH.__getitem__)
        return
    text, day = masked(message.text), today()
    same_day = [row for row in held if row.day == day]
    if not text or len(same_day) >= MOST_A_DAY or any(row.text == text for row in held):
        return
    scores = scores_of(seen)
    row = UnansweredQuestion(conversation_id=conversation.id, position=message.position, day=day, kind=kind, text=text)
    row.language = message.language or conversation.written_language or conversation.language
    row.scores, row.place_code = scores, conversation.place_code
    row.topic = likeliest(scores)
    row.state, row.wishes, row.told = State.OPEN, False, False
    session.add(row)


def scores_of(seen: dict[str, Any]) -> dict[str, float]:
    """The shares of topics a question may be about; a short one about what was just read is about that alone."""
    if seen.get("say") == "section" and seen.get("topic"):
        return {str(seen["topic"]): 1.0}
    scores: dict[str, float] = seen.get("scores") or {}
    return {topic: share for topic, share in scores.items() if share >= _LEAST}


def likeliest(scores: dict[str, float]) -> str | None:
    """The topic a question is likeliest about: one there is a guide for, or none of ours; greetings are no topic."""
    known = [topic for topic in scores if topic == OUT_OF_SCOPE or (topic in topics() and topics()[topic].has_guide)]
    return max(known, key=scores.__getitem__, default=None)


async def _found_it(session: AsyncSession, message: Message) -> None:
    """She was asked back and has chosen a topic that was offered: then it was understood after all."""
    question = await _question_before(session, message)
    if question is None or message.content["choice"] not in await _offered(session, question):
        return
    for row in await repository.of_conversation(session, message.conversation_id):
        if row.position == question.position and row.kind == Kind.NOT_UNDERSTOOD and not row.wishes:
            await session.delete(row)


async def _offered(session: AsyncSession, question: Message) -> list[str]:
    """The values of the choices she was answered with."""
    replies = await conversations.replies_to(session, question.conversation_id, question.external_id or "")
    return [row["value"] for reply in replies for row in reply.content.get("choices", [])]


async def _wish(session: AsyncSession, conversation_id: str, tell: bool) -> None:
    """She wishes to be told of an answer to her last question, or no more of any."""
    held = await repository.of_conversation(session, conversation_id)
    for row in held[:1] if tell else held:
        row.wishes = tell
