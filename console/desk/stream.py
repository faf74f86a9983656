"""What happens on the desk, as a stream: the lists, and the conversations a mediator may read."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

from fastapi.sse import ServerSentEvent

from accounts import sessions as account_sessions
from connectors.web.house import House
from console.guard import Visitor
from conversations.desk.actor import Actor
from conversations.desk.queue import counts
from conversations.handoff.repository import fingerprint
from conversations.notify import DESK
from foundation.database import reading

# Seconds between signs of life, and how long a missed call can delay what is shown.
HEARTBEAT, PATIENCE = 15.0, 2.0
# Seconds between two events: a busy hour does not become a storm of them.
PACE = 0.2


async def stream(house: House, visitor: Visitor, actor: Actor) -> AsyncIterator[ServerSentEvent]:
    """`queue` with the counts whenever something has changed; `signed_out`, and the end, when the session is over."""
    seen: object = None
    beat = monotonic()
    while True:
        async with reading(house.sessions) as session:
            if not await account_sessions.is_live(session, visitor.account_id, visitor.session_id):
                yield ServerSentEvent(data={}, event="signed_out")
                return
            current = (await fingerprint(session), house.notifier.desk_version)
            found = await counts(session, actor) if current != seen else {}
        if current != seen:
            seen = current
            yield ServerSentEvent(data=found, event="queue")
            await asyncio.sleep(PACE)
        if monotonic() - beat > HEARTBEAT:
            beat = monotonic()
            yield ServerSentEvent(comment="still here")
        await house.notifier.wait_for_change(DESK, PATIENCE)
