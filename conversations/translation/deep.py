"""Services through the package deep-translator: in threads of a bounded number, one fresh object a text."""

import asyncio
import html
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

import httpx

from conversations.translation.backends import Backend
from conversations.translation.guard import GuardedRequests, private_copy
from conversations.translation.translator import down, unsupported
from foundation.errors import ConfigurationError, TranslatorDownError
from foundation.settings import Settings

THREADS = 8
# Texts that may wait for a thread; the next one is told at once that the service is down.
WAITING = 248
# MyMemory answers with such a sentence, and status 200, in the place of a translation.
_NOTICES = ("MYMEMORY WARNING", "QUERY LENGTH LIMIT", "INVALID ", "PLEASE SELECT", "NO QUERY SPECIFIED")


class DeepTranslator:
    """One service of the package. The package keeps a text in its object: no object is used twice."""

    def __init__(self, backend: Backend, address: httpx.URL, key: str, limit: float) -> None:
        self._backend = backend
        self._address = address
        self._guard = GuardedRequests(backend, address, key, limit)
        self._class = getattr(private_copy(backend.module, self._guard), backend.class_name)
        self._arguments = {backend.key: key} if backend.key and key else {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="translator")
        self._places = threading.BoundedSemaphore(THREADS + WAITING)
        self.name = backend.name

    @classmethod
    def connect(cls, settings: Settings, backend: Backend) -> Self:
        """The configured service. Raises ConfigurationError when it needs a key and has none."""
        if backend.key_needed and not settings.translator_key:
            raise ConfigurationError(f"APPRODO_TRANSLATOR={backend.name} needs APPRODO_TRANSLATOR_KEY.")
        address = _address(backend, settings.translator_url)
        return cls(backend, address, settings.translator_key, settings.translator_timeout)

    def fits(self, text: str) -> bool:
        """Whether `text` is short enough for one request."""
        return self._backend.fits(text)

    async def close(self) -> None:
        """Let the threads end (each does within its time limit) and give the connections back."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._guard.close()

    async def translate(self, text: str, source: str | None, target: str) -> str:
        """`text` in the language `target`. Raises TranslatorDownError."""
        return await asyncio.wrap_future(self._submit(lambda: self._ask(text, source, target)))

    def _submit(self, work: Callable[[], str]) -> Future[str]:
        if not self._places.acquire(blocking=False):
            raise down("all threads are busy")
        try:
            future = self._threads.submit(work)
        except RuntimeError:
            self._places.release()
            raise down("closed") from None
        future.add_done_callback(lambda _: self._places.release())
        return future

    def _ask(self, text: str, source: str | None, target: str) -> str:
        try:
            return self._translated(text, source, target)
        except TranslatorDownError:
            raise
        except Exception as error:
            # The package raises what comes, bare `Exception` and the text in it included.
            raise down(type(error).__name__) from None

    def _translated(self, text: str, source: str | None, target: str) -> str:
        # English and Italian only to get an object: every service has them under these names.
        one = self._class(source="english", target="italian", **self._arguments)
        known = list(one.get_supported_languages(as_dict=True).values())
        one.source, one.target = self._backend.code(source, known), self._backend.code(target, known)
        if one.source is None or one.target is None:
            raise unsupported(source, target)
        one._base_url = str(self._address)
        # None is what the package answers when there was nothing to change in a text without letters.
        translated: Any = one.translate(text)
        answer = html.unescape(str(text if translated is None else translated))
        if answer.startswith(_NOTICES) and not text.startswith(_NOTICES):
            raise down("a notice for a translation")
        return answer


def _address(backend: Backend, given: str) -> httpx.URL:
    usual = httpx.URL(backend.url)
    if not given:
        return usual
    address = httpx.URL(given)
    if address.path in ("", "/"):
        return usual.copy_with(scheme=address.scheme, host=address.host, port=address.port)
    # A folder stays one: the package appends to it.
    return address.copy_with(path=address.path.rstrip("/") + "/") if usual.path.endswith("/") else address
