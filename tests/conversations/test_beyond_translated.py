"""A language beyond ours with a translator in the house: understood through Italian, answered marked as translated."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from conversations import inbox, repository
from conversations.assistant import Assistant
from conversations.inbox import Incoming
from conversations.language import LanguageIdentifier
from conversations.models import Message
from conversations.notify import Notifier
from conversations.rasa import RasaClient
from conversations.urgent import urgent_phrases
from conversations.worker import Worker
from foundation.catalogue import message
from foundation.database import Sessions, reading
from foundation.settings import Settings
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer
from tests.support.translators import StandIn

QUESTION, IN_ITALIAN = "Wie kann ich meine Aufenthaltserlaubnis verlängern?", "rinnovare permesso di soggiorno"
CRY, CRY_IN_ITALIAN = "Hilfe, mein Mann schlägt mich und die Kinder", "aiuto mio marito mi picchia"


def to_and_from_german(text: str) -> str:
    return {QUESTION: IN_ITALIAN, CRY: CRY_IN_ITALIAN}.get(text, f"Auf Deutsch: {text}")


@pytest.fixture
def google() -> Iterator[StandIn]:
    with StandIn("google", change=to_and_from_german) as server:
        yield server


@pytest_asyncio.fixture
async def assistant(sessions: Sessions, identifier: LanguageIdentifier, google: StandIn) -> AsyncIterator[Assistant]:
    """An assistant whose Rasa is down; the translator is there."""
    await load_content(sessions)
    rasa, translation = RasaClient.connect(Settings(port=64990)), google.translation()
    yield Assistant(sessions, rasa, Gazetteer.load(), identifier, urgent_phrases(), translation)
    await translation.close()
    await rasa.close()


async def answered(assistant: Assistant, text: str) -> list[Message]:
    conversation, _ = await inbox.start_conversation(assistant.sessions, "web", None)
    await inbox.receive(assistant.sessions, conversation.id, Incoming("message-1", text))
    await Worker(assistant, Notifier()).work_once()
    async with reading(assistant.sessions) as session:
        return (await repository.messages_after(session, conversation.id, 0))[1:]


async def test_understood_in_italian_and_answered_as_machine_translated(assistant: Assistant) -> None:
    (reply,) = await answered(assistant, QUESTION)
    assert reply.language == "de"
    assert reply.text.startswith("Auf Deutsch: ")
    assert f"Auf Deutsch: {message('note.machine_answer', 'it')}" in reply.text
    assert reply.content["answer"]["translation"] == "machine"
    first = reply.content["choices"][0]
    assert first["value"] == "topic:permit_renewal"
    assert first["title"].startswith("Auf Deutsch: ")


async def test_danger_is_found_in_the_translation(assistant: Assistant) -> None:
    (reply,) = await answered(assistant, CRY)
    assert reply.content["answer"]["topic"] == "violence_women"
    assert "1522" in reply.text


async def test_when_the_translator_is_down_she_is_told_in_her_language(assistant: Assistant, google: StandIn) -> None:
    google.mode = "500"
    (notice,) = await answered(assistant, QUESTION)
    assert notice.language == "de"
    assert "person" in [choice["value"] for choice in notice.content["choices"]]
