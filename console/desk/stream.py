"""What happens on the desk, as a stream: the lists, and the conversations a mediator may read."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic

from fastapi.sse import ServerSentEvent

from accounts import sessions as account_sessions
from connectors.web.house import House
from console.guard import Visitor
from conversations.desk.actor import Actor
from conversations.desk.queue import counts
from conversations.handoff.repository import conversations_of
from conversations.notify import DESK
from foundation.database import reading

# Seconds between signs of life, and how late an ended session is noticed.
HEARTBEAT, PATIENCE = 15.0, 5.0
# Seconds between two events: a busy hour does not become a storm of them.
PACE = 0.2


@dataclass
class _Seen:
    """What a desk has been shown: the version of the desk, whose conversations it has; when it was looked."""

    version: int = -1
    mine: frozenset[str] = frozenset()
    looked: float = -PATIENCE
    beat: float = field(default_factory=monotonic)


async def stream(house: House, visitor: Visitor, actor: Actor) -> AsyncIterator[ServerSentEvent]:
    """`queue` with the counts whenever something has changed; `signed_out`, and the end, when the session is over."""
    seen = _Seen()
    with house.notifier.listening(DESK) as listener:
        while True:
            concerned = _is_concerned(house, actor, seen)
            if concerned or monotonic() - seen.looked >= PATIENCE:
                event = await _look(house, visitor, actor, seen, concerned)
                if event:
                    yield event
                    if event.event == "signed_out":
                        return
                    await asyncio.sleep(PACE)
            if monotonic() - seen.beat > HEARTBEAT:
                seen.beat = monotonic()
                yield ServerSentEvent(comment="still here")
            await listener.wait(PATIENCE)


def _is_concerned(house: House, actor: Actor, seen: _Seen) -> bool:
    """Whether a change is one for her; a coordinator sees all of them."""
    if actor.coordinator:
        return house.notifier.desk_version != seen.version
    return house.notifier.desk_concerns(seen.version, seen.mine)


async def _look(house: House, visitor: Visitor, actor: Actor, seen: _Seen, concerned: bool) -> ServerSentEvent | None:
    """What is to be told now: the counts where a change concerns her, the end of her session in any case."""
    version, seen.looked = house.notifier.desk_version, monotonic()
    async with reading(house.sessions) as session:
        if not await account_sessions.is_live(session, visitor.account_id, visitor.session_id):
            return ServerSentEvent(data={}, event="signed_out")
        if not concerned:
            return None
        mine = await conversations_of(session, actor.account_id)
        seen.version, seen.mine = version, frozenset(mine)
        return ServerSentEvent(data=await counts(session, actor, mine), event="queue")
