"""The language of the conversation: what she wrote decides, what she chose holds until she writes another."""

from babel import Locale

from conversations.language import Guess
from conversations.models import NOTICE
from conversations.replies import Reply
from conversations.replies.render import language_choices
from conversations.turn import Turn
from foundation.catalogue import FALLBACK, has_message, message
from foundation.languages import beyond, languages
from foundation.text import folded

# Below it a guess is no better than Italian, which everybody here meets every day.
LIKELY = 0.25


def after_writing(turn: Turn, guess: Guess) -> Turn:
    """The turn once it is known in which language the message is written."""
    if not guess.certain or guess.language == turn.known.written_language:
        return turn
    known = languages().get(guess.language or "")
    turn = turn.learned(written_language=guess.language)
    if known and known.answered:
        return turn.learned(language=known.code)
    return turn.said(_later_notice(turn, guess.language)).learned(language=turn.known.language or FALLBACK)


def _later_notice(turn: Turn, written: str | None) -> Reply:
    """In her own language where we have that one sentence: understood but answered in another, or not understood."""
    if written and has_message("language.later", written) and written in languages():
        return Reply(message("language.later", written), written, author=NOTICE, choices=language_choices())
    spoken = turn.known.language or "en"
    person = {"title": message("handoff.choice", spoken), "value": "person"}
    own = beyond().get(written or "")
    text, language = (own, written) if own and written else (message("language.unknown", spoken), spoken)
    return Reply(text, language, author=NOTICE, choices=[*language_choices(), person])


def supposing(turn: Turn, guess: Guess) -> Turn:
    """The turn in the likeliest language, as long as nothing better is known."""
    likely = languages().get(guess.language or "")
    believed = likely and likely.answered and guess.confidence >= LIKELY
    return turn.learned(language=likely.code if likely and believed else FALLBACK)


def is_foreign(guess: Guess) -> bool:
    """Whether a message is surely written in a language none of our sentences are in."""
    return guess.certain and guess.language not in languages()


def ask_for_language(turn: Turn) -> Turn:
    """Nobody can tell which language it is: ask, in all of them, with buttons."""
    text = " · ".join(message("language.ask", code) for code, row in languages().items() if row.answered)
    return turn.said(Reply(text, turn.language, author=NOTICE, choices=language_choices()))


def named_language(text: str) -> str | None:
    """The language a sentence like “speak French to me” asks for, by its name in any of our languages."""
    words = f" {folded(text)} "
    for code, row in languages().items():
        if row.answered and any(f" {name} " in words for name in _names(code)):
            return code
    return None


def _names(code: str) -> set[str]:
    """The names of one language in all languages (Unicode CLDR, through Babel)."""
    own = {"tl": "fil"}
    spoken = (Locale.parse(own.get(reader, reader)) for reader in languages())
    return {folded(locale.languages.get(code, "")) for locale in spoken} - {""}
