"""Which language a message is written in."""

from conversations.language.identifier import Guess, LanguageIdentifier

__all__ = ["Guess", "LanguageIdentifier"]
