"""A LibreTranslate server of one's own, asked directly.

The package deep-translator knows half of its languages and sends texts in the address.
Its interface: https://docs.libretranslate.com/guides/api_usage
"""

import json
import time
from collections.abc import Mapping
from typing import Any, Self

import httpx

from conversations.translation.backends import find_backend
from conversations.translation.translator import LARGEST_ANSWER, down, refused, too_long, unsupported
from foundation.errors import ConfigurationError
from foundation.settings import Settings

# Seconds for which the list of languages is taken to be current: a model may be added while we run.
LANGUAGES_KEPT = 3600.0

# For every source language, the languages it is translated into.
Pairs = Mapping[str, frozenset[str]]


class LibreTranslate:
    """One LibreTranslate server."""

    def __init__(self, client: httpx.AsyncClient, key: str = "") -> None:
        self._backend = find_backend("libretranslate")
        self._client = client
        self._key = key
        self._pairs: Pairs = {}
        self._pairs_until = 0.0
        self.name = self._backend.name

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """A client for the configured server. Raises ConfigurationError when its address is not given."""
        address = settings.translator_url.rstrip("/").removesuffix("/translate")
        if not address:
            raise ConfigurationError("APPRODO_TRANSLATOR=libretranslate needs APPRODO_TRANSLATOR_URL, its address.")
        client = httpx.AsyncClient(
            base_url=address,
            timeout=settings.translator_timeout,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity"},
        )
        return cls(client, settings.translator_key)

    def fits(self, text: str) -> bool:
        """Whether `text` is short enough for one request."""
        return self._backend.fits(text)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def translate(self, text: str, source: str | None, target: str) -> str:
        """`text` in the language `target`. Raises TranslatorDownError."""
        from_code, to_code = await self._codes(source, target)
        body = {"q": text, "source": from_code, "target": to_code, "format": "text"}
        if self._key:
            body["api_key"] = self._key
        answer = await self._ask("POST", "/translate", json=body)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, str):
            raise down("no translatedText")
        return translated

    async def _codes(self, source: str | None, target: str) -> tuple[str, str]:
        pairs = await self._languages()
        from_code = self._backend.code(source, pairs)
        reached = pairs.get(from_code or "", frozenset().union(*pairs.values()) | set(pairs))
        to_code = self._backend.code(target, reached)
        if from_code is None or to_code is None:
            raise unsupported(source, target)
        return from_code, to_code

    async def _languages(self) -> Pairs:
        if time.monotonic() >= self._pairs_until:
            self._pairs = _read_pairs(await self._ask("GET", "/languages"))
            self._pairs_until = time.monotonic() + LANGUAGES_KEPT
        return self._pairs

    async def _ask(self, method: str, path: str, **content: Any) -> Any:
        try:
            async with self._client.stream(method, path, **content) as response:
                body = await _read(response)
        except httpx.TimeoutException:
            raise down("too slow") from None
        except httpx.HTTPError as error:
            raise down(type(error).__name__, passing=True) from None
        if response.status_code == 413 or (response.status_code == 400 and b"limit" in body):
            raise too_long(f"status {response.status_code}")
        if not response.is_success:
            raise refused(response.status_code)
        try:
            return json.loads(body)
        except ValueError:
            raise down("no JSON") from None


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    if "content-encoding" in response.headers:
        raise down("compressed answer")
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise down("answer too large")
    return bytes(body)


def _read_pairs(rows: Any) -> Pairs:
    try:
        every = {row["code"] for row in rows}
        return {row["code"]: frozenset(row.get("targets", every)) for row in rows}
    except (TypeError, KeyError, AttributeError):
        raise down("no list of languages") from None
