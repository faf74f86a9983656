"""What an import says about a file and its rows: kept as a key with arguments, said in whatever language it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, Union

from babel.numbers import format_decimal

from foundation.catalogue import message
from foundation.errors import ConflictError, InvalidInputError, TooLargeError

PREFIX = "console.importing."
# Numbers are amounts, and written as the reader writes them; codes are text.
Value = Union[str, int, "Sentence"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`key` is the catalogue's without the prefix; as text it is English, which the command line speaks."""

    key: str
    arguments: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """The sentence as people read it. Raises ConfigurationError where nothing is filed under the key."""
        words = {name: _in_words(value, language) for name, value in self.arguments}
        return message(PREFIX + self.key, language, **words)

    def facts(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        held = ((name, value.facts() if isinstance(value, Sentence) else value) for name, value in self.arguments)
        return {"key": self.key, "arguments": dict(held)}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        """The sentence of its `facts`."""
        held = facts["arguments"].items()
        return cls(facts["key"], tuple((n, cls.of(value) if isinstance(value, dict) else value) for n, value in held))


def _in_words(value: Value, language: str) -> str:
    if isinstance(value, Sentence):
        return value.in_language(language)
    return value if isinstance(value, str) else format_decimal(value, locale=language)


def said(key: str, /, **arguments: Value) -> Sentence:
    """The sentence `key` with its arguments."""
    return Sentence(key, tuple(arguments.items()))


def invalid(key: str, /, **arguments: Value) -> InvalidInputError:
    """The error that says so; its fact `sentence` is the sentence."""
    sentence = said(key, **arguments)
    return InvalidInputError(str(sentence), sentence=sentence)


def too_large(key: str, /, **arguments: Value) -> TooLargeError:
    """The error that says so; its fact `sentence` is the sentence."""
    sentence = said(key, **arguments)
    return TooLargeError(str(sentence), sentence=sentence)


def conflict(key: str, /, **arguments: Value) -> ConflictError:
    """The error that says so; its fact `sentence` is the sentence."""
    sentence = said(key, **arguments)
    return ConflictError(str(sentence), sentence=sentence)
