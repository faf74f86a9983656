"""One signed call to another program, by the Standard Webhooks scheme (standardwebhooks.com, version 1.0)."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import standardwebhooks

from foundation.clock import now

# Seconds a receiver has to answer, from the first byte to the last.
TIME_LIMIT = 10.0


@dataclass(frozen=True)
class Call:
    """What is sent where. `id` is the delivery's: the same in every try, so that a receiver knows a second one."""

    id: str
    url: str
    secret: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a call ended: the status answered, or the cause where there was no answer."""

    status: int | None = None
    cause: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and httpx.codes.is_success(self.status)

    @property
    def unwanted(self) -> bool:
        """Whether the receiver wants no calls any more (410 Gone)."""
        return self.status == httpx.codes.GONE


def connect() -> httpx.AsyncClient:
    """A client for calls: no redirects, no proxy of the environment.

    Beside the usual certificate authorities it trusts those of the system: towns have their own.
    """
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return httpx.AsyncClient(verify=context, follow_redirects=False, trust_env=False)


def signed(call: Call, moment: datetime) -> tuple[dict[str, str], str]:
    """The headers and the body of a call sent at `moment`."""
    body = json.dumps(call.payload, ensure_ascii=False, separators=(",", ":"))
    signature = standardwebhooks.Webhook(call.secret).sign(call.id, moment, body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Approdo-Webhooks/1",
        "webhook-id": call.id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }
    return headers, body


async def post(client: httpx.AsyncClient, call: Call, limit: float = TIME_LIMIT) -> Outcome:
    """Make the call and say how it ended; at most `limit` seconds, and nothing of the answer but its status is read."""
    try:
        headers, body = signed(call, now())
        async with (
            asyncio.timeout(limit),
            client.stream("POST", call.url, content=body.encode(), headers=headers, timeout=limit) as response,
        ):
            return Outcome(status=response.status_code)
    except TimeoutError:
        return Outcome(cause="no answer in time")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Outcome(cause=type(error).__name__)
