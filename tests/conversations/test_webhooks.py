"""Other programs are told: signed, in order, what they want, and nothing that anybody said."""

import asyncio
import time

import pytest
import standardwebhooks
from sqlalchemy import update

from conversations.webhooks import registry, repository
from conversations.webhooks.models import Webhook
from conversations.webhooks.outbox import Event, tell
from conversations.webhooks.sender import CONCURRENCY
from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError, NotFoundError
from tests.support.hookserver import HookServer
from tests.support.outbox import added, left, sending, told, until_empty


async def test_a_call_is_signed_and_says_what_happened_and_no_more(sessions: Sessions) -> None:
    with HookServer() as server:
        webhook = await added(sessions, server.url)
        async with sessions.begin() as session:
            await tell(session, Event.HANDOFF_ASKED, "c-1", reason="urgent", topic="emergency", language="ar")
        async with sending(sessions):
            await until_empty(sessions)
        (call,) = server.calls
    event = call.verified(webhook.secret)
    assert event["type"] == "handoff.asked"
    assert event["data"] == {"conversation_id": "c-1", "reason": "urgent", "topic": "emergency", "language": "ar"}
    assert event["timestamp"].endswith("+00:00")
    assert abs(time.time() - int(call.headers["webhook-timestamp"])) < 60
    for secret in (
        f"whsec_{'A' * 44}",
        webhook.secret.replace(webhook.secret[10], "b" if webhook.secret[10] != "b" else "c"),
    ):
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            call.verified(secret)


async def test_an_end_says_how_and_by_whom(sessions: Sessions) -> None:
    await added(sessions, "http://127.0.0.1:1/")
    async with sessions.begin() as session:
        await tell(session, Event.HANDOFF_CLOSED, "c-1", outcome="answered", mediator="Anna")
    (waiting,) = await left(sessions)
    assert waiting.payload["data"] == {"conversation_id": "c-1", "outcome": "answered", "mediator": "Anna"}


async def test_events_come_in_order_and_only_those_wanted(sessions: Sessions) -> None:
    asked = [Event.HANDOFF_ASKED, *[Event.MESSAGE_ARRIVED] * 20, Event.HANDOFF_TAKEN, Event.HANDOFF_CLOSED]
    with HookServer() as everything, HookServer() as messages:
        await added(sessions, everything.url)
        await added(sessions, messages.url, "message.arrived")
        await told(sessions, *asked)
        async with sending(sessions):
            await until_empty(sessions)
    assert everything.types() == [event.value for event in asked]
    assert messages.types() == ["message.arrived"] * 20
    assert all(
        first.ended <= second.began for first, second in zip(everything.calls, everything.calls[1:], strict=False)
    )


async def test_a_transaction_that_fails_tells_nobody(sessions: Sessions) -> None:
    with HookServer() as server:
        await added(sessions, server.url)
        async with sessions() as session:
            await tell(session, Event.HANDOFF_ASKED, "c-1")
            await session.flush()
            await session.rollback()
    assert await left(sessions) == []


async def test_a_webhook_that_is_off_is_told_nothing(sessions: Sessions) -> None:
    with HookServer() as server:
        webhook = await added(sessions, server.url)
        await told(sessions, Event.HANDOFF_ASKED)
        async with sessions.begin() as session:
            await session.execute(update(Webhook).values(active=False))
        await told(sessions, Event.HANDOFF_CLOSED)
        async with sending(sessions):
            await asyncio.sleep(0.3)
    assert server.calls == []
    assert [row.webhook_id for row in await left(sessions)] == [webhook.id]


async def test_more_receivers_than_calls_at_one_time_are_all_told(sessions: Sessions) -> None:
    servers = [HookServer(pause=0.1) for _ in range(CONCURRENCY + 3)]
    for server in servers:
        server.__enter__()
        await added(sessions, server.url)
    await told(sessions, Event.HANDOFF_ASKED, Event.HANDOFF_CLOSED)
    async with sending(sessions):
        await until_empty(sessions)
    for server in servers:
        server.__exit__()
        assert server.types() == ["handoff.asked", "handoff.closed"]


async def test_an_erased_conversation_is_named_to_nobody(sessions: Sessions) -> None:
    await added(sessions, "http://127.0.0.1:1/")
    await told(sessions, Event.HANDOFF_ASKED, conversation="c-1")
    await told(sessions, Event.HANDOFF_ASKED, conversation="c-2")
    async with sessions.begin() as session:
        await repository.forget_conversation(session, "c-1")
    assert [row.payload["data"]["conversation_id"] for row in await left(sessions)] == ["c-2"]


async def test_adding_and_removing(sessions: Sessions) -> None:
    webhook = await added(sessions, " https://help.example.org/approdo?key=1#top ", "handoff.closed", "handoff.asked")
    assert webhook.url == "https://help.example.org/approdo?key=1"
    assert webhook.events == ["handoff.asked", "handoff.closed"]
    assert webhook.secret.startswith("whsec_")
    other = await added(sessions, "http://10.0.0.7:3000/hook")
    assert other.events == [event.value for event in Event]
    assert other.secret != webhook.secret
    await told(sessions, Event.HANDOFF_ASKED)
    async with sessions.begin() as session:
        await registry.remove_webhook(session, webhook.id)
    async with reading(sessions) as session:
        assert [(row.id, row.waiting) for row in await registry.list_webhooks(session)] == [(other.id, 1)]
        with pytest.raises(NotFoundError):
            await registry.find_webhook(session, webhook.id)


@pytest.mark.parametrize(
    "url",
    ["", "help.example.org", "ftp://help.example.org/", "file:///etc/passwd", "https://", "https://u:p@h.example/"],
)
async def test_an_address_that_cannot_be_used_is_refused(sessions: Sessions, url: str) -> None:
    with pytest.raises(InvalidInputError):
        await added(sessions, url)
    with pytest.raises(InvalidInputError, match=r"message\.arrived"):
        await added(sessions, "https://help.example.org/", "everything")
