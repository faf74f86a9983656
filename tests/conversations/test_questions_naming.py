"""A group of questions teaches the search a word: tried first, asked back where it is doubtful, found at once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete, select

from accounts.models import AuditEntry
from conversations.models import Conversation
from conversations.plain_search import search_reply
from conversations.questions.common import are_common
from conversations.questions.naming import ASKED, name, remove
from conversations.questions.service import Questions
from conversations.questions.unknown import OFFERED, unknown_words
from conversations.replies import Scene
from foundation.clock import now
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.settings import Settings
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer
from knowledge.search.models import SearchSynonym
from knowledge.search.naming import repository
from knowledge.search.naming.service import Naming
from tests.support.questions import asked

QUESTIONS = ("la tarjola", "e la mia tarjola?", "il codice fiscale", "تارجولا")
TARJOLA = Naming("it", "tax_code", "tarjola")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A database with what ships; on PostgreSQL as the test before left it."""
    if request.param == "postgresql":
        given: Settings = request.getfixturevalue("server")
        return given
    shutil.copy(request.getfixturevalue("filled_database"), tmp_path / "approdo.db")
    return Settings(home=tmp_path)


@pytest_asyncio.fixture
async def filled(settings: Settings) -> AsyncIterator[Sessions]:
    """What ships, without questions and words of an earlier test."""
    engine = create_engine(settings)
    sessions = create_sessions(engine)
    await load_content(sessions)
    for row in await held(sessions):
        await remove(Questions(sessions), "nobody", row.id)
    async with sessions.begin() as session:
        await session.execute(delete(Conversation))
        await session.execute(delete(AuditEntry))
    yield sessions
    await engine.dispose()


async def held(sessions: Sessions) -> list[SearchSynonym]:
    async with reading(sessions) as session:
        return await repository.every(session)


async def a_group(sessions: Sessions, *texts: str) -> int:
    """Questions of one group; the number of one of them."""
    rows = [(await asked(sessions, text, "it", tax_code=0.9))[1] for text in texts]
    return rows[0].id


async def offered(sessions: Sessions, text: str) -> list[str]:
    """The topics that a person is offered for her question while Rasa is down."""
    async with reading(sessions) as session:
        reply = await search_reply(Scene(session, "it", Gazetteer.load(), now(), None), text)
    return [choice["value"] for choice in reply.choices]


async def acts(sessions: Sessions) -> list[tuple[str, str | None]]:
    async with reading(sessions) as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.act.startswith("synonyms.")))
        return [(row.act, row.subject) for row in rows]


async def test_a_question_the_fallback_could_not_place_finds_the_guide_afterwards(filled: Sessions) -> None:
    number = await a_group(filled, *QUESTIONS)
    assert "topic:tax_code" not in await offered(filled, "e la mia tarjola?")
    outcome = await name(Questions(filled), "anna", number, TARJOLA, sure=False)
    assert (outcome.asked, outcome.before, outcome.now, outcome.doubtful) == (4, 1, 3, False)
    assert (await offered(filled, "e la mia tarjola?"))[0] == "topic:tax_code"
    (row,) = await held(filled)
    assert (row.words, row.language, row.topic, row.account_id) == ("tarjola", "it", "tax_code", "anna")
    await remove(Questions(filled), "anna", row.id)
    assert await held(filled) == []
    assert await acts(filled) == [("synonyms.added", "tax_code"), ("synonyms.removed", "tax_code")]


@pytest.mark.parametrize(
    ("words", "elsewhere", "common", "worse"),
    [
        ("medico di famiglia", ["family_doctor"], True, []),
        ("buonasera domani", [], True, []),
        ("codise", [], False, ["codise fiscale"]),
    ],
)
async def test_what_is_doubtful_is_added_only_by_who_is_sure(
    filled: Sessions, words: str, elsewhere: list[str], common: bool, worse: list[str]
) -> None:
    number, naming = await a_group(filled, *QUESTIONS), Naming("it", "permit_renewal", words)
    before = await offered(filled, "codise")
    outcome = await name(Questions(filled), "anna", number, naming, sure=False)
    assert (outcome.elsewhere, outcome.common, outcome.worse) == (elsewhere, common, worse)
    assert (await held(filled), await acts(filled)) == ([], [])
    assert await offered(filled, "codise") == before
    assert (await name(Questions(filled), "anna", number, naming, sure=True)).doubtful
    assert [row.words for row in await held(filled)] == [words]


async def test_words_are_refused_beside_their_field(filled: Sessions) -> None:
    number = await a_group(filled, *QUESTIONS)
    await name(Questions(filled), "anna", number, TARJOLA, sure=False)
    for naming, field in (
        (TARJOLA, "words"),
        (Naming("it", "", "tarjola"), "means"),
        (Naming("it", "isee_caf", ""), "words"),
    ):
        with pytest.raises(InvalidInputError) as refusal:
            await name(Questions(filled), "anna", number, naming, sure=True)
        assert refusal.value.facts["field"] == field
    with pytest.raises(NotFoundError):
        await name(Questions(filled), "anna", 2_000_000_000, TARJOLA, sure=True)
    assert len(await held(filled)) == 1


def test_common_words_stand_in_sentences_of_many_topics() -> None:
    for words, language in (("моя", "uk"), ("我的", "zh"), ("عندي", "ar"), ("domani", "it")):
        assert are_common(words, language)
    for words, language in (("тарйола", "uk"), ("粉红", "zh"), ("carta gialla", "it")):
        assert not are_common(words, language)


async def test_a_large_group_is_asked_in_part(filled: Sessions) -> None:
    number = await a_group(filled, *(f"la tarjola {'o' * size}" for size in range(ASKED + 3)))
    outcome = await name(Questions(filled), "anna", number, TARJOLA, sure=False)
    assert (outcome.asked, outcome.now) == (ASKED, ASKED)


async def test_words_the_search_does_not_know_are_offered_the_most_frequent_first(filled: Sessions) -> None:
    many = " ".join(f"zx{sign * 4}q" for sign in "abcdefghijklm")
    texts = ("Tarjola tarjola?", "la tarjola [...] 347 1234567", "il permesso", f"gzubro {many}", "粉红 卡")
    number = await a_group(filled, *texts)
    questions = Questions(filled)
    rows = await questions.read([line.id for line in (await questions.group(number)).lines])
    assert len(rows) == len(texts)
    async with reading(filled) as session:
        found = await unknown_words(session, rows)
        none = await unknown_words(session, [row for row in rows if row.text == "il permesso"])
    assert (found[0].word, found[0].language, found[0].count) == ("tarjola", "it", 2)
    assert len(found) == OFFERED
    assert not {"permesso", "347", "[…]", "…"} & {row.word for row in found}
    assert none == []
