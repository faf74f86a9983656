"""Receivers that fail, are slow, are away or want no more: tried again, given up in the end, nothing lost."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations.webhooks import registry
from conversations.webhooks.models import WebhookDelivery
from conversations.webhooks.outbox import Event
from conversations.webhooks.sender import USUAL, Pace
from foundation.clock import now
from foundation.database import Sessions, reading
from tests.support.hookserver import HookServer, Received
from tests.support.outbox import (
    HURRIED,
    ONCE,
    added,
    left,
    sending,
    told,
    until,
    until_empty,
    until_left,
    until_tried,
)


async def test_after_an_error_it_is_tried_again_under_the_same_id_and_holds_up_nobody(sessions: Sessions) -> None:
    def refuses_until_the_next_has_come(call: Received) -> int:
        return 500 if "handoff.taken" not in server.types() else 204

    with HookServer(refuses_until_the_next_has_come) as server:
        webhook = await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED, Event.HANDOFF_TAKEN)
        async with sending(sessions, Pace(pauses=(0.5,) * 200, limit=20.0, look=0.02)):
            await until_empty(sessions)
    assert server.types()[0] == "handoff.asked"
    asked = [call for call in server.calls if call.event["type"] == "handoff.asked"]
    assert len(asked) > 1
    assert len({call.id for call in asked}) == 1
    assert all(call.verified(webhook.secret) for call in server.calls)


async def test_pauses_grow_to_about_two_days(sessions: Sessions) -> None:
    assert list(USUAL.pauses) == sorted(USUAL.pauses)
    assert timedelta(days=2) < timedelta(seconds=sum(USUAL.pauses)) < timedelta(days=2, hours=3)
    with HookServer(lambda call: 503) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        before = now()
        async with sending(sessions, USUAL):
            await until_tried(sessions)
    (waiting,) = await left(sessions)
    pause = timedelta(seconds=USUAL.pauses[waiting.tries - 1])
    assert before + pause <= waiting.due_at <= now() + pause


async def test_it_is_given_up_in_the_end_and_shown(sessions: Sessions) -> None:
    with HookServer(lambda call: 500) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sending(sessions):
            await until_left(sessions, lambda rows: rows[0].failed_at is not None)
            await asyncio.sleep(0.3)
    assert len(server.calls) == len(HURRIED.pauses) + 1
    async with reading(sessions) as session:
        (summary,) = await registry.list_webhooks(session)
    assert (summary.waiting, summary.failed) == (0, 1)


async def test_what_was_given_up_long_ago_is_forgotten(sessions: Sessions) -> None:
    with HookServer(lambda call: 500) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sessions.begin() as session:
            await session.execute(update(WebhookDelivery).values(failed_at=now() - timedelta(days=31)))
        await told(sessions, Event.HANDOFF_CLOSED)
        async with sending(sessions):
            await until_left(sessions, lambda rows: len(rows) == 1)
    assert [row.payload["type"] for row in await left(sessions)] == ["handoff.closed"]


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429])
async def test_nothing_but_success_counts_and_no_redirect_is_followed(sessions: Sessions, status: int) -> None:
    with HookServer(lambda call: status) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sending(sessions, ONCE):
            await until_tried(sessions)
    assert [call.path for call in server.calls] == ["/hook"]


async def test_a_receiver_that_does_not_answer_holds_up_no_other(sessions: Sessions) -> None:
    with HookServer(pause=60.0) as slow, HookServer() as quick:
        await added(sessions, slow.url)
        await added(sessions, quick.url)
        await told(sessions, *[Event.MESSAGE_ARRIVED] * 5)
        async with sending(sessions, ONCE):
            await until(lambda: len(quick.calls) == 5)
            assert len(slow.calls) == 1
    assert len({call.id for call in quick.calls}) == 5


async def test_a_receiver_that_does_not_answer_is_left_in_time(sessions: Sessions) -> None:
    with HookServer(pause=60.0) as slow:
        await added(sessions, slow.url)
        await told(sessions, *[Event.MESSAGE_ARRIVED] * 2)
        async with sending(sessions, Pace(pauses=(600.0,), limit=0.5, look=0.02)):
            await until_tried(sessions)
        assert [call.ended for call in slow.calls] == [0.0, 0.0]
        assert 0.5 <= slow.calls[1].began - slow.calls[0].began + 0.1 < 30
    assert [row.tries for row in await left(sessions)] == [1, 1]


async def test_a_receiver_that_is_away_is_tried_later(sessions: Sessions) -> None:
    with HookServer() as server:
        address = server.url
    await added(sessions, address)
    await told(sessions, Event.HANDOFF_ASKED)
    async with sending(sessions, ONCE):
        await until_tried(sessions)
    (waiting,) = await left(sessions)
    assert waiting.failed_at is None
    assert waiting.due_at > now()


async def test_gone_turns_a_webhook_off(sessions: Sessions) -> None:
    with HookServer(lambda call: 410) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED, Event.HANDOFF_CLOSED)
        async with sending(sessions):
            await until_empty(sessions)
            await told(sessions, Event.HANDOFF_ASKED)
            await asyncio.sleep(0.2)
    assert server.types() == ["handoff.asked"]
    assert await left(sessions) == []
    async with reading(sessions) as session:
        assert [row.active for row in await registry.list_webhooks(session)] == [False]


async def test_an_end_in_the_middle_loses_nothing(sessions: Sessions) -> None:
    brief = Pace(pauses=(0.1,), limit=3.0, look=0.02)
    with HookServer(pause=60.0) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED, Event.HANDOFF_TAKEN)
        async with sending(sessions, brief):
            await until(lambda: len(server.calls) == 1)
        assert len(await left(sessions)) == 2
        server.pause = 0.0
        async with sending(sessions, brief):
            await until_empty(sessions)
    assert server.types() == ["handoff.asked", "handoff.asked", "handoff.taken"]
    assert server.calls[0].id == server.calls[1].id
