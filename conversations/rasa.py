"""Rasa over HTTP: what it is told of a message, and what it decides."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import httpx

from foundation.errors import AssistantDownError
from foundation.settings import Settings

Decision = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """One turn for Rasa. `choice` is a topic id picked from buttons; `place` a place found in the text
    (`code`, `name`, `start`, `end`, `whole`); `near` the code of the municipality she is known to be in; `danger`
    the urgent topic that was answered last: the lists of danger pass Rasa by, so that it has to be told.
    """

    conversation: str
    text: str
    choice: str | None = None
    place: Mapping[str, Any] | None = None
    near: str | None = None
    fresh: bool = False
    danger: str | None = None


class RasaClient:
    """The one way to Rasa. Every failure is AssistantDownError: no answer, a slow one, an unreadable one."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """A client for the configured Rasa; close it with `close`."""
        return cls(httpx.AsyncClient(base_url=settings.rasa_url, timeout=settings.rasa_timeout, trust_env=False))

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def decide(self, question: Question) -> list[Decision]:
        """What to say to `question`, as Rasa's rules and actions decide."""
        try:
            response = await self._client.post("/messages", json=asdict(question))
            response.raise_for_status()
            decisions = response.json()["decisions"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise AssistantDownError("The assistant does not answer at the moment.", cause=repr(error)) from error
        if not decisions:
            raise AssistantDownError("The assistant had nothing to say.", cause="no decision")
        return list(decisions)

    async def ready(self) -> bool:
        """Whether a model is loaded and turns are answered."""
        try:
            return (await self._client.get("/ready", timeout=2)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def forget(self, conversation: str) -> None:
        """Erase what Rasa holds of a conversation. Raises AssistantDownError when it could not be reached."""
        try:
            (await self._client.delete(f"/conversations/{conversation}")).raise_for_status()
        except httpx.HTTPError as error:
            raise AssistantDownError("The assistant could not be told to forget.", cause=repr(error)) from error
