"""Turns with Rasa away: answered all the same, once, in order, whoever takes them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select

from conversations import handoff, inbox, repository
from conversations.assistant import Assistant
from conversations.erasure import PendingErasure, erase, erase_pending
from conversations.handoff import Reason
from conversations.handoff.repository import open_handoff
from conversations.inbox import Incoming
from conversations.language import LanguageIdentifier
from conversations.models import Message
from conversations.notify import Notifier
from conversations.rasa import RasaClient
from conversations.translation.service import Translation
from conversations.urgent import urgent_phrases
from conversations.worker import Worker
from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.settings import Settings
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer


@pytest_asyncio.fixture
async def assistant(sessions: Sessions, identifier: LanguageIdentifier) -> AsyncIterator[Assistant]:
    """An assistant whose Rasa is really down: nobody listens on its port."""
    await load_content(sessions)
    rasa = RasaClient.connect(Settings(port=64990))
    yield Assistant(sessions, rasa, Gazetteer.load(), identifier, urgent_phrases(), Translation.connect(Settings()))
    await rasa.close()


async def ask(sessions: Sessions, text: str, language: str = "it") -> str:
    conversation, _ = await inbox.start_conversation(sessions, "web", language)
    await inbox.receive(sessions, conversation.id, Incoming("message-1", text))
    return conversation.id


async def said(sessions: Sessions, conversation: str) -> list[Message]:
    async with reading(sessions) as session:
        return await repository.messages_after(session, conversation, 0)


async def test_without_rasa_the_guides_are_searched_and_it_is_said(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "rinnovare permesso di soggiorno")
    assert await Worker(assistant, Notifier()).work_once() is True
    question, reply = await said(assistant.sessions, conversation)
    assert question.state == "answered"
    assert "solo cercato" in reply.text
    assert reply.content["choices"][0]["value"] == "topic:permit_renewal"
    assert reply.reply_to == "message-1"


async def test_without_rasa_a_topic_by_button_is_answered_in_full(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "boh")
    await inbox.receive(assistant.sessions, conversation, Incoming("message-2", "", {"choice": "topic:tax_code"}))
    worker = Worker(assistant, Notifier())
    while await worker.work_once():
        pass
    last = (await said(assistant.sessions, conversation))[-1]
    assert last.content["answer"]["topic"] == "tax_code"


async def test_without_rasa_danger_is_still_answered_first(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "aiuto mio marito mi picchia")
    await Worker(assistant, Notifier()).work_once()
    last = (await said(assistant.sessions, conversation))[-1]
    assert last.content["answer"]["topic"] == "violence_women"
    async with reading(assistant.sessions) as session:
        waiting = await open_handoff(session, conversation)
    assert waiting is not None
    assert waiting.reason == Reason.URGENT


async def test_two_workers_never_answer_one_message_twice(assistant: Assistant) -> None:
    conversations = [await ask(assistant.sessions, f"codice fiscale {n}") for n in range(12)]
    workers = [Worker(assistant, Notifier()) for _ in range(4)]

    async def work(worker: Worker) -> None:
        while await worker.work_once():
            pass

    await asyncio.gather(*map(work, workers))
    for conversation in conversations:
        assert len(await said(assistant.sessions, conversation)) == 2


async def test_a_dead_workers_claim_passes_to_the_next(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "codice fiscale")
    async with assistant.sessions.begin() as session:
        assert await repository.claim_conversation(session, "dead", now() + timedelta(seconds=60))
    worker = Worker(assistant, Notifier())
    assert await worker.work_once() is False
    async with assistant.sessions.begin() as session:
        held = await repository.holds_claim(session, conversation, "dead")
        assert held is not None
        held.claimed_until = now() - timedelta(seconds=1)
    assert await worker.work_once() is True
    assert len(await said(assistant.sessions, conversation)) == 2


async def test_while_a_mediator_has_it_the_assistant_is_silent(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "codice fiscale")
    async with assistant.sessions.begin() as session:
        record = await handoff.ask_for_person(session, conversation, Reason.ASKED)
        record.taken_at, record.taken_by = now(), "mediator"
    await Worker(assistant, Notifier()).work_once()
    assert [message.author for message in await said(assistant.sessions, conversation)] == ["person"]
    async with assistant.sessions.begin() as session:
        stored = await open_handoff(session, conversation)
        assert stored is not None
        stored.returned_at = now()
        assert await handoff.mediator_of(session, conversation) is None


async def test_asking_again_keeps_ones_place_and_danger_goes_first(sessions: Sessions) -> None:
    conversation, _ = await inbox.start_conversation(sessions, "web", "it")
    async with sessions.begin() as session:
        first = await handoff.ask_for_person(session, conversation.id, Reason.ASKED)
        await session.flush()
        again = await handoff.ask_for_person(session, conversation.id, Reason.URGENT, "emergency")
    assert again.id == first.id
    assert again.reason == Reason.URGENT


async def test_what_rasa_could_not_forget_is_kept_in_mind(assistant: Assistant) -> None:
    conversation = await ask(assistant.sessions, "codice fiscale")
    await erase(assistant.sessions, assistant.rasa, conversation)
    assert await said(assistant.sessions, conversation) == []
    assert await erase_pending(assistant.sessions, assistant.rasa) == 1
    async with reading(assistant.sessions) as session:
        assert list(await session.scalars(select(PendingErasure.conversation_id))) == [conversation]
