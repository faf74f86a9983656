"""Turns, one at a time for a conversation, in order; a worker that dies leaves its claim to the next."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from conversations.assistant import Assistant
from conversations.erasure import erase
from conversations.handoff import Reason, ask_for_person, mediator_of, withdraw
from conversations.handoff.record import rate
from conversations.handoff.routing import offer
from conversations.known import known_before
from conversations.models import ANSWERED, Conversation, Message
from conversations.notify import Notifier
from conversations.questions.record import notice
from conversations.replies import Reply
from conversations.turn import Known, Turn
from conversations.webhooks.outbox import Event, tell
from foundation.catalogue import message as sentence
from foundation.clock import now
from foundation.database import reading

_log = structlog.get_logger()
# Longer than any turn takes: Rasa's time-out is well below. After it another worker may take over.
LEASE = timedelta(seconds=25)
# How long a missed call can delay work, in seconds.
POLL = 1.0


class Worker:
    """Takes conversations that wait, one after the other, and stores what the assistant answers."""

    def __init__(self, assistant: Assistant, notifier: Notifier) -> None:
        self._assistant = assistant
        self._notifier = notifier
        self._name = uuid4().hex

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                if not await self.work_once():
                    await self._notifier.wait_for_work(POLL)
            except Exception:
                # The database may be locked or away: what is stored waits, and so does the worker.
                _log.exception("worker.failed")
                await asyncio.sleep(POLL)

    async def work_once(self) -> bool:
        """Take one waiting conversation and answer its oldest message; False when none waits."""
        async with self._assistant.sessions.begin() as session:
            conversation = await repository.claim_conversation(session, self._name, now() + LEASE)
        if conversation is None:
            return False
        async with reading(self._assistant.sessions) as session:
            message = await repository.first_received(session, conversation.id)
            known = await known_before(session, conversation)
            silent = await mediator_of(session, conversation.id) is not None
        if message is None:
            async with self._assistant.sessions.begin() as session:
                if held := await repository.holds_claim(session, conversation.id, self._name):
                    await _release(session, held)
            return True
        turn = self._assistant.listen(known, message) if silent else await self._answer(known, message)
        await self._finish(turn, message)
        self._notifier.conversation_changed(conversation.id)
        self._notifier.desk_changed(conversation.id if silent and not turn.handoff else None)
        return True

    async def _answer(self, known: Known, message: Message) -> Turn:
        try:
            return await self._assistant.answer(known, message)
        except Exception:
            # Whatever went wrong, she is told, and the next message finds a working conversation.
            _log.exception("turn.failed", conversation=known.conversation)
            language = known.language or "it"
            return Turn(known).said(Reply(sentence("assistant.failed", language), language))

    async def _finish(self, turn: Turn, message: Message) -> None:
        if turn.erase:
            await erase(self._assistant.sessions, self._assistant.rasa, turn.known.conversation)
            return
        async with self._assistant.sessions.begin() as session:
            conversation = await repository.holds_claim(session, turn.known.conversation, self._name)
            if conversation:
                await store_turn(session, conversation, turn, message)
                await session.flush()
                await _release(session, conversation)
            gone = await repository.get_conversation(session, turn.known.conversation) is None
        if gone:
            # Erased while Rasa was at work: what it has written down since must go too.
            await erase(self._assistant.sessions, self._assistant.rasa, turn.known.conversation)


async def _release(session: AsyncSession, conversation: Conversation) -> None:
    """End the claim; the conversation waits on when another message has come meanwhile."""
    conversation.waiting = await repository.first_received(session, conversation.id) is not None
    conversation.claimed_by = conversation.claimed_until = None


async def store_turn(session: AsyncSession, conversation: Conversation, turn: Turn, message: Message) -> None:
    """Store what a turn leads to, in the transaction that marks its message answered."""
    for reply in turn.replies:
        session.add(
            Message(
                id=str(uuid4()),
                conversation_id=conversation.id,
                position=await repository.next_position(session, conversation.id),
                author=reply.author,
                text=reply.text,
                language=reply.language,
                content={"choices": reply.choices, "answer": reply.answer},
                reply_to=message.external_id,
            )
        )
    stored = await session.get_one(Message, message.id)
    stored.state, stored.understanding = ANSWERED, turn.understanding
    stored.language = turn.known.written_language
    conversation.language = turn.known.language
    conversation.written_language = turn.known.written_language
    conversation.place_code = turn.known.place_code
    await _tell_others(session, conversation, turn, message)
    await notice(session, conversation, turn, message)
    if turn.withdraw and await withdraw(session, conversation.id):
        await tell(session, Event.HANDOFF_CLOSED, conversation.id)
    if turn.helpful is not None:
        await rate(session, conversation.id, turn.helpful)
    if turn.handoff:
        handoff = await ask_for_person(session, conversation.id, turn.handoff, turn.handoff_topic)
        await offer(session, handoff, conversation)


async def _tell_others(session: AsyncSession, conversation: Conversation, turn: Turn, message: Message) -> None:
    """Other programs hear that a person is asked for, and of each message while one is."""
    language = turn.known.written_language or turn.known.language
    if turn.handoff and (not turn.known.waiting_for_person or turn.handoff is Reason.URGENT):
        reason, topic = turn.handoff, turn.handoff_topic
        await tell(session, Event.HANDOFF_ASKED, conversation.id, reason=reason, topic=topic, language=language)
    elif turn.known.waiting_for_person:
        await tell(session, Event.MESSAGE_ARRIVED, conversation.id, position=message.position, language=language)
