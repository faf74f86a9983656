"""“Tell me when you know”: offered, agreed to, kept once, and never beyond an erasure."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from conversations import handoff, repository
from conversations.assistant import Assistant
from conversations.handoff import Reason
from conversations.inbox import Incoming, receive
from conversations.language import LanguageIdentifier
from conversations.models import Message
from conversations.notify import Notifier
from conversations.questions.models import State
from conversations.questions.repository import of_conversation
from conversations.questions.service import Questions
from conversations.questions.telling import keep_telling, tell_all
from conversations.rasa import RasaClient
from conversations.replies import Scene, render
from conversations.translation.service import Translation
from conversations.urgent import urgent_phrases
from conversations.worker import Worker
from foundation.clock import now
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.settings import Settings
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer
from tests.support.questions import ASKED_BACK, asked, begin, conversation_of, kept, turn
from tests.support.translators import StandIn

IN_WORDS = {"it": "La licenza si chiede in Regione.", "uk": "Ліцензію дає Регіон."}


@pytest_asyncio.fixture(scope="module")
async def filled(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A home folder whose database holds the knowledge base that ships, to be copied."""
    home = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_database, home / "approdo.db")
    engine = create_engine(Settings(home=home))
    await load_content(create_sessions(engine))
    await engine.dispose()
    return home


@pytest_asyncio.fixture
async def assistant(filled: Path, tmp_path: Path, identifier: LanguageIdentifier) -> AsyncIterator[Assistant]:
    """An assistant with the knowledge base that ships; nobody listens where its Rasa would be."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    engine = create_engine(Settings(home=tmp_path))
    sessions = create_sessions(engine)
    rasa = RasaClient.connect(Settings(port=64990))
    yield Assistant(sessions, rasa, Gazetteer.load(), identifier, urgent_phrases(), Translation.connect(Settings()))
    await rasa.close()
    await engine.dispose()


async def press(assistant: Assistant, conversation_id: str, choice: str) -> Message:
    """She presses a button, a worker answers; its last reply."""
    await receive(assistant.sessions, conversation_id, Incoming(uuid4().hex, "", {"choice": choice}))
    assert await Worker(assistant, Notifier()).work_once()
    return (await said(assistant.sessions, conversation_id))[-1]


async def said(sessions: Sessions, conversation_id: str) -> list[Message]:
    async with reading(sessions) as session:
        return await repository.messages_after(session, conversation_id, 0)


async def wishing(assistant: Assistant, text: str, language: str = "it", **scores: float) -> tuple[str, int]:
    """Somebody who was not understood and wishes to be told; her conversation and her question's number."""
    conversation, row = await asked(assistant.sessions, text, language, **scores)
    await press(assistant, conversation, "question:tell")
    return conversation, row.id


async def test_the_answer_that_is_none_offers_it_in_six_languages(assistant: Assistant) -> None:
    for language in ("it", "en", "fr", "es", "ar", "uk"):
        async with reading(assistant.sessions) as session:
            scene = Scene(session, language, assistant.gazetteer, now(), None)
            known = {"candidates": ["tax_code"], "confidence": 0.1}
            offered = {
                "ask_back": {"say": "ask_back", "topic": None, **known},
                "wrong": {"say": "answer_wrong", "topic": "answer_wrong", **known},
                "out": {"say": "out_of_scope", "topic": "out_of_scope", **known},
            }
            titles = set()
            for decision in offered.values():
                (reply,) = await render(scene, decision)
                titles |= {row["title"] for row in reply.choices if row["value"] == "question:tell"}
        assert len(titles) == 1
        assert titles != {"question.tell_choice"}


async def test_a_wish_is_kept_and_can_be_taken_back(assistant: Assistant) -> None:
    conversation, _ = await asked(assistant.sessions, "licenza di pesca")
    reply = await press(assistant, conversation, "question:tell")
    assert "senza nome" in reply.text
    assert [row["value"] for row in reply.content["choices"]] == ["question:quiet"]
    assert [row.wishes for row in await kept(assistant.sessions, conversation)] == [True]
    await press(assistant, conversation, "question:quiet")
    assert [row.wishes for row in await kept(assistant.sessions, conversation)] == [False]
    async with assistant.sessions.begin() as session:
        (row,) = await of_conversation(session, conversation)
        row.told = True
    assert "non c'è una domanda" in (await press(assistant, conversation, "question:tell")).text
    nobody = await begin(assistant.sessions)
    assert "non c'è una domanda" in (await press(assistant, nobody, "question:tell")).text


async def test_each_is_told_once_in_her_language_with_the_guide(assistant: Assistant) -> None:
    wishes = [await wishing(assistant, text, language, permit_renewal=0.9) for text, language in (
        ("il foglio che scade", "it"), ("ورقتي تنتهي", "ar"), ("мій папір закінчується", "uk"))]  # fmt: skip
    silent, _ = await asked(assistant.sessions, "il foglio scade", permit_renewal=0.9)
    questions = Questions(assistant.sessions)
    group = await questions.group(wishes[0][1])
    assert len(group.lines) == 4
    assert group.waiting == 3
    await questions.answer("staff", wishes[0][1], "permit_renewal", {})
    before = len(await said(assistant.sessions, silent))
    assert await tell_all(assistant, Notifier()) == 3
    assert await tell_all(assistant, Notifier()) == 0
    for (conversation, _), language in zip(wishes, ("it", "ar", "uk"), strict=True):
        last = (await said(assistant.sessions, conversation))[-1]
        assert (last.author, last.language) == ("assistant", language)
        assert last.content["answer"]["topic"] == "permit_renewal"
        assert [row.told for row in await kept(assistant.sessions, conversation)] == [True]
    assert "“il foglio che scade”" in (await said(assistant.sessions, wishes[0][0]))[-1].text
    assert len(await said(assistant.sessions, silent)) == before
    assert (await questions.group(wishes[0][1])).state == State.ANSWERED


async def test_two_processes_tell_once(assistant: Assistant) -> None:
    conversation, number = await wishing(assistant, "licenza di pesca")
    await turn(assistant.sessions, conversation, "dove chiedo la licenza di pesca?", ASKED_BACK)
    await press(assistant, conversation, "question:tell")
    questions = Questions(assistant.sessions)
    await questions.answer("staff", number, "", IN_WORDS)
    before = len(await said(assistant.sessions, conversation))
    told = await asyncio.gather(*(tell_all(assistant, Notifier()) for _ in range(4)))
    assert sum(told) == 1
    assert len(await said(assistant.sessions, conversation)) == before + 1


async def test_words_of_ones_own_in_her_language_or_said_to_be_italian(assistant: Assistant) -> None:
    wishes = [await wishing(assistant, text, language, permit_renewal=0.9) for text, language in (
        ("ліцензія на рибалку", "uk"), ("permis de pêche", "fr"))]  # fmt: skip
    await Questions(assistant.sessions).answer("staff", wishes[0][1], "", IN_WORDS)
    await tell_all(assistant, Notifier())
    ukrainian, french = [(await said(assistant.sessions, conversation))[-1].text for conversation, _ in wishes]
    assert IN_WORDS["uk"] in ukrainian
    assert IN_WORDS["it"] in french
    assert "La réponse est en italien" in french


async def test_a_translator_puts_ones_own_words_into_her_language(assistant: Assistant) -> None:
    with StandIn("libretranslate") as stand_in:
        translation = Translation.connect(Settings(translator="libretranslate", translator_url=stand_in.url))
        translating = Assistant(
            assistant.sessions, assistant.rasa, assistant.gazetteer, assistant.identifier, assistant.urgent, translation
        )
        conversation, number = await wishing(translating, "permis de pêche", "fr")
        await Questions(assistant.sessions).answer("staff", number, "", {"it": IN_WORDS["it"]})
        await tell_all(translating, Notifier())
        await translation.close()
    text = (await said(assistant.sessions, conversation))[-1].text
    assert IN_WORDS["it"] not in text
    assert "machine" in text


async def test_nobody_speaks_beside_a_mediator(assistant: Assistant) -> None:
    conversation, number = await wishing(assistant, "licenza di pesca")
    async with assistant.sessions.begin() as session:
        record = await handoff.ask_for_person(session, conversation, Reason.ASKED)
        record.taken_at, record.taken_by = now(), "mediator"
    await Questions(assistant.sessions).answer("staff", number, "", IN_WORDS)
    assert await tell_all(assistant, Notifier()) == 0
    async with assistant.sessions.begin() as session:
        await handoff.record.give_back(session, conversation, "mediator")
    assert await tell_all(assistant, Notifier()) == 1


async def test_an_erased_conversation_is_told_nothing(assistant: Assistant) -> None:
    conversation, number = await wishing(assistant, "licenza di pesca")
    await Questions(assistant.sessions).answer("staff", number, "", IN_WORDS)
    async with assistant.sessions.begin() as session:
        await repository.delete_conversation(session, conversation)
    assert await tell_all(assistant, Notifier()) == 0
    assert await conversation_of(assistant.sessions, conversation) is None


async def test_the_house_tells_by_itself_and_wakes_the_person(assistant: Assistant) -> None:
    conversation, number = await wishing(assistant, "licenza di pesca")
    before = len(await said(assistant.sessions, conversation))
    await Questions(assistant.sessions).answer("staff", number, "", IN_WORDS)
    notifier = Notifier()
    with notifier.listening(conversation) as listener:
        telling = asyncio.create_task(keep_telling(assistant, notifier))
        await listener.wait(30)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert len(await said(assistant.sessions, conversation)) == before + 1
