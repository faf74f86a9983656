"""The command line's own way to the running assistant: the same HTTP interface everybody uses."""

from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from foundation.errors import NotReadyError
from foundation.settings import Settings

_TOO_FAST = (
    "The assistant takes only so many questions a minute. For a measurement start it with "
    "`APPRODO_RATE_LIMIT=off make run`."
)


class AssistantClient:
    """Asks one question after the other, each in a conversation of its own."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx.AsyncClient(base_url=f"{settings.web_url}/api/v1", timeout=60, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(self, text: str, language: str | None = None, place: str | None = None) -> list[dict[str, Any]]:
        """The replies to `text`. Raises NotReadyError when nobody answers; the conversation is erased after."""
        try:
            started = await self._post("/conversations", {"language": language, "place": place})
            path = f"/conversations/{started['id']}"
            key = {"Authorization": f"Bearer {started['token']}"}
            asked = await self._post(f"{path}/messages?wait=30", {"id": str(uuid4()), "text": text}, key)
            await self._client.delete(path, headers=key)
        except httpx.TransportError as error:
            raise NotReadyError("The assistant does not answer: start it with `make run`.") from error
        replies: list[dict[str, Any]] = asked["messages"]
        return replies

    async def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
        response = await self._client.post(path, json=body, headers=headers)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise NotReadyError(_TOO_FAST)
        if response.is_error:
            raise NotReadyError(response.json()["error"]["message"])
        answer: dict[str, Any] = response.json()
        return answer
