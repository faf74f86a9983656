"""What around a name says that it is meant as a place."""

from dataclasses import dataclass

from knowledge.places.files import SmallWords
from knowledge.places.names import Found
from knowledge.places.writing import Word

_LONGEST_WHOLE = 10
_SENTENCE_ENDS = ".!?…:;\n-•"
_OF = {"de", "di", "d"}
LARGE = 15_000  # inhabitants: a town so large is meant wherever its name stands


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signs around one name in a message."""

    capital: bool
    before: bool
    after: bool
    leaving: bool
    home: bool
    street: bool
    whole: bool
    alone: bool
    question: bool
    club: bool


def evidence(text: str, words: list[Word], found: Found, small: SmallWords) -> Evidence:
    """The signs around the name found in the text."""
    earlier = words[max(0, found.first - 3) : found.first]
    keys = [word.key for word in reversed(earlier)] + ["", ""]
    following = words[found.last + 1].key if found.last + 1 < len(words) else ""
    before = found.prefixed or keys[0] in small.before
    around = _around(words, found, small)
    return Evidence(
        capital=_capital(text, words, found),
        before=before,
        after=following in small.after,
        leaving=keys[0] in small.leaving,
        home=keys[0] in small.home or (before and keys[1] in small.home),
        street=keys[0] in small.streets or (keys[0] in _OF and keys[1] in small.streets),
        whole=len(words) <= _LONGEST_WHOLE and around is not None,
        alone=around == 0,
        question=any(mark in text for mark in "?؟？"),
        club=any(word.key in small.club or (word.script == "han" and _within(word, small.club)) for word in words),
    )


def _within(word: Word, listed: frozenset[str]) -> bool:
    return any(part in word.key for part in listed)


def _around(words: list[Word], found: Found, small: SmallWords) -> int | None:
    """How many small words surround the name, or None when other words do."""
    others = words[: found.first] + words[found.last + 1 :]
    rest = [word.key for word in others if word.script != "number"]
    rest = [key for key in rest if key != found.place.province.lower()]
    pieces = _pieces(words[found.first], found)
    if all(key in small.fillers or key in small.before or key in small.after or key in small.home for key in rest):
        return len(rest) + len(pieces) if all(piece in small.fillers for piece in pieces) else None
    return None


def _pieces(word: Word, found: Found) -> list[str]:
    """For Chinese, what the word that holds the name says before and after it."""
    if word.script != "han":
        return []
    return [part for part in (word.text[: found.start - word.start], word.text[found.end - word.start :]) if part]


def _capital(text: str, words: list[Word], found: Found) -> bool:
    """A capital letter that says something: not at the head of a sentence, not in a text all in capitals."""
    name = text[found.start : found.end]
    if not name[0].isupper() or text.upper() == text:
        return False
    lead = text[: found.start].rstrip(" \t\"'“«(¿¡")
    return bool(lead) and lead[-1] not in _SENTENCE_ENDS and _mostly_small(words)


def _mostly_small(words: list[Word]) -> bool:
    cased = [word for word in words if word.script in {"latin", "cyrillic"}]
    return 2 * sum(word.text[0].isupper() for word in cased) <= len(cased) + 2
