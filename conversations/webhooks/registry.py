"""The programs that want to be told: added, listed and removed by the operator."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.webhooks import repository
from conversations.webhooks.models import Webhook
from conversations.webhooks.outbox import Event
from foundation.errors import InvalidInputError, NotFoundError

# Bytes of a secret; Standard Webhooks asks for 24 to 64.
SECRET_LENGTH = 32


@dataclass(frozen=True)
class Summary:
    """A webhook without its secret, with the number of deliveries that wait and that were given up."""

    id: str
    url: str
    events: list[str]
    active: bool
    waiting: int
    failed: int


async def add_webhook(session: AsyncSession, url: str, events: Collection[str] = ()) -> Webhook:
    """Add an address that is told `events`, all of them when none is named; the webhook holds its new secret.

    Raises InvalidInputError when the address or an event cannot be used.
    """
    known = [event.value for event in Event]
    unknown = [event for event in events if event not in known]
    if unknown:
        raise InvalidInputError(f"There is no event {', '.join(unknown)}. There are: {', '.join(known)}.")
    webhook = Webhook(
        id=str(uuid4()),
        url=_checked(url),
        secret=f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_LENGTH)).decode()}",
        events=[event for event in known if not events or event in events],
    )
    session.add(webhook)
    await session.flush()
    return webhook


async def find_webhook(session: AsyncSession, identifier: str) -> Webhook:
    """The webhook with this id. Raises NotFoundError when there is none."""
    webhook = await repository.get_webhook(session, identifier)
    if webhook is None:
        raise NotFoundError(f"There is no webhook {identifier}: `approdo webhook list` shows them.")
    return webhook


async def remove_webhook(session: AsyncSession, identifier: str) -> None:
    """Remove a webhook and all it has still to be told. Raises NotFoundError when there is none."""
    webhook = await find_webhook(session, identifier)
    await repository.delete_webhook(session, webhook.id)


async def list_webhooks(session: AsyncSession) -> list[Summary]:
    """Every webhook, the oldest first."""
    counts = await repository.delivery_counts(session)
    return [
        Summary(row.id, row.url, row.events, row.active, *counts.get(row.id, (0, 0)))
        for row in await repository.all_webhooks(session)
    ]


def _checked(url: str) -> str:
    # Any host is accepted, private ones too: see docs/decisions/0011-signed-webhooks.md.
    try:
        parts = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise InvalidInputError(f"{url!r} is not a web address.") from error
    if parts.scheme not in ("http", "https") or not parts.host:
        raise InvalidInputError("A webhook needs a whole address that begins with https:// or http://.")
    if parts.userinfo:
        raise InvalidInputError("Leave the user name and the password out of the address: calls are signed instead.")
    return str(parts.copy_with(fragment=None))
