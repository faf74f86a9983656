"""A wait ends at its event, at its time, and at a cancellation, whatever comes together."""

import asyncio
import time

import pytest

from foundation.waiting import wait_at_most


async def _for_ever(event: asyncio.Event) -> None:
    while True:
        await wait_at_most(event, 60)
        event.clear()


async def test_it_returns_at_the_event_or_at_the_time() -> None:
    event = asyncio.Event()
    await wait_at_most(event, 0.01)
    event.set()
    began = time.monotonic()
    await wait_at_most(event, 60)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("turns", [0, 1, 2])
async def test_a_cancellation_in_the_moment_of_the_event_ends_the_task(turns: int) -> None:
    event = asyncio.Event()
    task = asyncio.create_task(_for_ever(event))
    await asyncio.sleep(0.01)
    event.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    ended, going_on = await asyncio.wait({task}, timeout=5)
    for other in going_on:
        other.cancel()
    assert ended == {task}
