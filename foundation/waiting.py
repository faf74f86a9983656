"""Waiting that can be cancelled at any moment.

`asyncio.wait_for` of Python 3.11 forgets a cancellation that comes in the same moment as the event it waits for
(CPython issue 86296, mended in 3.12): a task cancelled then goes on for ever. The linter bans it for that.
"""

import asyncio


async def wait_at_most(event: asyncio.Event, seconds: float) -> None:
    """Return once `event` is set or `seconds` are over, whichever comes first; a cancellation always ends it."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
