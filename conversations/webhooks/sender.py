"""Sends what waits in the outbox: in order for each receiver, again and again until it was accepted."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import httpx
import structlog

from conversations.webhooks import repository
from conversations.webhooks.calls import TIME_LIMIT, Call, Outcome, connect, post
from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.waiting import wait_at_most

_log = structlog.get_logger()
_MINUTE, _HOUR = 60.0, 3600.0
# Calls under way at one time in one process, never two to the same receiver.
CONCURRENCY = 8
# How long a delivery that was given up is still shown to the operator.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Pace:
    """How patient the sender is, in seconds: pauses before each further try, time for an answer, between two looks."""

    pauses: tuple[float, ...] = (5.0, 30.0, 2 * _MINUTE, 10 * _MINUTE, _HOUR, *(6 * _HOUR,) * 8)
    limit: float = TIME_LIMIT
    look: float = 1.0

    @property
    def lease(self) -> timedelta:
        """For how long a delivery belongs to the one who calls: longer than a call can take."""
        return timedelta(seconds=self.limit * 1.5)


@dataclass(frozen=True)
class Claimed:
    """A delivery this process has taken. `tries` counts those before."""

    call: Call
    webhook_id: str
    tries: int


# About two days from the first try to the last.
USUAL = Pace()


async def keep_sending(sessions: Sessions, pace: Pace = USUAL) -> None:
    """Send what is due until cancelled; any number of processes may do so on one PostgreSQL database."""
    async with connect() as client:
        await Sender(sessions, client, pace).run()


class Sender:
    """Takes deliveries that are due and makes the calls, several receivers at a time."""

    def __init__(self, sessions: Sessions, client: httpx.AsyncClient, pace: Pace) -> None:
        self._sessions = sessions
        self._client = client
        self._pace = pace
        self._busy: set[str] = set()
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Send until cancelled."""
        async with asyncio.TaskGroup() as calls:
            while True:
                claimed = await self._claim()
                if claimed is None:
                    await self._rest()
                    continue
                self._busy.add(claimed.webhook_id)
                calls.create_task(self._deliver(claimed))

    async def _rest(self) -> None:
        """Wait until a call has ended or it is time to look again."""
        await wait_at_most(self._ended, self._pace.look)
        self._ended.clear()

    async def _claim(self) -> Claimed | None:
        if len(self._busy) >= CONCURRENCY:
            return None
        try:
            return await self._claim_next()
        except Exception:
            # The database may be locked or away: what is stored waits, and so does the sender.
            _log.exception("webhook.claim_failed")
            return None

    async def _claim_next(self) -> Claimed | None:
        # Looking takes no lock; only what looks due is worth one.
        async with reading(self._sessions) as session:
            due = [webhook for webhook in await repository.due_webhooks(session) if webhook not in self._busy]
        for webhook_id in due:
            async with self._sessions.begin() as session:
                webhook = await repository.get_webhook(session, webhook_id)
                delivery = await repository.claim_delivery(session, webhook_id, now() + self._pace.lease)
            if webhook and delivery:
                call = Call(delivery.id, webhook.url, webhook.secret, delivery.payload)
                return Claimed(call, webhook_id, delivery.tries)
        return None

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            outcome = await post(self._client, claimed.call, self._pace.limit)
            await self._settle(claimed, outcome)
        except Exception:
            # The claim runs out by itself, and the delivery is tried again.
            _log.exception("webhook.failed", webhook=claimed.webhook_id, delivery=claimed.call.id)
        finally:
            self._busy.discard(claimed.webhook_id)
            self._ended.set()

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Store how the call ended."""
        delivery, tries = claimed.call.id, claimed.tries + 1
        async with self._sessions.begin() as session:
            if outcome.accepted:
                await repository.delete_delivery(session, delivery)
                return
            if outcome.unwanted:
                await repository.switch_off(session, claimed.webhook_id)
            elif tries > len(self._pace.pauses):
                await repository.give_up(session, delivery, tries, now() - KEPT)
            else:
                pause = timedelta(seconds=self._pace.pauses[tries - 1])
                await repository.put_off(session, delivery, tries, now() + pause)
        _log.warning(
            "webhook.not_accepted",
            webhook=claimed.webhook_id,
            delivery=delivery,
            tries=tries,
            status=outcome.status,
            cause=outcome.cause,
        )
