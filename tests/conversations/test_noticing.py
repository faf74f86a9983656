"""What one process does, those who listen in another one are told: the same look on both databases."""

from collections.abc import AsyncIterator

import pytest_asyncio

from conversations import handoff, inbox, repository
from conversations.handoff import Reason, record
from conversations.inbox import Incoming
from conversations.noticing import Seen, notice_once
from conversations.notify import DESK, Listener, Notifier
from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from tests.support.staff import add_mediator


@pytest_asyncio.fixture
async def database(each_database: Settings) -> AsyncIterator[Sessions]:
    engine = create_engine(each_database)
    yield create_sessions(engine)
    await engine.dispose()


def _woken(listener: Listener) -> bool:
    woken = listener.event.is_set()
    listener.event.clear()
    return woken


async def test_listeners_are_woken_by_what_another_process_wrote(database: Sessions) -> None:
    notifier, seen = Notifier(), Seen()
    mine, _ = await inbox.start_conversation(database, "web", "it")
    other, _ = await inbox.start_conversation(database, "web", "ar")
    anna = await add_mediator(database, "Anna")
    async with database.begin() as session:
        for one in (mine, other):
            await handoff.ask_for_person(session, one.id, Reason.ASKED, None)
    with notifier.listening(mine.id) as person, notifier.listening(DESK) as desk:
        await notice_once(database, notifier, seen)
        assert _woken(person), "who has just begun to listen looks once"
        _woken(desk)
        await notice_once(database, notifier, seen)
        assert not _woken(person)
        assert not _woken(desk)
        await inbox.receive(database, mine.id, Incoming("one", "Buongiorno"))
        await notice_once(database, notifier, seen)
        assert _woken(person)
        assert _woken(desk)
        assert notifier.desk_concerns(notifier.desk_version - 1, [mine.id])
        assert not notifier.desk_concerns(notifier.desk_version - 1, [other.id])
        async with database.begin() as session:
            await record.take(session, other.id, anna.account_id)
        await notice_once(database, notifier, seen)
        assert _woken(person), "she has moved up in the queue"
        assert notifier.desk_concerns(notifier.desk_version - 1, [])
        await inbox.receive(database, other.id, Incoming("two", "Ancora"))
        await notice_once(database, notifier, seen)
        assert not _woken(person), "what others say is not hers"


async def test_an_erased_conversation_is_noticed(database: Sessions) -> None:
    notifier, seen = Notifier(), Seen()
    gone, _ = await inbox.start_conversation(database, "web", "it")
    with notifier.listening(gone.id) as listener:
        await notice_once(database, notifier, seen)
        _woken(listener)
        async with database.begin() as session:
            await repository.delete_conversation(session, gone.id)
        await notice_once(database, notifier, seen)
        assert _woken(listener)
