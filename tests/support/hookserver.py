"""A program that is told: a real HTTP server on loopback that notes every call and answers as the test wants."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import standardwebhooks


@dataclass
class Received:
    """One call. `began` and `ended` are seconds of `time.monotonic`; `ended` is 0 while it is not answered."""

    path: str
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float = 0.0

    @property
    def id(self) -> str:
        """The delivery's id."""
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        """The body, read."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    def verified(self, secret: str) -> dict[str, Any]:
        """The body, once the library has checked its signature; raises where it does not fit."""
        found: dict[str, Any] = standardwebhooks.Webhook(secret).verify(self.body, self.headers)
        return found


@dataclass
class HookServer:
    """Answers 204, or what `answer` says of a call: a status, or an object to send with 200.

    `pause` holds every answer back for that many seconds, but not beyond the server's end.
    """

    answer: Callable[[Received], int | dict[str, Any]] = lambda call: 204
    pause: float = 0.0
    calls: list[Received] = field(default_factory=list)

    def __enter__(self) -> Self:
        owner = self
        self._over = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.handle(self)

            def do_GET(self) -> None:
                # Where a redirect followed would come out.
                owner.handle(self)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def site(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """Where it wants to be told."""
        return f"{self.site}/hook"

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Note a call, then answer it."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = Received(request.path, headers, body, time.monotonic())
        self.calls.append(call)
        self._over.wait(self.pause)
        answer = self.answer(call)
        status, content = (answer, b"") if isinstance(answer, int) else (200, json.dumps(answer).encode())
        call.ended = time.monotonic()
        try:
            request.send_response(status)
            if 300 <= status < 400:
                request.send_header("Location", "/elsewhere")
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)
        except OSError:
            # The caller did not wait.
            return

    def types(self) -> list[str]:
        """The types of the events told, in the order of the calls."""
        return [call.event["type"] for call in self.calls]
