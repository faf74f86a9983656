"""Text as words to search by, cut and made comparable in one way for what is stored and for what is asked.

Every word becomes Latin letters without case and accents, so that scripts meet ("Сузара" is near "Suzzara"), with
doubled letters made one ("apuntamento"); Chinese becomes overlapping pieces of two characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from foundation.text import folded
from knowledge.guides.sections import FOLDER, read_words
from knowledge.places.files import read_words as read_small_words
from knowledge.places.writing import Word, key_of, words_of

# "A.S.S.E.MI." is one word.
_INITIALS = re.compile(r"(?<=\w)\.(?=\w)")
_TWICE = re.compile(r"([a-z])\1+")
# What changes with number, gender and case in most of our languages; three letters have to remain.
_ENDING = re.compile(r"(?<=[a-z]{3})(?:[aeiouy]+s?|s)$")
# Written to the next word in Arabic: "and", "the", "by the", "like the", "for the" (as in the Light10 stemmer). A first
# letter like "and" goes also behind the article, so that a word is the same with it and without.
_ARTICLE = re.compile(r"^(?:و?(?:ال|بال|كال|فال|لل)(?=...))?(?:و(?=....))?")
# A word shorter than this is too little to complete or to mend.
SHORTEST = 3
# Letters of a word that count; what is longer is no word, and too long for an index of PostgreSQL.
LONGEST = 60


@dataclass(frozen=True)
class Term:
    """One word that is asked for: the `stem` that is stored, and the letters it may `begin` with (empty: none)."""

    stem: str
    begin: str = ""


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The words of `text` as they are stored."""
    return tuple(term.stem for term in terms(text))


def terms(text: str) -> list[Term]:
    """The words of `text` as they are asked for, in order."""
    return [term for script, written in _runs(_INITIALS.sub("", text)) for term in _terms(script, written)]


def written_words(text: str) -> Iterator[str]:
    """The words of `text` as they are written, without numbers; of Chinese each two characters that follow."""
    for word in words_of(text):
        if word.script == "han":
            yield from (word.text[at : at + 2] for at in range(len(word.text) - 1))
        elif word.script != "number":
            yield word.text


def essential(text: str) -> list[Term]:
    """The terms of `text`, each once, without the words that name nothing ("the"), unless there are no others."""
    found = list(dict.fromkeys(terms(text)))
    return [term for term in found if term.stem not in small_words()] or found


def says_something(text: str) -> bool:
    """Whether `text` has a word that names something: not just "hello" or "what can you do"."""
    return any(term.stem not in small_words() for term in terms(text))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Script and letters of each word; Latin letters and digits that touch are one ("A2")."""
    script, written, end = "", "", -1
    for word in words_of(text):
        if word.start == end and script == _kind(word) == "latin":
            written += word.key
        else:
            if written:
                yield script, written
            script, written = _kind(word), word.text if word.script == "arabic" else word.key
        end = word.end
    if written:
        yield script, written


def _kind(word: Word) -> str:
    return "latin" if word.script == "number" else word.script


@lru_cache(maxsize=65536)
def _terms(script: str, written: str) -> tuple[Term, ...]:
    if script == "han":
        pieces = [written[at : at + 2] for at in range(max(1, len(written) - 1))]
        return tuple(Term(_plain(piece), _plain(piece) if len(piece) == 1 else "") for piece in pieces)
    if script == "arabic":
        written = key_of(_ARTICLE.sub("", key_of(written, script)), script)
    word = _TWICE.sub(r"\1", _plain(written))[:LONGEST]
    return (Term(_ENDING.sub("", word), word if len(word) >= SHORTEST else ""),) if word else ()


def _plain(written: str) -> str:
    return folded(written).replace(" ", "")


@cache
def small_words() -> frozenset[str]:
    """The stems of the words that name nothing: `small` in `data/sections`, and what stands around a place ("near")."""
    near = read_small_words()
    written = [str(read_words(path)["small"]) for path in FOLDER.glob("*.yml")]
    written += [" ".join(words) for words in (near.before, near.after, near.home, near.fillers)]
    return frozenset(stem for text in written for stem in stems(text))
