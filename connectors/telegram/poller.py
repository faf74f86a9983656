"""Long polling: an update is confirmed to Telegram, by asking for the next, only once it is stored."""

import asyncio
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from connectors.telegram.channel import Channel
from connectors.telegram.lease import Lease
from connectors.telegram.outcome import seconds_of
from connectors.telegram.receiver import Receiver

_log = structlog.get_logger()
# Seconds before the next try: another program polls with this token; the token is refused; Telegram is away.
CONFLICT, REFUSED, AWAY, LONGEST = 5.0, 60.0, 1.0, 30.0


class Poller:
    """Fetches updates and hands them on, in order."""

    def __init__(self, channel: Channel, receiver: Receiver, lease: Lease) -> None:
        self._channel = channel
        self._receiver = receiver
        self._lease = lease
        self._problem: str | None = "unknown"

    async def run(self) -> None:
        """Poll until cancelled."""
        offset, pause = None, AWAY
        while True:
            try:
                updates = await self._channel.bot.raw_updates(offset)
            except TelegramError as error:
                await asyncio.sleep(await self._wait_for(error, pause))
                pause = min(pause * 2, LONGEST)
                continue
            pause = AWAY
            await self._say(None)
            for update in updates:
                await self._store(update)
            # Without an offset Telegram sends what is not confirmed yet. Ids begin anew after a quiet week: an offset
            # is never kept for longer than until it is confirmed.
            offset = max((int(row["update_id"]) for row in updates), default=-1) + 1 or None

    async def _store(self, update: dict[str, Any]) -> None:
        while True:
            try:
                await self._receiver.take(update)
                return
            except SQLAlchemyError as error:
                # Not stored, so not confirmed: the database may be locked or away.
                _log.warning("telegram.not_stored", error=type(error).__name__)
                await asyncio.sleep(AWAY)

    async def _wait_for(self, error: TelegramError, pause: float) -> float:
        """Say what keeps updates away; the seconds until the next try."""
        if isinstance(error, Conflict):
            await self._say("conflict")
            return CONFLICT
        if isinstance(error, InvalidToken):
            await self._say("token_refused")
            return REFUSED
        await self._say("away")
        return seconds_of(error) if isinstance(error, RetryAfter) else pause

    async def _say(self, problem: str | None) -> None:
        """Log a change of what is wrong, and keep it for the console."""
        if problem == self._problem:
            return
        self._problem = problem
        if problem:
            _log.warning(f"telegram.{problem}", meaning=_MEANINGS[problem])
        else:
            _log.info("telegram.connected", bot=self._channel.username)
        try:
            await self._lease.note(problem=problem)
        except SQLAlchemyError:
            self._problem = "unknown"


_MEANINGS = {
    "conflict": "another program fetches this bot's updates with the same token, or a webhook is set: end it",
    "token_refused": "Telegram does not know this token: copy it again from @BotFather",
    "away": "Telegram cannot be reached; it is tried again",
}
