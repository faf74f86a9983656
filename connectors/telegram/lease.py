"""One process serves a bot at a time: a lease in the database, held while the process lives."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from connectors.telegram import repository
from connectors.telegram.models import TelegramConnector
from foundation.clock import now
from foundation.database import Sessions, reading

_log = structlog.get_logger()
# After it another process may serve the bot; seconds between two renewals, or two looks.
LENGTH = timedelta(seconds=15)
RENEW = 4.0


class Lease:
    """The right to serve one bot."""

    def __init__(self, sessions: Sessions, bot_id: int) -> None:
        self._sessions = sessions
        self._bot_id = bot_id
        self._name = str(uuid4())

    async def acquire(self) -> None:
        """Return once this process has it."""
        while True:
            if await self._held():
                return
            await asyncio.sleep(RENEW)

    async def keep(self) -> None:
        """Renew it until it is lost."""
        until = now() + LENGTH
        while now() < until:
            await asyncio.sleep(RENEW)
            try:
                if not await self._held():
                    return
                until = now() + LENGTH
            except SQLAlchemyError as error:
                _log.warning("telegram.lease_not_renewed", error=type(error).__name__)

    async def give_up(self) -> None:
        """Let another process have it at once."""
        async with self._sessions.begin() as session:
            await repository.let_go(session, self._bot_id, self._name)

    async def free(self) -> None:
        """End whoever's hold it is: where the earlier holder is known to be dead."""
        async with self._sessions.begin() as session:
            await repository.let_go(session, self._bot_id)

    async def note(self, **values: str | None) -> None:
        """Keep what is known of the bot: `username`, `presented`, `problem`."""
        async with self._sessions.begin() as session:
            row = await session.get(TelegramConnector, self._bot_id)
            for name, value in values.items() if row else ():
                setattr(row, name, value)

    async def row(self) -> TelegramConnector | None:
        """What is known of the bot."""
        async with reading(self._sessions) as session:
            return await session.get(TelegramConnector, self._bot_id)

    async def _held(self) -> bool:
        async with self._sessions.begin() as session:
            return await repository.hold(session, self._bot_id, self._name, now() + LENGTH)

    async def prepare(self) -> None:
        """Make the row in which all is noted, where there is none yet."""
        try:
            async with self._sessions.begin() as session:
                if await session.get(TelegramConnector, self._bot_id) is None:
                    session.add(TelegramConnector(bot_id=self._bot_id))
        except IntegrityError:
            # Another process has made it.
            return
