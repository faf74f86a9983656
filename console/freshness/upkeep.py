"""What is done about freshness while nobody looks: links are tried and reminders sent, once a day."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.request import getproxies

import httpx
import structlog
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from console.freshness.reminders import remind
from foundation.clock import today
from foundation.database import Sessions
from foundation.public_web import AsyncPublicTransport
from foundation.settings import Settings
from knowledge.freshness.links import is_time, try_links

_log = structlog.get_logger()
# Seconds: between two looks, and before the first, when a house has other things to do.
PAUSE, FIRST = 3600.0, 300.0


async def upkeep_once(sessions: Sessions, settings: Settings) -> None:
    """Try the links where the last time is a day ago, and send what reminders there are."""
    if settings.link_checks == "on" and await is_time(sessions):
        headers = {"User-Agent": "Approdo (checks that its links work)"}
        # Where there is a proxy it says who may be asked.
        transport = None if getproxies() else AsyncPublicTransport()
        async with httpx.AsyncClient(headers=headers, transport=transport) as client:
            _log.info("freshness.links_tried", failing=await try_links(sessions, client))
    if settings.mail_server:
        _log.info("freshness.reminded", mails=await remind(sessions, settings, today()))


async def keep_up(sessions: Sessions, settings: Settings) -> None:
    """Do so every hour until cancelled."""
    await asyncio.sleep(FIRST)
    while True:
        try:
            await upkeep_once(sessions, settings)
        except SQLAlchemyError:
            _log.exception("freshness.upkeep_failed")
        await asyncio.sleep(PAUSE)


def furnish(app: FastAPI, settings: Settings) -> None:
    """Keep up for as long as the app lives."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with inner(app) as state:
            task = asyncio.create_task(keep_up(app.state.house.sessions, settings))
            try:
                yield state
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    app.router.lifespan_context = lifespan
