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
HURRIED = Pace(pauses=(0.1, 0.1, 0.1), limit=20.0, look=0.02)
# One try, and the next one not in this test.
ONCE = Pace(pauses=(600.0,), limit=20.0, look=0.02)


async def added(sessions: Sessions, url: str, *events: str) -> Webhook:
    """A webhook for `url` that wants `events`, all when none is named."""
    async with sessions.begin() as session:
        return await registry.add_webhook(session, url, events)


async def told(sessions: Sessions, *events: Event, conversation: str = "c-1") -> None:
    """Tell `events`, each in a transaction of its own."""
    for event in events:
        async with sessions.begin() as session:
            await tell(session, event, conversation)


async def left(sessions: Sessions) -> list[WebhookDelivery]:
    """What is still to be told, or was given up, the oldest first."""
    async with reading(sessions) as session:
        return list(await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.created_at)))


@asynccontextmanager
async def sending(sessions: Sessions, pace: Pace = HURRIED, senders: int = 1) -> AsyncIterator[None]:
    """Send meanwhile, with as many senders as processes would have."""
    tasks = [asyncio.create_task(keep_sending(sessions, pace)) for _ in range(senders)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


# Longer than anything takes, on a machine that many share.
PATIENCE = 90.0


async def until(true: Callable[[], bool]) -> None:
    """Return once `true` says so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        await asyncio.sleep(0.01)


async def until_left(sessions: Sessions, true: Callable[[list[WebhookDelivery]], bool]) -> None:
    """Return once `true` says so of the deliveries that are left."""
    end = time.monotonic() + PATIENCE
    while not true(await left(sessions)):
        assert time.monotonic() < end, "the deliveries that are left are others"
        await asyncio.sleep(0.02)


async def until_empty(sessions: Sessions) -> None:
    """Return once nothing is left to be told."""
    await until_left(sessions, lambda rows: not rows)


async def until_tried(sessions: Sessions) -> None:
    """Return once everything that is left has been tried."""
    await until_left(sessions, lambda rows: all(row.tries for row in rows))
