"""Looks after the queue while nobody does: overdue requests are offered to more, abandoned ones wait again."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from conversations.desk.desk import Desk
from conversations.handoff.escalation import alert_overdue
from foundation.clock import now

_log = structlog.get_logger()
# Seconds between two looks at the queue.
PAUSE = 15.0


async def watch_once(desk: Desk, minutes: float) -> None:
    """One look; `minutes` are the staffed minutes after which a request is overdue."""
    for conversation_id in await alert_overdue(desk.sessions, now(), minutes):
        desk.changed(conversation_id)
    await desk.leave_abandoned()


async def keep_watching(desk: Desk, minutes: float) -> None:
    """Look again and again until cancelled."""
    while True:
        try:
            await watch_once(desk, minutes)
        except SQLAlchemyError:
            _log.exception("desk.watch_failed")
        await asyncio.sleep(PAUSE)
