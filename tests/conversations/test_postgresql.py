"""The same house on PostgreSQL: the tables, the content, one message once, many workers without a second answer."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio

from conversations import inbox, repository
from conversations.assistant import Assistant
from conversations.erasure import erase
from conversations.inbox import Incoming
from conversations.language import LanguageIdentifier
from conversations.notify import Notifier
from conversations.rasa import RasaClient
from conversations.translation.service import Translation
from conversations.urgent import urgent_phrases
from conversations.worker import Worker
from foundation.database import create_engine, create_sessions, reading
from foundation.settings import Settings
from knowledge.answers import entries_for
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer


@pytest_asyncio.fixture
async def assistant(server: Settings, identifier: LanguageIdentifier) -> AsyncIterator[Assistant]:
    """An assistant on it, its Rasa down."""
    engine = create_engine(server)
    sessions, rasa = create_sessions(engine), RasaClient.connect(Settings(port=64990))
    await load_content(sessions)
    yield Assistant(sessions, rasa, Gazetteer.load(), identifier, urgent_phrases(), Translation.connect(Settings()))
    await rasa.close()
    await engine.dispose()


async def test_content_is_loaded_and_found_by_distance(assistant: Assistant) -> None:
    assert await load_content(assistant.sessions) is False
    place = assistant.gazetteer.by_name("Garbagnate Milanese")
    assert place is not None
    async with reading(assistant.sessions) as session:
        assert await entries_for(session, assistant.gazetteer, "immigration_desk", place.code)


async def test_one_delivery_many_times_is_one_message(assistant: Assistant) -> None:
    conversation, _ = await inbox.start_conversation(assistant.sessions, "web", "it")
    same = Incoming("delivery-1", "codice fiscale")
    stored = await asyncio.gather(*(inbox.receive(assistant.sessions, conversation.id, same) for _ in range(8)))
    assert len({message.id for message in stored}) == 1


async def test_many_workers_answer_each_question_once(assistant: Assistant) -> None:
    asked = []
    for number in range(10):
        conversation, _ = await inbox.start_conversation(assistant.sessions, "web", "it")
        await inbox.receive(assistant.sessions, conversation.id, Incoming("message-1", f"codice fiscale {number}"))
        asked.append(conversation.id)

    async def work(worker: Worker) -> None:
        while await worker.work_once():
            pass

    await asyncio.gather(*(work(Worker(assistant, Notifier())) for _ in range(6)))
    async with reading(assistant.sessions) as session:
        said = [await repository.messages_after(session, conversation, 0) for conversation in asked]
    assert [len(messages) for messages in said] == [2] * 10


async def test_what_is_erased_is_gone(assistant: Assistant) -> None:
    conversation, _ = await inbox.start_conversation(assistant.sessions, "web", "it")
    await inbox.receive(assistant.sessions, conversation.id, Incoming("message-1", "codice fiscale"))
    await erase(assistant.sessions, assistant.rasa, conversation.id)
    async with reading(assistant.sessions) as session:
        assert await repository.get_conversation(session, conversation.id) is None
        assert await repository.messages_after(session, conversation.id, 0) == []
