"""Somebody who asks, over the HTTP interface."""

from typing import Any, Self
from uuid import uuid4

import httpx

Reply = dict[str, Any]


class Person:
    """One conversation with a running house."""

    def __init__(self, site: str, language: str | None = None, place: str | None = None) -> None:
        self.client = httpx.Client(base_url=f"{site}/api/v1", timeout=60, trust_env=False)
        started = self.client.post("/conversations", json={"language": language, "place": place})
        assert started.status_code == 201, started.text
        self.id, self.token = started.json()["id"], started.json()["token"]
        self.client.headers["Authorization"] = f"Bearer {self.token}"
        self.path = f"/conversations/{self.id}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def send(self, wait: float | None = 30, **body: Any) -> httpx.Response:
        """Send a message as it is."""
        query = "" if wait is None else f"?wait={wait}"
        return self.client.post(f"{self.path}/messages{query}", json={"id": str(uuid4()), **body})

    def say(self, text: str) -> list[Reply]:
        """Write something and read the replies."""
        return self._replies(self.send(text=text))

    def choose(self, value: str) -> list[Reply]:
        """Press a button."""
        return self._replies(self.send(choice=value))

    def share(self, latitude: float, longitude: float) -> list[Reply]:
        """Share a position."""
        return self._replies(self.send(location={"latitude": latitude, "longitude": longitude}))

    def read(self, after: int = 0) -> list[Reply]:
        """Everything said after a position."""
        response = self.client.get(f"{self.path}/messages", params={"after": after})
        assert response.status_code == 200, response.text
        messages: list[Reply] = response.json()["messages"]
        return messages

    def _replies(self, response: httpx.Response) -> list[Reply]:
        assert response.status_code == 200, response.text
        replies: list[Reply] = response.json()["messages"]
        assert replies
        return replies


def topic_of(replies: list[Reply]) -> str | None:
    """The topic the replies answer."""
    return next((reply["answer"]["topic"] for reply in replies if reply["answer"]), None)


def values(replies: list[Reply]) -> list[str]:
    """The values of all buttons offered."""
    return [choice["value"] for reply in replies for choice in reply["choices"]]
