"""The chat as a person uses it in her browser."""

import json
import re
from typing import Any, Self

from playwright.sync_api import Locator, Page, Route, expect

PATIENCE = 20_000


class Widget:
    """The widget on one page."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def visit(self, path: str) -> Self:
        """Open a page and wait until the widget stands on it."""
        self.page.goto(self.site + path)
        self.page.locator(".launcher").wait_for(state="attached")
        self.page.wait_for_function(
            "document.querySelector('approdo-chat').shadowRoot.querySelector('.log').firstChild"
        )
        return self

    def open(self) -> Self:
        """Open the panel, if it is not open yet, and put the cursor in the field."""
        self.page.evaluate("Approdo.open()")
        expect(self.input).to_be_focused()
        return self

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("textbox")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def own(self) -> Locator:
        """Her messages."""
        return self.page.locator(".message.person")

    @property
    def replies(self) -> Locator:
        """What was answered, the greeting not counted."""
        return self.page.locator(".message:not(.person):not(.welcome)")

    @property
    def bar(self) -> Locator:
        """The line under the heading that says who has the conversation."""
        return self.page.locator(".bar")

    def say(self, text: str) -> Locator:
        """Write and send; returns the reply once it stands there."""
        before = self.replies.count()
        self.input.fill(text)
        self.input.press("Enter")
        return self.reply(before)

    def reply(self, before: int) -> Locator:
        """The first reply after the first `before` ones."""
        expect(self.replies).not_to_have_count(before, timeout=PATIENCE)
        return self.replies.nth(before)

    def tool(self, name: str) -> Locator:
        """A button of the heading, by the beginning of its name."""
        return self.page.get_by_role("button", name=re.compile(f"^{name}"))


class Script:
    """Answers written beforehand, where a test needs what the knowledge base does not hold.

    `status` is what is told about the hand-off, nothing at all while it is None. `told` holds what the widget told
    beside messages, as pairs of the path's last part and the body.
    """

    def __init__(self, widget: Widget, *replies: dict[str, Any]) -> None:
        self._replies = replies
        self._said: list[dict[str, Any]] = []
        self._events: list[tuple[str, dict[str, Any]]] = []
        self.status: dict[str, Any] | None = None
        self.told: list[tuple[str, Any]] = []
        self.widget = widget
        widget.page.route("**/api/v1/conversations", self._started)
        widget.page.route("**/api/v1/conversations/*/messages*", self._messages)
        widget.page.route("**/api/v1/conversations/*/events", self._stream)
        widget.page.route("**/api/v1/conversations/*/typing", self._tell)
        widget.page.route("**/api/v1/conversations/*/read", self._tell)
        widget.page.route("**/api/v1/conversations/scripted", self._conversation)

    def begin(self, status: dict[str, Any] | None) -> Self:
        """She has said one thing, and `status` is told of the hand-off."""
        self.status = status
        self.widget.input.fill("Vorrei parlare con una persona")
        self.widget.input.press("Enter")
        expect(self.widget.own.last.locator(".state svg")).to_be_visible()
        return self

    def event(self, name: str, data: dict[str, Any]) -> None:
        """An event of the stream, sent once."""
        self._events.append((name, data))

    def put(self, **message: Any) -> int:
        """A message that nobody asked for; returns its position."""
        self._put(message)
        return len(self._said)

    def change(self, position: int, **known: Any) -> None:
        """A message says something else now; it is sent again."""
        self._said[position - 1] |= known
        self.event("message", self._said[position - 1])

    def _stream(self, route: Route) -> None:
        events = [("status", self.status)] if self.status else []
        events, self._events = events + self._events, []
        body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
        route.fulfill(status=200, body=body, content_type="text/event-stream")

    def _tell(self, route: Route) -> None:
        self.told.append((route.request.url.rpartition("/")[2], route.request.post_data_json))
        route.fulfill(status=204)

    def _conversation(self, route: Route) -> None:
        route.fulfill(json=self.status) if self.status else route.fulfill(status=405)

    @staticmethod
    def _started(route: Route) -> None:
        route.fulfill(status=201, json={"id": "scripted", "token": "token", "language": "it"})

    def _messages(self, route: Route) -> None:
        if route.request.method == "POST":
            self._answer(json.loads(route.request.post_data or "{}"))
            route.fulfill(status=202, json={"position": len(self._said)})
        else:
            after = int(route.request.url.rpartition("after=")[2])
            route.fulfill(json={"messages": self._said[after:]})

    def _answer(self, said: dict[str, Any]) -> None:
        self._put({"id": said["id"], "author": "person", "text": said.get("text", ""), "language": None})
        for reply in self._replies:
            self._put({"reply_to": said["id"], **reply})

    def _put(self, message: dict[str, Any]) -> None:
        position = len(self._said) + 1
        whole = {
            "position": position, "id": f"message-{position}", "author": "assistant", "text": "", "language": "it",
            "direction": "ltr", "created_at": "2026-11-30T10:00:00Z", "reply_to": None, "choices": [], "answer": None,
        }  # fmt: skip
        self._said.append(whole | message)


def handoff(state: str = "waiting", **known: Any) -> dict[str, Any]:
    """A conversation's status in the shape of the HTTP interface."""
    mediator = {"name": "Anna"} if state == "taken" else None
    return {"handoff": {"state": state, "mediator": mediator, "ahead": None, "urgent": False} | known, "language": "it"}


def mediated(**known: Any) -> dict[str, Any]:
    """A mediator's message in the shape of the HTTP interface."""
    return {"author": "mediator", "mediator": {"name": "Anna"}, "translation": "original", "original": None} | known


def answer(**known: Any) -> dict[str, Any]:
    """An answer in the shape of the HTTP contract."""
    return {
        "topic": "italian_course", "confidence": 0.9, "language": "it", "sources": [], "checked_on": None,
        "translation": "original", "entries": [],
    } | known  # fmt: skip


def entry(**known: Any) -> dict[str, Any]:
    """An invented entry in the shape of the HTTP contract."""
    return {
        "id": "1", "name": "Scuola di prova", "kind": "school", "municipality": "Rho", "address": "Via di Prova 1",
        "phone": "+39 02 0000 0000", "languages": ["it", "ar"], "open_now": True, "next_opening": None,
        "distance_km": 1.25,
    } | known  # fmt: skip
