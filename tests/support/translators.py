"""Stand-ins for translation services: real servers on loopback, each speaking one service's interface."""

import html
import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from conversations.translation.service import Translation
from foundation.settings import Settings

_WORD = re.compile(r"[^\W\d_]{2,}")
LANGUAGES = ["ar", "bn", "en", "es", "fr", "it", "pt-BR", "ro", "ru", "sq", "tl", "uk", "ur", "zh-Hans"]


def turned(text: str) -> str:
    """The translation of every stand-in: each word read backwards. Turned again, a text is what it was."""
    return _WORD.sub(lambda found: found[0][::-1], text)


class StandIn:
    """A server that translates with `change`, or misbehaves as `mode` says; it keeps what reached it.

    Modes: fine, slow, drip, 429, 500, once (500 the first time), empty, huge, redirect (to `elsewhere`), markup,
    same, notice, garbled (no JSON), gzip.
    """

    def __init__(self, service: str, mode: str = "fine", change: Callable[[str], str] = turned) -> None:
        self.service, self.mode, self.change = service, mode, change
        self.elsewhere = ""
        self.received: list[str] = []
        self.texts: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.released = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = False
        self._server.stand_in = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The address for `APPRODO_TRANSLATOR_URL`."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def translation(self, limit: float = 4.0) -> Translation:
        """A house's translation that uses this server."""
        return Translation.connect(
            Settings(
                translator=self.service, translator_url=self.url, translator_key="secret", translator_timeout=limit
            )
        )

    def note(self, line: str, headers: dict[str, str], text: str | None) -> int:
        """Keep a request; how many have come with a text so far."""
        with self._lock:
            self.received.append(line)
            self.headers.append(headers)
            if text is not None:
                self.texts.append(text)
            return len(self.texts)

    def answer(self, text: str) -> bytes:
        """The body of an answer, as the service writes it."""
        said = {"empty": "", "same": text, "markup": f"<b>{text}</b><script>x()</script>", "huge": "x" * 2_000_000}
        if self.mode == "notice":
            said["notice"] = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"
        translated = said.get(self.mode, self.change(text))
        if self.mode == "garbled":
            return b"<html><body>Please prove that you are a person</body></html>"
        if self.service == "google":
            return f'<html><div class="result-container">{html.escape(translated)}</div></html>'.encode()
        bodies: dict[str, Any] = {
            "libretranslate": {"translatedText": translated},
            "mymemory": {"responseData": {"translatedText": translated}, "matches": []},
            "deepl": {"translations": [{"text": translated}]},
            "microsoft": [{"translations": [{"text": translated}]}],
        }
        return json.dumps(bodies[self.service]).encode()


def _text_of(service: str, query: dict[str, list[str]], body: str) -> str:
    if service in ("google", "mymemory"):
        return query["q"][0]
    if service == "deepl":
        return parse_qs(body)["text"][0]
    content = json.loads(body)
    return str(content["q"] if service == "libretranslate" else content[0]["text"])


class _Server(ThreadingHTTPServer):
    stand_in: StandIn


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        stand_in = self.server.stand_in
        if self.path.startswith("/languages"):
            stand_in.note(self.path, dict(self.headers), None)
            self._send(200, json.dumps(_languages(stand_in.service)).encode())
        else:
            self._translate("")

    def do_POST(self) -> None:
        self._translate(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _translate(self, body: str) -> None:
        stand_in = self.server.stand_in
        text = _text_of(stand_in.service, parse_qs(urlsplit(self.path).query), body)
        count = stand_in.note(f"{self.path} {body}", dict(self.headers), text)
        mode = "500" if stand_in.mode == "once" and count == 1 else stand_in.mode
        if mode == "redirect":
            self._send(302, b"", Location=stand_in.elsewhere)
        elif mode in ("429", "500"):
            self._send(int(mode), b'{"error": "no"}')
        elif mode == "drip":
            self._drip()
        else:
            self._answer(text)

    def _answer(self, text: str) -> None:
        stand_in = self.server.stand_in
        if stand_in.mode == "slow":
            stand_in.released.wait(8)
        extra = {"Content-Encoding": "gzip"} if stand_in.mode == "gzip" else {}
        self._send(200, stand_in.answer(text), **extra)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        until = time.monotonic() + 8
        with suppress(OSError):
            while time.monotonic() < until and not self.server.stand_in.released.wait(0.05):
                self.wfile.write(b" ")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _languages(service: str) -> Any:
    if service == "microsoft":
        names = {"en": "English", "it": "Italian", "ar": "Arabic", "fr": "French", "uk": "Ukrainian", "zh-Hans": "C"}
        return {"translation": {code: {"name": name} for code, name in names.items()}}
    return [{"code": code, "name": code, "targets": LANGUAGES} for code in LANGUAGES]
