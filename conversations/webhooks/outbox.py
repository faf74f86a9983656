"""What other programs are told: stored in the transaction that gave rise to it, sent afterwards."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.webhooks import repository
from conversations.webhooks.models import WebhookDelivery
from foundation.clock import now


class Event(StrEnum):
    """What can be told. The names are public: `docs/other-help-desks.md` explains each."""

    HANDOFF_ASKED = "handoff.asked"
    HANDOFF_TAKEN = "handoff.taken"
    HANDOFF_RETURNED = "handoff.returned"
    HANDOFF_CLOSED = "handoff.closed"
    MESSAGE_ARRIVED = "message.arrived"


def payload(event: str, moment: datetime, data: dict[str, object]) -> dict[str, object]:
    """The body of a call (Standard Webhooks 1.0, "Payload structure"); `moment` is when it happened."""
    return {"type": event, "timestamp": moment.isoformat(), "data": data}


async def tell(
    session: AsyncSession,
    event: Event,
    conversation_id: str,
    *,
    position: int | None = None,
    reason: str | None = None,
    topic: str | None = None,
    language: str | None = None,
    mediator: str | None = None,
    outcome: str | None = None,
) -> None:
    """Store `event` for every webhook that is on and wants it, in the caller's transaction.

    Nothing that anybody said can be told here: whoever is told reads it over the HTTP interface, with an account.
    `position` is the position of the message; `reason`, `topic` and `outcome` are those of the hand-off; `mediator`
    is the mediator as the queue names her. Facts that are None are left out.
    """
    facts = {
        "position": position,
        "reason": reason,
        "topic": topic,
        "language": language,
        "mediator": mediator,
        "outcome": outcome,
    }
    data: dict[str, object] = {"conversation_id": conversation_id}
    data |= {name: value for name, value in facts.items() if value is not None}
    moment = now()
    body = payload(event, moment, data)
    for webhook_id in await repository.webhooks_for(session, event):
        session.add(
            WebhookDelivery(id=str(uuid4()), webhook_id=webhook_id, payload=body, due_at=moment, created_at=moment)
        )
