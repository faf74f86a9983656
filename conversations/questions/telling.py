"""Who agreed to it is told that there is an answer now: in her language, in her conversation, once."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import structlog
from sqlalchemy.exc import SQLAlchemyError

from conversations import beyond, plain_search
from conversations import repository as conversations
from conversations.assistant import Assistant
from conversations.known import known_before
from conversations.models import Conversation, Message
from conversations.notify import Notifier
from conversations.questions import repository
from conversations.questions.models import QuestionAnswer, UnansweredQuestion
from conversations.replies import Reply, Scene, render
from conversations.translation.service import Translation
from conversations.turn import Turn
from foundation.catalogue import FALLBACK
from foundation.clock import now, today
from foundation.database import reading
from foundation.errors import NotFoundError

_log = structlog.get_logger()
# Seconds between two looks for somebody to tell.
PAUSE = 5.0
# Days after which a question is erased though its conversation is still there: the longest period lists show.
KEPT = 365
# Characters of her own words that are quoted.
_QUOTED = 160


@dataclass(frozen=True)
class _Due:
    """One person to tell: her question in her own words, what staff answered, and her conversation."""

    question: UnansweredQuestion
    words: str
    answer: QuestionAnswer
    conversation: Conversation


async def keep_telling(assistant: Assistant, notifier: Notifier) -> None:
    """Tell whoever is to be told, and erase what is too old, until cancelled."""
    erased_on = None
    while True:
        try:
            day = today()
            if erased_on != day:
                async with assistant.sessions.begin() as session:
                    await repository.forget_before(session, day - timedelta(days=KEPT))
                erased_on = day
            await tell_all(assistant, notifier)
        except SQLAlchemyError:
            _log.exception("questions.telling_failed")
        await asyncio.sleep(PAUSE)


async def tell_all(assistant: Assistant, notifier: Notifier) -> int:
    """Tell everybody who is to be told now; how many were. Nobody's fault keeps the others waiting."""
    told, last = 0, 0
    while (due := await _next(assistant, last)) is not None:
        last = due.question.id
        try:
            turn = await _worded(assistant, due)
        except NotFoundError:
            _log.warning("questions.no_guide", topic=due.answer.topic)
            continue
        if await _told(assistant, due, turn):
            notifier.conversation_changed(due.conversation.id)
            told += 1
    return told


async def _next(assistant: Assistant, after: int) -> _Due | None:
    async with reading(assistant.sessions) as session:
        question = await repository.next_to_tell(session, after)
        if question is None:
            return None
        answer = await session.get_one(QuestionAnswer, question.answer_id)
        conversation = await session.get_one(Conversation, question.conversation_id)
        asked = await repository.message_at(session, conversation.id, question.position)
        return _Due(question, asked.text if asked else question.text, answer, conversation)


async def _worded(assistant: Assistant, due: _Due) -> Turn:
    """The replies as the assistant would give them, with what she asked before; in a language beyond ours too."""
    language = due.conversation.language or FALLBACK
    words = " ".join(due.words.split())
    quoted = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
    async with reading(assistant.sessions) as session:
        known = await known_before(session, due.conversation)
        near = assistant.gazetteer.by_code(known.place_code) if known.place_code else None
        scene = Scene(session, language, assistant.gazetteer, now(), near)
        if due.answer.topic:
            replies = await render(scene, await plain_search.decide_topic(scene, due.answer.topic))
        else:
            replies = [await _own_words(assistant.translation, scene, due.answer)]
    intro = scene.say("question.answered", question=quoted)
    replies[0] = replace(replies[0], text=f"{intro}\n\n{replies[0].text}")
    return await beyond.reworded(assistant.translation, Turn(known).said(*replies))


async def _own_words(translation: Translation, scene: Scene, answer: QuestionAnswer) -> Reply:
    """What staff wrote: in her language where they did, else translated from Italian and marked so, else Italian."""
    written: dict[str, str] = answer.sentences
    if scene.language in written:
        return Reply(written[scene.language], scene.language)
    original = written[FALLBACK]
    translated = await translation.translate(original, FALLBACK, scene.language)
    if translated.state == "machine":
        return Reply(f"{translated.text}\n\n{scene.say('note.machine_answer')}", scene.language)
    return Reply(f"{original}\n\n{scene.say('question.in_italian')}", scene.language)


async def _told(assistant: Assistant, due: _Due, turn: Turn) -> bool:
    """Store the replies unless she was told meanwhile, took her wish back, or erased her conversation."""
    conversation_id = due.conversation.id
    async with assistant.sessions.begin() as session:
        if not await repository.take_to_tell(session, conversation_id, due.answer.id):
            return False
        for reply in turn.replies:
            session.add(
                Message(
                    id=str(uuid4()),
                    conversation_id=conversation_id,
                    position=await conversations.next_position(session, conversation_id),
                    author=reply.author,
                    text=reply.text,
                    language=reply.language,
                    content={"choices": reply.choices, "answer": reply.answer},
                )
            )
    return True
