"""The connector: started with the web app, serving the bot while it has the lease."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import structlog
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from connectors.telegram import repository, webhook
from connectors.telegram.alone import HomeLock
from connectors.telegram.bot import bot_id, connect
from connectors.telegram.channel import Channel
from connectors.telegram.identity import telegram_key, webhook_secret
from connectors.telegram.incoming import ALLOWED
from connectors.telegram.lease import Lease
from connectors.telegram.poller import Poller
from connectors.telegram.presentation import present
from connectors.telegram.receiver import Receiver
from connectors.telegram.sender import Sender
from connectors.web.house import House
from foundation.settings import Settings

_log = structlog.get_logger()
# Seconds between two tries to reach Telegram at the start, and between two tidyings of the tables.
FIRST_PAUSE, LONGEST_PAUSE, TIDY = 1.0, 60.0, 3600.0


class Connector:
    """Everything that serves one bot."""

    def __init__(self, house: House) -> None:
        settings = house.settings
        number = bot_id(settings.telegram_token)
        self.channel = Channel(house, connect(settings), number, telegram_key(settings.home))
        self.receiver = Receiver(self.channel)
        self.webhook_secret = webhook_secret(self.channel.secret, settings.telegram_webhook_secret)
        self._settings = settings
        self._lease = Lease(house.sessions, number)
        self._lock = HomeLock(settings.home)
        self._begun = False

    async def run(self) -> None:
        """Serve the bot until cancelled, whenever this process has the lease."""
        while True:
            try:
                await self._begin()
                await self._lease.acquire()
                _log.info("telegram.serving", bot=self.channel.bot_id)
                await self._serve()
            except SQLAlchemyError as error:
                _log.warning("telegram.database", error=type(error).__name__)
                await asyncio.sleep(FIRST_PAUSE)

    async def _begin(self) -> None:
        """Learn the bot's own name: groups address it by that."""
        await self._lease.prepare()
        if not self._settings.database_url and not self._begun:
            # Whoever had the lease in this file is dead, or would have the lock.
            await self._lock.acquire()
            await self._lease.free()
        self._begun = True
        await self._until_done(self.channel.bot.initialize)
        self.channel.username = self.channel.bot.username
        await self._lease.note(username=self.channel.username)

    async def close(self) -> None:
        """Let another process have the bot, and give the connections back."""
        for task in list(self.channel.background):
            task.cancel()
        await asyncio.gather(*self.channel.background, return_exceptions=True)
        try:
            await self._lease.give_up()
        except SQLAlchemyError:
            _log.warning("telegram.lease_not_given_up")
        self._lock.release()
        await self.channel.bot.shutdown()

    async def _serve(self) -> None:
        """Receive and send until the lease is lost."""
        work: list[Coroutine[Any, Any, None]] = [
            self._lease.keep(), self._receive(), Sender(self.channel).run(), self._tidy(),
        ]  # fmt: skip
        tasks = [asyncio.create_task(row) for row in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            if error := task.exception():
                _log.error("telegram.stopped", error=type(error).__name__)
                await asyncio.sleep(FIRST_PAUSE)

    async def _receive(self) -> None:
        address = self._settings.telegram_webhook_url
        if address:
            await self._until_done(
                lambda: self.channel.bot.set_webhook(
                    f"{address.rstrip('/')}{webhook.PATH}",
                    secret_token=self.webhook_secret,
                    allowed_updates=list(ALLOWED),
                    max_connections=4,
                )
            )
        else:
            await self._until_done(lambda: self.channel.bot.delete_webhook(drop_pending_updates=False))
        presenting = asyncio.create_task(present(self.channel, self._lease))
        self.channel.background.add(presenting)
        presenting.add_done_callback(self.channel.background.discard)
        if address:
            await asyncio.Event().wait()
        await Poller(self.channel, self.receiver, self._lease).run()

    async def _until_done(self, call: Any) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await call()
                return
            except TelegramError as error:
                problem = "token_refused" if isinstance(error, InvalidToken) else "away"
                _log.warning(f"telegram.{problem}", error=type(error).__name__)
                await self._lease.note(problem=problem)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY)
            async with self.channel.house.sessions.begin() as session:
                await repository.tidy(session)


@asynccontextmanager
async def running(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """The connector for the life of the app, inside the running house; nothing where there is no token."""
    if not settings.telegram_token:
        _log.info("telegram.off", meaning="APPRODO_TELEGRAM_TOKEN is not set")
        yield
        return
    connector = Connector(app.state.house)
    app.state.telegram_channel, app.state.telegram_receiver = connector.channel, connector.receiver
    app.state.telegram_secret = connector.webhook_secret if settings.telegram_webhook_url else ""
    task = asyncio.create_task(connector.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await connector.close()


def furnish(app: FastAPI, settings: Settings) -> None:
    """Let the connector live as long as `app` does."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with AsyncExitStack() as open_parts:
            state = await open_parts.enter_async_context(inner(app))
            await open_parts.enter_async_context(running(app, settings))
            yield state

    app.router.lifespan_context = lifespan
