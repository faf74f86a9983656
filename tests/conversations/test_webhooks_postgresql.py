"""Several processes on one PostgreSQL database share the outbox: nothing is told twice, and in order."""

from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest_asyncio

from conversations.webhooks import repository
from conversations.webhooks.outbox import Event
from conversations.webhooks.sender import Pace
from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from tests.support.hookserver import HookServer, Received
from tests.support.outbox import added, left, sending, told, until_empty

PACE = Pace(pauses=(0.2, 0.2, 0.2), limit=20.0, look=0.02)


@pytest_asyncio.fixture
async def sessions(server: Settings) -> AsyncIterator[Sessions]:
    """The database, without the webhooks of the test before."""
    engine = create_engine(server)
    found = create_sessions(engine)
    yield found
    async with found.begin() as session:
        for webhook in await repository.all_webhooks(session):
            await repository.delete_webhook(session, webhook.id)
    await engine.dispose()


async def test_many_senders_tell_everything_once_and_in_order(sessions: Sessions) -> None:
    events = [Event.HANDOFF_ASKED, *[Event.MESSAGE_ARRIVED] * 25, Event.HANDOFF_CLOSED]
    with HookServer(pause=0.02) as first, HookServer() as second:
        for server in (first, second):
            await added(sessions, server.url)
        await told(sessions, *events)
        async with sending(sessions, PACE, senders=4):
            await until_empty(sessions)
    for server in (first, second):
        assert set(Counter(call.id for call in server.calls).values()) == {1}
        assert server.types() == [event.value for event in events]
        assert all(one.ended <= next_one.began for one, next_one in pairwise(server.calls))


async def test_two_senders_never_try_one_delivery_at_the_same_moment(sessions: Sessions) -> None:
    def fails_at_first(call: Received) -> int:
        return 500 if sum(other.id == call.id for other in server.calls) < 3 else 204

    with HookServer(fails_at_first, pause=0.05) as server:
        await added(sessions, server.url)
        await told(sessions, *[Event.MESSAGE_ARRIVED] * 6)
        async with sending(sessions, PACE, senders=3):
            await until_empty(sessions)
    tries = Counter(call.id for call in server.calls)
    assert len(tries) == 6
    for delivery in tries:
        calls = [call for call in server.calls if call.id == delivery]
        assert len(calls) == 3
        assert all(one.ended <= next_one.began for one, next_one in pairwise(calls))


async def test_an_erased_conversation_is_named_to_nobody(sessions: Sessions) -> None:
    await added(sessions, "http://127.0.0.1:1/")
    await told(sessions, Event.HANDOFF_ASKED, conversation="c-1")
    await told(sessions, Event.HANDOFF_ASKED, conversation="c-2")
    async with sessions.begin() as session:
        await repository.forget_conversation(session, "c-1")
    assert [row.payload["data"]["conversation_id"] for row in await left(sessions)] == ["c-2"]
