"""SQL for webhooks, and only here."""

from datetime import datetime

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.webhooks.models import Webhook, WebhookDelivery
from foundation.clock import now


async def webhooks_for(session: AsyncSession, event: str) -> list[str]:
    """The ids of the webhooks that are on and want `event`."""
    rows = await session.execute(select(Webhook.id, Webhook.events).where(Webhook.active).order_by(Webhook.created_at))
    return [identifier for identifier, events in rows if event in events]


async def all_webhooks(session: AsyncSession) -> list[Webhook]:
    """Every webhook, the oldest first."""
    return list(await session.scalars(select(Webhook).order_by(Webhook.created_at)))


async def get_webhook(session: AsyncSession, identifier: str) -> Webhook | None:
    """The webhook with this id."""
    return await session.get(Webhook, identifier)


async def delete_webhook(session: AsyncSession, identifier: str) -> None:
    """Remove a webhook and all it has still to be told."""
    await session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == identifier))
    await session.execute(delete(Webhook).where(Webhook.id == identifier))


async def delivery_counts(session: AsyncSession) -> dict[str, tuple[int, int]]:
    """How many deliveries wait and how many were given up, by webhook."""
    failed = func.sum(case((WebhookDelivery.failed_at.is_not(None), 1), else_=0))
    rows = await session.execute(
        select(WebhookDelivery.webhook_id, func.count(), failed).group_by(WebhookDelivery.webhook_id)
    )
    return {identifier: (total - given_up, given_up) for identifier, total, given_up in rows}


async def due_webhooks(session: AsyncSession) -> list[str]:
    """The webhooks that are on and have something due, the one that waits longest first; takes no lock."""
    rows = await session.scalars(
        select(WebhookDelivery.webhook_id)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(WebhookDelivery.failed_at.is_(None), WebhookDelivery.due_at <= now(), Webhook.active)
        .group_by(WebhookDelivery.webhook_id)
        .order_by(func.min(WebhookDelivery.created_at))
    )
    return list(rows)


async def claim_delivery(session: AsyncSession, webhook_id: str, until: datetime) -> WebhookDelivery | None:
    """The webhook's oldest delivery that is due, put off `until` so that nobody else takes it; None when none is.

    First tries go one after the other, in the order of the events: one is due only when no earlier one waits for
    its own first try. A further try holds up nobody.
    """
    in_order = (WebhookDelivery.created_at, WebhookDelivery.id)
    waiting = select(WebhookDelivery).where(
        WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.failed_at.is_(None)
    )
    untried = waiting.with_only_columns(WebhookDelivery.id).where(WebhookDelivery.tries == 0)
    first = untried.order_by(*in_order).limit(1).scalar_subquery()
    rows = await session.scalars(
        waiting.where(WebhookDelivery.due_at <= now(), or_(WebhookDelivery.tries > 0, WebhookDelivery.id == first))
        .order_by(*in_order)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    delivery = rows.one_or_none()
    if delivery is not None:
        delivery.due_at = until
    return delivery


async def delete_delivery(session: AsyncSession, identifier: str) -> None:
    """Remove a delivery that was accepted."""
    await session.execute(delete(WebhookDelivery).where(WebhookDelivery.id == identifier))


async def put_off(session: AsyncSession, identifier: str, tries: int, due_at: datetime) -> None:
    """Note that a delivery was tried `tries` times by now, and when to try it again."""
    await session.execute(
        update(WebhookDelivery).where(WebhookDelivery.id == identifier).values(tries=tries, due_at=due_at)
    )


async def give_up(session: AsyncSession, identifier: str, tries: int, forget_before: datetime) -> None:
    """Note that a delivery is tried no more; those given up before `forget_before` are removed."""
    await session.execute(
        update(WebhookDelivery).where(WebhookDelivery.id == identifier).values(tries=tries, failed_at=now())
    )
    await session.execute(delete(WebhookDelivery).where(WebhookDelivery.failed_at < forget_before))


async def switch_off(session: AsyncSession, webhook_id: str) -> None:
    """Turn a webhook off for good and drop what it had still to be told."""
    await session.execute(update(Webhook).where(Webhook.id == webhook_id).values(active=False))
    await session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id))


async def forget_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Drop every delivery that names a conversation, for its erasure."""
    named = WebhookDelivery.payload["data"]["conversation_id"].as_string() == conversation_id
    await session.execute(delete(WebhookDelivery).where(named))
