"""What every translator offers, whichever service stands behind it."""

from typing import Literal, Protocol

from foundation.errors import TranslatorDownError

# "machine": translated; "same": there was nothing to translate; the others: the text stands as it was, and why.
State = Literal["machine", "same", "off", "down", "too_long", "unsupported", "empty"]

# Bytes of an answer that are read at most.
LARGEST_ANSWER = 1_000_000


class Translator(Protocol):
    """One service. It knows nothing of masking, retries or time limits: `Translation` brings them."""

    name: str

    def fits(self, text: str) -> bool:
        """Whether `text` is short enough for one request."""

    async def translate(self, text: str, source: str | None, target: str) -> str:
        """`text` in the language `target`; `source` None asks the service to find the language out.

        Raises TranslatorDownError; its facts say why.
        """

    async def close(self) -> None:
        """Give back connections and threads."""


def down(cause: str, passing: bool = False) -> TranslatorDownError:
    """The error for a service that did not answer, or not as agreed; `passing` when asking again may help."""
    return TranslatorDownError("The translation service does not answer.", state="down", cause=cause, passing=passing)


def too_long(cause: str) -> TranslatorDownError:
    """The error for a text that the service finds too long."""
    return TranslatorDownError(
        "The text is too long for the translation service.", state="too_long", cause=cause, passing=False
    )


def unsupported(source: str | None, target: str) -> TranslatorDownError:
    """The error for languages the service does not translate between."""
    return TranslatorDownError(
        "The translation service does not know this language.",
        state="unsupported",
        cause=f"{source}-{target}",
        passing=False,
    )


def refused(status: int) -> TranslatorDownError:
    """The error for a status of HTTP that is not a success; only a fault of the server is worth a second try."""
    return down(f"status {status}", passing=status >= 500)
