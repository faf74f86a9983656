"""One look for all who listen: what other processes have changed since the last one.

Changes of this process wake their listeners at once; without this look each stream would have to ask for itself.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from conversations import repository
from conversations.handoff import repository as handoffs
from conversations.notify import Notifier
from foundation.database import Sessions, reading

_log = structlog.get_logger()
# Seconds between two looks: how late what another process did is shown.
PAUSE = 1.0


@dataclass
class Seen:
    """What stood there at the last look: the open hand-offs, and the conversations that are listened to."""

    queue: Mapping[str, object] = field(default_factory=dict)
    conversations: Mapping[str, object] = field(default_factory=dict)


async def notice_once(sessions: Sessions, notifier: Notifier, seen: Seen) -> None:
    """Look, wake those whom a difference concerns, and remember it in `seen`."""
    listened = notifier.listened()
    async with reading(sessions) as session:
        queue = await handoffs.open_states(session)
        conversations = await repository.states_of(session, {*queue, *listened})
    # Who has begun to listen since may have missed what came in between.
    fresh = listened - seen.conversations.keys()
    moved = {key for key in {*queue, *seen.queue} if queue.get(key) != seen.queue.get(key)}
    spoken = {key for key in seen.conversations if conversations.get(key) != seen.conversations[key]}
    seen.queue, seen.conversations = queue, conversations
    if moved:
        notifier.desk_changed()
    for conversation_id in spoken & queue.keys():
        notifier.desk_changed(conversation_id)
    # Where one is taken, those behind it in the queue have moved up.
    for conversation_id in (fresh | moved | spoken | (queue.keys() if moved else set())) & listened:
        notifier.conversation_changed(conversation_id)


async def keep_noticing(sessions: Sessions, notifier: Notifier) -> None:
    """Look again and again until cancelled."""
    seen = Seen()
    while True:
        try:
            await notice_once(sessions, notifier, seen)
        except SQLAlchemyError:
            _log.exception("conversations.look_failed")
        await asyncio.sleep(PAUSE)
