"""Receivers that fail, are slow, are away or want no more: tried again, given up in the end, nothing lost."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations.webhooks import registry
from conversations.webhooks.models import WebhookDelivery
from conversations.webhooks.outbox import Event
from conversations.webhooks.sender import USUAL, Pace
from foundation.database import Sessions, now, reading
from tests.support.hookserver import HookServer
from tests.support.outbox import added, left, sending, told, until, until_empty


async def test_after_an_error_it_is_tried_again_under_the_same_id_and_holds_up_nobody(sessions: Sessions) -> None:
    seen: list[str] = []

    def fails_twice(call: object) -> int:
        seen.append(server.calls[-1].id)
        return 500 if seen.count(seen[0]) < 3 and seen[-1] == seen[0] else 204

    with HookServer(fails_twice) as server:
        webhook = await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED, Event.HANDOFF_TAKEN)
        async with sending(sessions):
            await until_empty(sessions)
    assert server.types() == ["handoff.asked", "handoff.taken", "handoff.asked", "handoff.asked"]
    assert len({call.id for call in server.calls if call.event["type"] == "handoff.asked"}) == 1
    assert all(call.verified(webhook.secret) for call in server.calls)


async def test_pauses_grow_to_about_two_days(sessions: Sessions) -> None:
    assert list(USUAL.pauses) == sorted(USUAL.pauses)
    assert timedelta(days=2) < timedelta(seconds=sum(USUAL.pauses)) < timedelta(days=2, hours=3)
    with HookServer(lambda call: 503) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        before = now()
        async with sending(sessions, Pace(look=0.02)):
            await until(lambda: len(server.calls) == 1)
            await asyncio.sleep(0.2)
    (waiting,) = await left(sessions)
    assert waiting.tries == 1
    assert timedelta(seconds=5) <= waiting.due_at - before < timedelta(seconds=8)


async def test_it_is_given_up_in_the_end_and_shown(sessions: Sessions) -> None:
    with HookServer(lambda call: 500) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sending(sessions):
            await until(lambda: len(server.calls) == 4)
            await asyncio.sleep(0.3)
    (given_up,) = await left(sessions)
    assert given_up.failed_at is not None
    assert len(server.calls) == 4
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
            await until(lambda: len(server.calls) == 4)
            await asyncio.sleep(0.3)
    assert [row.payload["type"] for row in await left(sessions)] == ["handoff.closed"]


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429])
async def test_nothing_but_success_counts_and_no_redirect_is_followed(sessions: Sessions, status: int) -> None:
    with HookServer(lambda call: status) as server:
        await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sending(sessions, Pace(look=0.02)):
            await until(lambda: len(server.calls) == 1)
            await asyncio.sleep(0.2)
    assert [call.path for call in server.calls] == ["/hook"]
    assert [row.tries for row in await left(sessions)] == [1]


async def test_a_receiver_that_does_not_answer_is_left_in_time_and_holds_up_no_other(sessions: Sessions) -> None:
    impatient = Pace(pauses=(60.0,), limit=0.5, look=0.02)
    with HookServer(pause=1.5) as slow, HookServer() as quick:
        await added(sessions, slow.url)
        await added(sessions, quick.url)
        await told(sessions, *[Event.MESSAGE_ARRIVED] * 5)
        began = time.monotonic()
        async with sending(sessions, impatient):
            await until(lambda: len(quick.calls) == 5, 1.5)
            assert time.monotonic() - began < 0.5 + 1
            await until(lambda: len(slow.calls) == 2)
        assert 0.45 < slow.calls[1].began - slow.calls[0].began < 1.4
    assert len(await left(sessions)) == 5


async def test_a_receiver_that_is_away_is_tried_later(sessions: Sessions) -> None:
    with HookServer() as server:
        address = server.url
    await added(sessions, address)
    await told(sessions, Event.HANDOFF_ASKED)
    async with sending(sessions, Pace(look=0.02)):
        await asyncio.sleep(0.5)
    (waiting,) = await left(sessions)
    assert waiting.tries == 1


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
    brief = Pace(pauses=(0.1,), limit=1.0, look=0.02)
    with HookServer(pause=0.6) as server:
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
