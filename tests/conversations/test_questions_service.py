"""What staff see of the questions and do about a group, on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from accounts.models import AuditEntry
from conversations import repository
from conversations.questions.models import State, UnansweredQuestion
from conversations.questions.service import Questions, Wanted
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.settings import Settings
from tests.support.questions import ASKED_BACK, asked, begin, kept, turn


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, sessions: Sessions, server: Settings) -> AsyncIterator[Sessions]:
    """Both databases, empty."""
    if request.param == "sqlite":
        yield sessions
        return
    engine = create_engine(server)
    found = create_sessions(engine)
    async with found.begin() as session:
        for row in await session.scalars(select(UnansweredQuestion.conversation_id).distinct()):
            await repository.delete_conversation(session, row)
    yield found
    await engine.dispose()


async def several(database: Sessions) -> list[int]:
    """Three questions about renewing a permit in three languages, one about a nursery; their numbers."""
    numbers = []
    for text, language in (("il foglio che scade", "it"), ("ورقتي تنتهي", "ar"), ("мій папір", "uk")):
        numbers.append((await asked(database, text, language, permit_renewal=0.9))[1].id)
    numbers.append((await asked(database, "asilo nido", "it", nursery=0.8))[1].id)
    return numbers


async def test_groups_are_counted_and_filtered(database: Sessions) -> None:
    await several(database)
    questions = Questions(database)
    groups = await questions.groups(Wanted())
    assert [len(group.lines) for group in groups] == [3, 1]
    assert groups[0].topic == "permit_renewal"
    assert groups[0].languages == {"it": 1, "ar": 1, "uk": 1}
    assert groups[0].kinds == {"not_understood": 3}
    assert groups[0].places == {"015182": 3}
    assert [len(group.lines) for group in await questions.groups(Wanted(language="ar"))] == [1]
    assert await questions.groups(Wanted(kind="handed_over")) == []
    assert await questions.groups(Wanted(place_code="015146")) == []
    assert await questions.groups(Wanted(state=State.ANSWERED)) == []
    assert len(await questions.groups(Wanted(state="", days=365))) == 2


async def test_what_was_asked_long_ago_is_not_of_this_month(database: Sessions) -> None:
    numbers = await several(database)
    async with database.begin() as session:
        row = await session.get_one(UnansweredQuestion, numbers[0])
        row.day -= timedelta(days=60)
    questions = Questions(database)
    assert [len(group.lines) for group in await questions.groups(Wanted(days=30))] == [2, 1]
    assert [len(group.lines) for group in await questions.groups(Wanted(days=90))] == [3, 1]


async def test_a_group_is_dealt_with_and_opens_again_when_it_is_asked_once_more(database: Sessions) -> None:
    numbers = await several(database)
    questions = Questions(database)
    await questions.answer("editor", numbers[1], "permit_renewal", {})
    assert (await questions.group(numbers[0])).state == State.ANSWERED
    assert [group.topic for group in await questions.groups(Wanted())] == ["nursery"]
    await asked(database, "il foglio scaduto", "it", permit_renewal=0.9)
    assert (await questions.group(numbers[0])).state == State.OPEN
    async with reading(database) as session:
        (entry,) = await session.scalars(select(AuditEntry).where(AuditEntry.subject == str(numbers[0])))
    assert (entry.act, entry.details) == ("questions.answered", {"questions": 3})


async def test_what_is_not_ours_stays_away_until_more_ask_than_were_put_aside(database: Sessions) -> None:
    numbers = await several(database)
    questions = Questions(database)
    await questions.mark("editor", numbers[0], State.NOT_OURS)
    for text in ("ancora il foglio", "sempre il foglio", "di nuovo il foglio"):
        await asked(database, text, "it", permit_renewal=0.9)
        assert (await questions.group(numbers[0])).state == State.NOT_OURS
    await asked(database, "e il foglio", "it", permit_renewal=0.9)
    assert (await questions.group(numbers[0])).state == State.OPEN
    await questions.mark("editor", numbers[0], State.OPEN)
    assert {line.state for line in (await questions.group(numbers[0])).lines} == {State.OPEN}


async def test_erased_questions_are_in_no_group(database: Sessions) -> None:
    numbers = await several(database)
    questions = Questions(database)
    assert len(await questions.groups(Wanted())) == 2
    async with database.begin() as session:
        row = await session.get_one(UnansweredQuestion, numbers[3])
        await repository.delete_conversation(session, row.conversation_id)
    assert len(await questions.groups(Wanted())) == 1
    with pytest.raises(NotFoundError):
        await questions.group(numbers[3])


@pytest.mark.parametrize(
    ("topic", "sentences", "field"),
    [
        ("", {}, "sentence-it"),
        ("", {"en": "Ask the Region."}, "sentence-it"),
        ("", {"it": " \u202e "}, "sentence-it"),
        ("", {"it": "x" * 1001}, "sentence-it"),
        ("greet", {}, "topic"),
        ("../etc", {}, "topic"),
        ("tax_code", {"it": "Anche."}, "topic"),
    ],
)
async def test_what_is_no_answer_is_refused(
    sessions: Sessions, topic: str, sentences: dict[str, str], field: str
) -> None:
    (number, *_) = await several(sessions)
    questions = Questions(sessions)
    with pytest.raises(InvalidInputError) as refused:
        await questions.answer("editor", number, topic, sentences)
    assert refused.value.facts["field"] == field
    assert (await questions.group(number)).state == State.OPEN


async def test_a_new_question_belongs_to_its_group_at_once(sessions: Sessions) -> None:
    numbers = await several(sessions)
    questions = Questions(sessions)
    await questions.groups(Wanted())
    # As with many questions: what is known is good for a while.
    questions._good_until = float("inf")
    conversation = await begin(sessions)
    await turn(sessions, conversation, "il foglio nuovo", ASKED_BACK | {"scores": {"permit_renewal": 0.9}})
    (row,) = await kept(sessions, conversation)
    assert len((await questions.group(numbers[0])).lines) == 3
    assert len((await questions.group(row.id)).lines) == 4
