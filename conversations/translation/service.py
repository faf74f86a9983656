"""Translating a text: what is to be hidden is hidden, nothing waits long, and nothing is ever raised."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self, cast

import structlog
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_fixed

from conversations.translation.backends import find_backend
from conversations.translation.breaker import Breaker
from conversations.translation.checks import check
from conversations.translation.deep import DeepTranslator
from conversations.translation.libretranslate import LibreTranslate
from conversations.translation.masking import Masked, mask
from conversations.translation.splitting import split
from conversations.translation.translator import State, Translator
from foundation.errors import TranslatorDownError
from foundation.settings import Settings
from foundation.text import cleaned

# Characters of a whole text; a person's message is never longer.
LONGEST = 4000
# Requests that one text has on their way at once.
AT_ONCE = 4
_BETWEEN_TRIES = 0.2

_log = structlog.get_logger()


@dataclass(frozen=True)
class Translated:
    """What came of it. `text` is the original unless `state` is "machine".

    `missing` are the numbers, names, addresses … of the original that the translation does not have as they were.
    """

    text: str
    state: State
    missing: list[str] = field(default_factory=list)
    translator: str = ""


class Translation:
    """The configured translator with masking, a hard time limit, one retry and a breaker around it."""

    def __init__(self, translator: Translator | None, limit: float, breaker: Breaker | None = None) -> None:
        self._translator = translator
        self._limit = limit
        self._breaker = breaker or Breaker()

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """The translator of the settings, or none. Raises ConfigurationError when they cannot be used."""
        # Its lines carry the addresses asked, and those carry texts.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        return cls(_configured(settings), settings.translator_timeout)

    @property
    def is_on(self) -> bool:
        """Whether an operator has configured a translator."""
        return self._translator is not None

    async def close(self) -> None:
        """Give back connections and threads."""
        if self._translator:
            await self._translator.close()

    async def translate(self, text: str, source: str | None, target: str, names: Iterable[str] = ()) -> Translated:
        """`text`, written in `source` (None: not known), in `target`; `names` stay as they are."""
        translator = self._translator
        if not text.strip():
            return Translated(text, "empty")
        if source == target:
            return Translated(text, "same")
        if translator is None:
            return Translated(text, "off")
        if len(text) > LONGEST:
            return Translated(text, "too_long", translator=translator.name)
        masked = mask(text, names)
        if not masked.has_words:
            return Translated(text, "same", translator=translator.name)
        return await self._within_limit(translator, text, masked, source, target)

    async def _within_limit(
        self, translator: Translator, text: str, masked: Masked, source: str | None, target: str
    ) -> Translated:
        if self._breaker.is_open:
            return Translated(text, "down", translator=translator.name)
        try:
            async with asyncio.timeout(self._limit):
                answer = await self._all_pieces(translator, masked.text, source, target)
            self._breaker.succeeded()
            check(masked.text, answer)
        except TranslatorDownError as error:
            return self._not_translated(text, cast(State, error.facts["state"]), str(error.facts["cause"]))
        except Exception as error:
            # Whatever a service or a library brings about: the original is shown, and nothing else breaks.
            return self._not_translated(text, "down", type(error).__name__)
        if answer == masked.text:
            return Translated(text, "same", translator=translator.name)
        faithful = masked.restored(answer)
        return Translated(faithful.text, "machine", faithful.missing, translator.name)

    def _not_translated(self, text: str, state: State, cause: str) -> Translated:
        assert self._translator
        if state == "down":
            self._breaker.failed()
            _log.warning("translation.down", translator=self._translator.name, cause=cause)
        return Translated(text, state, translator=self._translator.name)

    async def _all_pieces(self, translator: Translator, text: str, source: str | None, target: str) -> str:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(piece: str) -> str:
            words = piece.strip()
            if not words:
                return piece
            async with places:
                return piece.replace(words, cleaned(await _retried(translator, words, source, target)))

        pieces = await asyncio.gather(*map(one, split(text, translator.fits)), return_exceptions=True)
        for piece in pieces:
            if isinstance(piece, BaseException):
                raise piece
        return "".join(cast(list[str], pieces))


async def _retried(translator: Translator, text: str, source: str | None, target: str) -> str:
    attempts = AsyncRetrying(
        stop=stop_after_attempt(2),
        wait=wait_fixed(_BETWEEN_TRIES),
        retry=retry_if_exception(lambda error: isinstance(error, TranslatorDownError) and bool(error.facts["passing"])),
        reraise=True,
    )
    return await attempts(translator.translate, text, source, target)


def _configured(settings: Settings) -> Translator | None:
    if not settings.translator.strip():
        return None
    backend = find_backend(settings.translator)
    return LibreTranslate.connect(settings) if not backend.module else DeepTranslator.connect(settings, backend)
