"""Who waits for what: workers for work, listeners for messages, within one process."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from time import monotonic

from foundation.waiting import wait_at_most

# The listeners that look at all conversations.
DESK = "desk"
# Changes of the desk that are remembered: who has missed more looks at everything again.
REMEMBERED = 500
# Seconds that the sign of somebody writing lasts.
TYPING = 6.0


@dataclass(frozen=True)
class Typing:
    """Somebody is writing: her name (none for the person who asks) and when it was last said."""

    name: str | None
    at: float = field(default_factory=monotonic)


class Notifier:
    """Wakes those who wait. A missed call costs a second, never a message: everybody reads the database again."""

    def __init__(self) -> None:
        self._work = asyncio.Event()
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._typing: dict[tuple[str, str], Typing] = {}
        self._desk_version = 0
        self._desk_changes: deque[tuple[int, str | None]] = deque(maxlen=REMEMBERED)

    def work_arrived(self) -> None:
        """A message waits for an answer."""
        self._work.set()

    async def wait_for_work(self, seconds: float) -> None:
        """Return when work arrived or the time is over."""
        await wait_at_most(self._work, seconds)
        self._work.clear()

    def conversation_changed(self, conversation_id: str) -> None:
        """Something new stands in a conversation."""
        for listener in self._listeners.get(conversation_id, ()):
            listener.set()

    def is_typing(self, conversation_id: str, author: str, name: str | None = None) -> None:
        """Somebody writes in a conversation; it is kept nowhere else and forgotten after some seconds."""
        self._typing = {key: row for key, row in self._typing.items() if monotonic() - row.at < TYPING}
        self._typing[(conversation_id, author)] = Typing(name)
        self.conversation_changed(conversation_id)
        self.desk_changed(conversation_id)

    def typing(self, conversation_id: str, author: str) -> Typing | None:
        """Whether `author` writes in a conversation at this moment."""
        row = self._typing.get((conversation_id, author))
        return row if row and monotonic() - row.at < TYPING else None

    def desk_changed(self, conversation_id: str | None = None) -> None:
        """Something that desks show has changed; in `conversation_id` only, for who has it, when one is given."""
        self._desk_version += 1
        self._desk_changes.append((self._desk_version, conversation_id))
        self.conversation_changed(DESK)

    def desk_concerns(self, version: int, mine: Collection[str]) -> bool:
        """Whether something has changed since `version` for somebody who has the conversations `mine`."""
        if version < self._desk_version - len(self._desk_changes):
            return True
        newer = takewhile(lambda change: change[0] > version, reversed(self._desk_changes))
        return any(conversation is None or conversation in mine for _, conversation in newer)

    @property
    def desk_version(self) -> int:
        """Another number after every change on the desk."""
        return self._desk_version

    def listened(self) -> set[str]:
        """The conversations somebody of this process listens to."""
        return set(self._listeners) - {DESK}

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator["Listener"]:
        """A listener of the conversation; what changes while it looks elsewhere is remembered for its next wait."""
        event = asyncio.Event()
        self._listeners[conversation_id].add(event)
        try:
            yield Listener(event)
        finally:
            self._listeners[conversation_id].discard(event)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]


@dataclass(frozen=True)
class Listener:
    """Who listens for changes."""

    event: asyncio.Event

    async def wait(self, seconds: float) -> None:
        """Return when something has changed since the last time, or the time is over."""
        await wait_at_most(self.event, seconds)
        self.event.clear()
