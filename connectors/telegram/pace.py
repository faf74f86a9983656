"""Telegram's pace: one message a second in a chat, thirty in all (Telegram's bot FAQ, "My bot is hitting limits")."""

import asyncio
from time import monotonic

OVERALL = 1 / 28
# Seconds between two messages in a chat: a group takes twenty a minute.
PRIVATE, GROUP = 1.0, 3.0


class Pace:
    """Lets calls through no faster than Telegram takes them. Times are seconds of the monotonic clock."""

    def __init__(self, overall: float = OVERALL, private: float = PRIVATE, group: float = GROUP) -> None:
        self._overall = overall
        self._private, self._group = private, group
        self._next = 0.0
        self._chats: dict[int, float] = {}

    async def call(self) -> None:
        """Wait for the next place among all calls."""
        at = max(monotonic(), self._next)
        self._next = at + self._overall
        await asyncio.sleep(at - monotonic())

    async def message(self, chat_id: int, private: bool) -> None:
        """Wait until a message may go to this chat."""
        await asyncio.sleep(max(0.0, self._chats.get(chat_id, 0.0) - monotonic()))
        await self.call()
        if len(self._chats) > 10_000:
            self._chats = {chat: at for chat, at in self._chats.items() if at > monotonic()}
        self._chats[chat_id] = monotonic() + (self._private if private else self._group)
