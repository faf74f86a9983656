"""A local server that speaks Telegram's Bot API: updates with offsets as Telegram keeps them, chats, errors, a log."""

import asyncio
import json
import re
import socket
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

TOKEN = "4242:local-test-token"
BOT_ID, USERNAME = 4242, "approdo_test_bot"
_TAGS = re.compile(r"</?(?:b|i|u|s|code|pre)>|<a href=\"[^\"<>]*\">|</a>")
Json = dict[str, Any]


class RefusalError(Exception):
    """An answer that is no success, as Telegram words it."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass
class Fault:
    """What is to go wrong with the next call of a method: a status, seconds of slowness before (`slow`) or after
    (`late`) it has its effect, a connection cut `before` or `after` that. `chat` limits it to one chat."""

    status: int = 0
    description: str = "Internal Server Error"
    retry_after: int = 0
    slow: float = 0.0
    late: float = 0.0
    cut: str = ""
    chat: int | None = None


@dataclass(frozen=True)
class Call:
    """One call that was made."""

    at: float
    method: str
    parameters: Json
    status: int


@dataclass
class BotApi:
    """The server and all that it knows. Ids of messages in private chats share one count, as with Telegram."""

    strict_pace: bool = False
    calls: list[Call] = field(default_factory=list)
    chats: dict[int, dict[int, Json]] = field(default_factory=lambda: defaultdict(dict))
    sent: list[Json] = field(default_factory=list)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    blocked: set[int] = field(default_factory=set)
    webhook: Json = field(default_factory=dict)
    answered_presses: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.updates: list[Json] = []
        self._update_id, self._message_id, self._polling = 1000, 0, 0
        self._last: dict[int, float] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        app = FastAPI()
        app.add_api_route("/file/bot{token}/{name}", self._file, methods=["GET"], response_model=None)
        app.add_api_route("/bot{token}/{method}", self._serve, methods=["GET", "POST"], response_model=None)
        config = uvicorn.Config(app, access_log=False, log_level="critical", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    def start(self) -> None:
        """Return once it answers."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """End it."""
        self._polling += 1
        self._server.should_exit = True
        self._thread.join()

    def push(self, update: Json) -> int:
        """Let something happen in Telegram; the update's id."""
        with self.lock:
            self._update_id += 1
            self.updates.append({"update_id": self._update_id, **update})
            return self._update_id

    def next_message_id(self) -> int:
        with self.lock:
            self._message_id += 1
            return self._message_id

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong."""
        with self.lock:
            self.faults[method] += faults

    def made(self, method: str) -> list[Call]:
        """The calls of a method that succeeded."""
        with self.lock:
            return [call for call in self.calls if call.method == method and call.status == 200]

    async def _serve(self, token: str, method: str, request: Request) -> Response:
        parameters = _decoded(dict(await request.form()) | dict(request.query_params))
        fault = self._fault(method, parameters)
        if fault and fault.slow:
            await asyncio.sleep(fault.slow)
        if fault and fault.cut == "before":
            return StreamingResponse(_cut(), headers={"content-length": "1000"})
        try:
            if fault and fault.status:
                extra = {"retry_after": fault.retry_after} if fault.retry_after else {}
                raise RefusalError(fault.status, fault.description, **extra)
            if f"{token}" != TOKEN:
                raise RefusalError(401, "Unauthorized")
            result = await self._poll(parameters) if method == "getUpdates" else self._do(method, parameters)
            status, body = 200, {"ok": True, "result": result}
        except RefusalError as refusal:
            status = refusal.status
            body = {"ok": False, "error_code": status, "description": refusal.description}
            body |= {"parameters": refusal.parameters} if refusal.parameters else {}
        with self.lock:
            self.calls.append(Call(time.monotonic(), method, parameters, status))
        if fault and fault.late:
            await asyncio.sleep(fault.late)
        if fault and fault.cut == "after":
            return StreamingResponse(_cut(), headers={"content-length": "1000"})
        return JSONResponse(body, status_code=status)

    def _fault(self, method: str, parameters: Json) -> Fault | None:
        with self.lock:
            waiting = self.faults[method]
            for fault in waiting:
                if fault.chat is None or str(fault.chat) == str(parameters.get("chat_id")):
                    waiting.remove(fault)
                    return fault
        return None

    async def _poll(self, parameters: Json) -> list[Json]:
        if self.webhook.get("url"):
            raise RefusalError(409, "Conflict: can't use getUpdates method while webhook is active")
        with self.lock:
            self._polling += 1
            mine = self._polling
        until = time.monotonic() + float(parameters.get("timeout", 0))
        while True:
            with self.lock:
                if mine != self._polling:
                    raise RefusalError(409, "Conflict: terminated by other getUpdates request")
                offset = int(parameters.get("offset", 0))
                if offset > 0:
                    # What lies below the offset is confirmed, and forgotten.
                    self.updates = [row for row in self.updates if row["update_id"] >= offset]
                found = self.updates[: int(parameters.get("limit", 100))]
            if found or time.monotonic() > until:
                return found
            await asyncio.sleep(0.01)

    def _do(self, method: str, parameters: Json) -> Any:
        handler = getattr(self, f"_on_{method.lower()}", None)
        if handler is None:
            raise RefusalError(404, "Not Found: method not found")
        with self.lock:
            return handler(parameters)

    def _on_getme(self, _: Json) -> Json:
        rights = dict.fromkeys(("can_join_groups", "can_read_all_group_messages", "supports_inline_queries"), False)
        return {"id": BOT_ID, "is_bot": True, "first_name": "Approdo", "username": USERNAME, **rights}

    def _on_setwebhook(self, parameters: Json) -> bool:
        self.webhook = parameters
        return True

    def _on_deletewebhook(self, _: Json) -> bool:
        self.webhook = {}
        return True

    def _on_setmycommands(self, parameters: Json) -> bool:
        self.commands[parameters.get("language_code", "")] = parameters["commands"]
        return True

    def _on_setmydescription(self, parameters: Json) -> bool:
        _at_most(parameters["description"], 512)
        return True

    def _on_setmyshortdescription(self, parameters: Json) -> bool:
        _at_most(parameters["short_description"], 120)
        return True

    def _on_getfile(self, parameters: Json) -> Json:
        name = parameters["file_id"]
        if name not in self.files:
            raise RefusalError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": name, "file_unique_id": name, "file_path": name}

    async def _file(self, token: str, name: str) -> Response:
        return Response(self.files[name] if token == TOKEN else b"", status_code=200 if token == TOKEN else 401)

    def _on_sendchataction(self, parameters: Json) -> bool:
        self._chat(parameters)
        return True

    def _on_answercallbackquery(self, parameters: Json) -> bool:
        self.answered_presses.append(parameters["callback_query_id"])
        return True

    def _on_sendmessage(self, parameters: Json) -> Json:
        self._keep_pace(self._chat(parameters))
        return self._new(parameters, {"text": _shown(parameters)})

    def _on_sendvenue(self, parameters: Json) -> Json:
        self._keep_pace(self._chat(parameters))
        point = {"latitude": float(parameters["latitude"]), "longitude": float(parameters["longitude"])}
        venue = {"location": point, "title": parameters["title"], "address": parameters["address"]}
        return self._new(parameters, {"venue": venue, "location": point})

    def _on_editmessagetext(self, parameters: Json) -> Json:
        message = self.chats[self._chat(parameters)].get(int(parameters["message_id"]))
        if message is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != BOT_ID or "keyboard" in (message.get("markup") or {}) or "venue" in message:
            raise RefusalError(400, "Bad Request: message can't be edited")
        text, markup = _shown(parameters), parameters.get("reply_markup")
        if message["html"] == parameters["text"] and message.get("markup") == markup:
            raise RefusalError(400, "Bad Request: message is not modified: specified new message content is the same")
        message.update(text=text, html=parameters["text"], markup=markup, edited=message.get("edited", 0) + 1)
        return _public(message)

    def _on_deletemessages(self, parameters: Json) -> bool:
        for message_id in parameters["message_ids"]:
            self.chats[self._chat(parameters)].pop(int(message_id), None)
        return True

    def _chat(self, parameters: Json) -> int:
        chat = int(parameters["chat_id"])
        if chat in self.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def _keep_pace(self, chat: int) -> None:
        now = time.monotonic()
        if self.strict_pace and now - self._last.get(chat, 0) < 0.9:
            raise RefusalError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._last[chat] = now

    def _new(self, parameters: Json, content: Json) -> Json:
        chat, number = int(parameters["chat_id"]), self.next_message_id()
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            "from": {"id": BOT_ID, "is_bot": True, "first_name": "Approdo"},
            "html": parameters.get("text", ""),
            "markup": _checked(parameters.get("reply_markup")),
            "reply_to": (parameters.get("reply_parameters") or {}).get("message_id"),
            **content,
        }
        self.chats[chat][number] = message
        self.sent.append(dict(message))
        return _public(message)


def _public(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in ("html", "markup", "reply_to", "edited")}


def _decoded(parameters: dict[str, Any]) -> Json:
    """Form fields as they were meant: what is JSON is read."""
    known = {}
    for name, value in parameters.items():
        known[name] = json.loads(value) if isinstance(value, str) and value[:1] in "[{" and name != "text" else value
    return known


def _at_most(text: str, longest: int) -> None:
    if len(text.encode("utf-16-le")) // 2 > longest:
        raise RefusalError(400, "Bad Request: message is too long")


def _shown(parameters: Json) -> str:
    """The text as people see it. Refuses what Telegram refuses: wrong HTML, nothing, too much."""
    text = parameters["text"]
    if parameters.get("parse_mode") == "HTML":
        text = _TAGS.sub("", text)
        if "<" in text or ">" in text:
            raise RefusalError(400, "Bad Request: can't parse entities: unsupported start tag")
        text = unescape(text)
    text = str(text)
    if not text.strip():
        raise RefusalError(400, "Bad Request: message text is empty")
    _at_most(text, 4096)
    return text


def _checked(markup: Json | None) -> Json | None:
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


async def _cut() -> AsyncIterator[bytes]:
    yield b"{"
    raise ConnectionAbortedError
