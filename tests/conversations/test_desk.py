"""The hand-off from asking to its end, for both sides, on both databases."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete, select

from accounts.models import AccountSession, AuditEntry, Role
from approdo.tables import metadata
from conversations import handoff, inbox, repository
from conversations.desk.desk import Desk
from conversations.desk.queue import counts, queue
from conversations.desk.view import desk_conversation
from conversations.desk.watch import watch_once
from conversations.desk.writing import write
from conversations.handoff import Outcome, Reason, State
from conversations.handoff.outlook import outlook
from conversations.handoff.repository import last_handoff, open_handoff
from conversations.handoff.routing import offer
from conversations.handoff.status import status
from conversations.inbox import Incoming
from conversations.models import Conversation, Message
from conversations.notify import Notifier
from conversations.translation.service import Translation
from foundation.clock import now
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import ConflictError, InvalidInputError, NotFoundError
from foundation.settings import Settings
from tests.support.staff import add_mediator


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Settings:
    """Settings for a database of each kind, with all tables."""
    if request.param == "postgresql":
        found: Settings = request.getfixturevalue("server")
        return found
    shutil.copy(empty_database, tmp_path / "approdo.db")
    return Settings(home=tmp_path)


@pytest_asyncio.fixture
async def sessions(database: Settings) -> AsyncIterator[Sessions]:
    """The database, empty."""
    engine = create_engine(database)
    async with engine.begin() as connection:
        for table in reversed(metadata().sorted_tables):
            await connection.execute(delete(table))
    yield create_sessions(engine)
    await engine.dispose()


@pytest_asyncio.fixture
async def desk(sessions: Sessions) -> AsyncIterator[Desk]:
    translation = Translation.connect(Settings(translator=""))
    yield Desk(sessions, Notifier(), translation)
    await translation.close()


async def waiting(sessions: Sessions, reason: Reason = Reason.ASKED, language: str = "ar") -> str:
    """A conversation that waits for a person."""
    conversation, _ = await inbox.start_conversation(sessions, "web", language)
    async with sessions.begin() as session:
        held = await session.get_one(Conversation, conversation.id)
        record = await handoff.ask_for_person(session, conversation.id, reason)
        await session.flush()
        await offer(session, record, held)
    return conversation.id


async def said(sessions: Sessions, conversation: str) -> list[Message]:
    async with reading(sessions) as session:
        return await repository.messages_after(session, conversation, 0)


async def state(sessions: Sessions, conversation: str) -> State:
    async with reading(sessions) as session:
        found = await last_handoff(session, conversation)
    assert found is not None
    return handoff.state_of(found)


async def test_taken_written_returned_and_asked_whether_it_helped(desk: Desk) -> None:
    anna = await add_mediator(desk.sessions, "Anna")
    conversation = await waiting(desk.sessions)
    await desk.take(anna, conversation)
    await write(desk, anna, conversation, Incoming("reply-001", "Buongiorno"), "it")
    await desk.give_back(anna, conversation)
    taken, reply, returned = await said(desk.sessions, conversation)
    assert "Anna" in taken.text
    assert (reply.author, reply.text, reply.content["translation"]) == ("mediator", "Buongiorno", "off")
    assert [choice["value"] for choice in returned.content["choices"]] == ["helpful:yes", "helpful:no"]
    assert await state(desk.sessions, conversation) is State.RETURNED
    async with reading(desk.sessions) as session:
        acts = list(await session.scalars(select(AuditEntry.act).where(AuditEntry.subject == conversation)))
        assert await status(session, conversation) is None
    assert acts == ["conversation.taken", "conversation.returned"]


async def test_of_ten_who_take_at_once_one_gets_it_and_the_others_are_told_who(desk: Desk) -> None:
    actors = [await add_mediator(desk.sessions, f"Mediator {n}") for n in range(10)]
    conversation = await waiting(desk.sessions)
    results = await asyncio.gather(*(desk.take(actor, conversation) for actor in actors), return_exceptions=True)
    refused = [result for result in results if isinstance(result, ConflictError)]
    assert len(refused) == 9
    winner = actors[results.index(None)]
    assert {error.facts["taken_by"] for error in refused} == {winner.account_id}
    assert len(await said(desk.sessions, conversation)) == 1
    await desk.take(winner, conversation)
    assert len(await said(desk.sessions, conversation)) == 1


async def test_who_does_not_have_it_can_neither_write_nor_read_nor_end_it(desk: Desk) -> None:
    anna, bruno = await add_mediator(desk.sessions, "Anna"), await add_mediator(desk.sessions, "Bruno")
    conversation = await waiting(desk.sessions)
    with pytest.raises(ConflictError):
        await write(desk, anna, conversation, Incoming("reply-001", "Buongiorno"), "it")
    await desk.take(anna, conversation)
    with pytest.raises(NotFoundError):
        await desk.close(bruno, conversation, Outcome.ANSWERED)
    with pytest.raises(ConflictError):
        await write(desk, bruno, conversation, Incoming("reply-002", "Ciao"), "it")
    async with reading(desk.sessions) as session:
        with pytest.raises(NotFoundError):
            await desk_conversation(session, bruno, conversation)
        row, *_ = await queue(session, bruno, "all")
    assert (row.mediator, row.readable) == ("Anna", False)
    chief = await add_mediator(desk.sessions, "Carla", role=Role.ADMIN)
    async with reading(desk.sessions) as session:
        assert (await desk_conversation(session, chief, conversation)).conversation.id == conversation


async def test_the_same_reply_twice_is_one_message_and_an_empty_one_is_refused(desk: Desk) -> None:
    anna = await add_mediator(desk.sessions, "Anna")
    conversation = await waiting(desk.sessions)
    await desk.take(anna, conversation)
    writings = (write(desk, anna, conversation, Incoming("reply-001", "Buongiorno"), "it") for _ in range(5))
    stored = await asyncio.gather(*writings)
    assert len({written.message.id for written in stored}) == 1
    with pytest.raises(InvalidInputError):
        await write(desk, anna, conversation, Incoming("reply-002", "  "), "it")
    assert [message.author for message in await said(desk.sessions, conversation)] == ["notice", "mediator"]


async def test_passed_on_with_a_word_it_waits_for_the_colleague(desk: Desk) -> None:
    anna, bruno = await add_mediator(desk.sessions, "Anna"), await add_mediator(desk.sessions, "Bruno")
    conversation = await waiting(desk.sessions)
    await desk.take(anna, conversation)
    await desk.pass_on(anna, conversation, "Parla di scuola: tu lo sai meglio.", to_account=bruno.account_id)
    async with reading(desk.sessions) as session:
        row, *_ = await queue(session, bruno, "waiting")
        found = await desk_conversation(session, bruno, conversation)
    assert row.offered_to_me
    assert [note.text for note in found.notes] == ["Parla di scuola: tu lo sai meglio."]
    assert all("scuola" not in message.text for message in await said(desk.sessions, conversation))
    await desk.take(bruno, conversation)
    assert await state(desk.sessions, conversation) is State.TAKEN


async def test_closed_with_an_outcome_and_nobody_writes_into_it_any_more(desk: Desk) -> None:
    anna = await add_mediator(desk.sessions, "Anna")
    conversation = await waiting(desk.sessions)
    await desk.take(anna, conversation)
    await desk.close(anna, conversation, Outcome.REFERRED, "CPIA di Rho")
    with pytest.raises(ConflictError):
        await write(desk, anna, conversation, Incoming("reply-001", "Ancora una cosa"), "it")
    async with reading(desk.sessions) as session:
        row, *_ = await queue(session, anna, "closed")
        ended = await last_handoff(session, conversation)
    assert (row.state, row.outcome) == (State.CLOSED, "referred")
    assert ended is not None
    assert ended.referred_to == "CPIA di Rho"


async def test_who_signs_off_or_runs_out_of_her_session_leaves_them_to_the_queue(desk: Desk) -> None:
    anna = await add_mediator(desk.sessions, "Anna")
    conversations = [await waiting(desk.sessions) for _ in range(3)]
    for conversation in conversations:
        await desk.take(anna, conversation)
    await watch_once(desk, minutes=10)
    assert await state(desk.sessions, conversations[0]) is State.TAKEN
    async with desk.sessions.begin() as session:
        row = (await session.scalars(select(AccountSession))).one()
        row.last_used_at = now() - timedelta(hours=9)
    await watch_once(desk, minutes=10)
    assert {await state(desk.sessions, conversation) for conversation in conversations} == {State.WAITING}
    assert "Anna" in (await said(desk.sessions, conversations[0]))[-1].text


async def test_nobody_takes_it_then_others_are_asked_and_in_the_end_the_coordinator(desk: Desk) -> None:
    speaks = await add_mediator(desk.sessions, "Amal", languages=("it", "ar"))
    others = [await add_mediator(desk.sessions, f"Bruno {n}") for n in range(2)]
    chief = await add_mediator(desk.sessions, "Carla", role=Role.ADMIN, present=False)
    conversation = await waiting(desk.sessions)

    async def offered() -> list[str]:
        async with reading(desk.sessions) as session:
            found = await open_handoff(session, conversation)
        assert found is not None
        return found.offered_to

    async def wait(minutes: float) -> None:
        async with desk.sessions.begin() as session:
            found = await open_handoff(session, conversation)
            assert found is not None
            found.waiting_since = now() - timedelta(minutes=minutes)
        await watch_once(desk, minutes=10)

    assert await offered() == [speaks.account_id]
    await wait(9)
    assert await offered() == [speaks.account_id]
    await wait(11)
    assert set(await offered()) == {actor.account_id for actor in (speaks, *others)}
    await wait(12)
    assert chief.account_id not in await offered()
    await wait(21)
    assert chief.account_id in await offered()
    await wait(60)
    told = [message.text for message in await said(desk.sessions, conversation)]
    assert len(told) == 2


async def test_minutes_without_staff_do_not_count(desk: Desk) -> None:
    await add_mediator(desk.sessions, "Anna", present=False)
    conversation = await waiting(desk.sessions)
    async with desk.sessions.begin() as session:
        found = await open_handoff(session, conversation)
        assert found is not None
        found.waiting_since = now() - timedelta(days=2)
    await watch_once(desk, minutes=10)
    assert await said(desk.sessions, conversation) == []


async def test_urgent_ones_go_first_and_to_several(desk: Desk) -> None:
    mediators = [await add_mediator(desk.sessions, f"Mediator {n}") for n in range(5)]
    first, second = await waiting(desk.sessions), await waiting(desk.sessions)
    urgent = await waiting(desk.sessions, Reason.URGENT)
    async with reading(desk.sessions) as session:
        rows = await queue(session, mediators[0], "waiting")
        last = await open_handoff(session, second)
        seen = await outlook(session, now(), "ar", last)
        how_many = await counts(session, mediators[0])
        record = await open_handoff(session, urgent)
    assert [row.id for row in rows] == [urgent, first, second]
    assert (seen.ahead, seen.forecast.kind) == (2, "with_translation_here")
    assert (how_many["waiting"], how_many["urgent"]) == (3, 1)
    assert record is not None
    assert len(record.offered_to) == 4


async def test_withdrawn_and_erased_it_is_gone_from_the_lists(desk: Desk) -> None:
    anna = await add_mediator(desk.sessions, "Anna")
    first, second = await waiting(desk.sessions), await waiting(desk.sessions)
    async with desk.sessions.begin() as session:
        assert await handoff.withdraw(session, first)
        assert not await handoff.withdraw(session, first)
    await desk.take(anna, second)
    await desk.note(anna, second, "Una nota")
    async with desk.sessions.begin() as session:
        await repository.delete_conversation(session, second)
    async with reading(desk.sessions) as session:
        assert await queue(session, anna, "all") == []
        assert await queue(session, anna, "closed") == []


async def test_the_search_finds_words_only_in_what_one_may_read(desk: Desk) -> None:
    anna, bruno = await add_mediator(desk.sessions, "Anna"), await add_mediator(desk.sessions, "Bruno")
    conversation = await waiting(desk.sessions)
    await inbox.receive(desk.sessions, conversation, Incoming("message-1", "100% السكن_في Rho"))
    await waiting(desk.sessions)
    await desk.take(anna, conversation)
    async with reading(desk.sessions) as session:
        assert [row.id for row in await queue(session, anna, "all", "rho 100%")] == [conversation]
        assert await queue(session, anna, "all", "%") == await queue(session, anna, "all", "100%")
        assert await queue(session, bruno, "all", "rho") == []
        with pytest.raises(InvalidInputError):
            await queue(session, anna, "everything")
