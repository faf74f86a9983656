"""What tests of the outbox share: webhooks, events, a sender in a hurry."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import select

from conversations.webhooks import registry
from conversations.webhooks.models import Webhook, WebhookDelivery
from conversations.webhooks.outbox import Event, tell
from conversations.webhooks.sender import Pace, keep_sending
from foundation.database import Sessions, reading

# As patient as the real one in its order of things, but in a hurry.
HURRIED = Pace(pauses=(0.1, 0.1, 0.1), limit=2.0, look=0.02)


async def added(sessions: Sessions, url: str, *events: str) -> Webhook:
    async with sessions.begin() as session:
        return await registry.add_webhook(session, url, events)


async def told(sessions: Sessions, *events: Event, conversation: str = "c-1") -> None:
    for event in events:
        async with sessions.begin() as session:
            await tell(session, event, conversation)


async def left(sessions: Sessions) -> list[WebhookDelivery]:
    async with reading(sessions) as session:
        return list(await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.created_at)))


@asynccontextmanager
async def sending(sessions: Sessions, pace: Pace = HURRIED, senders: int = 1) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(keep_sending(sessions, pace)) for _ in range(senders)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


async def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        await asyncio.sleep(0.01)


async def until_empty(sessions: Sessions, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while await left(sessions):
        assert time.monotonic() < end, "deliveries are left"
        await asyncio.sleep(0.02)
