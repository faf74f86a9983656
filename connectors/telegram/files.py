"""What a person sent, fetched from Telegram for a mediator: streamed through, never kept."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
from telegram.error import BadRequest, InvalidToken, TelegramError

from connectors.telegram.bot import TIME_LIMIT
from connectors.telegram.channel import Channel
from connectors.telegram.media import LARGEST
from foundation.errors import NotFoundError, NotReadyError


@dataclass
class Fetched:
    """An open file: what comes is `chunks`, at most LARGEST bytes of it."""

    client: httpx.AsyncClient
    response: httpx.Response

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, as they come."""
        size = 0
        try:
            async for chunk in self.response.aiter_bytes():
                size += len(chunk)
                if size > LARGEST:
                    return
                yield chunk
        finally:
            await self.response.aclose()
            await self.client.aclose()


async def fetch(channel: Channel, file_id: str) -> Fetched:
    """Open a file at Telegram. Raises NotFoundError when it has it no longer, NotReadyError while it is away."""
    try:
        found = await channel.bot.get_file(file_id)
    except (BadRequest, InvalidToken) as error:
        raise NotFoundError("Telegram no longer has this file.") from error
    except TelegramError as error:
        raise NotReadyError("Telegram cannot be reached now.") from error
    client = httpx.AsyncClient(timeout=TIME_LIMIT, follow_redirects=False)
    try:
        response = await client.send(client.build_request("GET", found.file_path or ""), stream=True)
        response.raise_for_status()
    except httpx.HTTPError:
        await client.aclose()
        # The address in the error holds the bot's token: it goes into no message and no log.
        raise NotReadyError("Telegram does not hand out the file now.") from None
    return Fetched(client, response)
