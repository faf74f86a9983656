"""Who waits for what: workers for work, listeners for messages, within one process."""

import asyncio
from collections import defaultdict


class Notifier:
    """Wakes those who wait. A missed call costs a second, never a message: everybody reads the database again."""

    def __init__(self) -> None:
        self._work = asyncio.Event()
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)

    def work_arrived(self) -> None:
        """A message waits for an answer."""
        self._work.set()

    async def wait_for_work(self, seconds: float) -> None:
        """Return when work arrived or the time is over."""
        await _wait(self._work, seconds)
        self._work.clear()

    def conversation_changed(self, conversation_id: str) -> None:
        """Something new stands in a conversation."""
        for listener in self._listeners.get(conversation_id, ()):
            listener.set()

    async def wait_for_change(self, conversation_id: str, seconds: float) -> None:
        """Return when something new stands in the conversation or the time is over."""
        listener = asyncio.Event()
        self._listeners[conversation_id].add(listener)
        try:
            await _wait(listener, seconds)
        finally:
            self._listeners[conversation_id].discard(listener)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
