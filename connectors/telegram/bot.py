"""python-telegram-bot's `Bot`, as this house uses it: its calls, not its queue of updates."""

import logging
import os
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import HTTPXRequest

from connectors.telegram.incoming import ALLOWED
from foundation.settings import Settings

# Seconds a look for updates stays open at Telegram, and how long any other call may take.
POLL, TIME_LIMIT = 25, 10.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class PollingBot(Bot):
    """The bot, with updates as they come: one that cannot be read does not spoil the others."""

    async def raw_updates(self, offset: int | None, seconds: int = POLL) -> list[dict[str, Any]]:
        """The updates from `offset` on (None: all that were not confirmed); waits up to `seconds` for the first."""
        data = {"offset": offset, "timeout": seconds, "allowed_updates": list(ALLOWED), "limit": 100}
        known = {name: value for name, value in data.items() if value is not None}
        found = await self._post("getUpdates", known, read_timeout=seconds + TIME_LIMIT)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def bot_id(token: str) -> int:
    """The bot's id: what stands before the colon of its token."""
    return int(token.partition(":")[0])


def connect(settings: Settings) -> PollingBot:
    """A bot for the configured token and server; `initialize` and `shutdown` open and close its connections."""
    # The library logs what it could not read, addresses with the token among it: nothing of that may reach a log.
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Durations as timedelta, which the library's next version has anyway.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    api = settings.telegram_api_url.rstrip("/")
    direct = {"trust_env": urlsplit(api).hostname not in _LOOPBACK}
    request, polling = (
        HTTPXRequest(
            connection_pool_size=size,
            read_timeout=TIME_LIMIT,
            write_timeout=TIME_LIMIT,
            connect_timeout=TIME_LIMIT,
            pool_timeout=TIME_LIMIT,
            httpx_kwargs=direct,
        )
        for size in (100, 2)
    )
    return PollingBot(
        settings.telegram_token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=polling,
    )


def was_not_sent(error: Exception) -> bool:
    """Whether a failed call certainly never reached Telegram: no connection was made."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def may_have_arrived(error: Exception) -> bool:
    """Whether nobody can tell if Telegram has done what was asked."""
    if isinstance(error, BadRequest) or was_not_sent(error):
        return False
    return isinstance(error, TimedOut | NetworkError)
