"""What the model is trained on: our own sentences, also cut short, unaccented and romanised, and those of the world."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from conversations.language.features import words
from conversations.language.romanised import romanised
from conversations.language.scripts import ARABIC, CYRILLIC, LATIN, prevailing
from conversations.language.terms import TOWNS, Users, count_users, find_terms, own_words, telling
from conversations.language.world import world_files, world_lines

# Changes when the way of training does, so that models trained the old way are trained again.
METHOD = b"softmax-1"
_MODELLED = {LATIN, CYRILLIC, ARABIC}
_ROMANISED = {"ar", "ur", "pa", "bn", "si"}
# What a language counts for at least, however few of its sentences are in Latin letters: people type more of them.
LEAST_SHARE = 0.5
# A language, the words of a sentence in it, and the script of most of them.
Row = tuple[str, list[str], str | None]


@dataclass(frozen=True)
class Corpus:
    """Texts as lists of words, the language of each, the terms that tell no language, and the share of each language
    of ours in all that must be told apart (most Bengali, Chinese ... is known by its script)."""

    texts: list[Sequence[str]]
    labels: list[str]
    terms: frozenset[str]
    shares: dict[str, float]


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Every `(language, sentence)` of `data/nlu`."""
    for path in sorted(folder.glob("*/*.yml")):
        # The files are written by scripts/take_in_sentences.py: a sentence a line, four spaces and a dash before it.
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    - "):
                yield path.parent.name, line[6:]


def data_hash(folder: Path) -> str:
    """Changes whenever a sentence does, a sentence of the world, the towns, or the way of training."""
    digest = hashlib.sha256(METHOD)
    for path in [*sorted(folder.glob("*/*.yml")), *world_files(), TOWNS]:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:16]


def corpus(folder: Path) -> Corpus:
    """All there is to learn from, in an order that depends on the sentences alone."""
    rows = [(code, found, prevailing(found)) for code, text in sentences(folder) if (found := words(text))]
    users = count_users(rows)
    terms, chance = find_terms(rows, users), Random(0)  # noqa: S311
    examples = [*_ours(rows, terms, users, chance), *_worlds(chance)]
    return Corpus([text for _, text in examples], [code for code, _ in examples], terms, _shares(rows))


def _shares(rows: Sequence[Row]) -> dict[str, float]:
    every = Counter(code for code, _, _ in rows)
    modelled = Counter(code for code, _, script in rows if script in _MODELLED)
    return {code: max(modelled[code] / every[code], LEAST_SHARE) for code in sorted(every)}


def _ours(rows: Sequence[Row], terms: frozenset[str], users: Users, chance: Random) -> Iterator[tuple[str, list[str]]]:
    for number, (code, text, script) in enumerate(rows):
        # Arabic and others in Latin letters are rare in the data, not in messages: twice, cut differently.
        forms = [text] * (2 if script == LATIN and code in _ROMANISED else 1) if script in _MODELLED else []
        forms += romanised(code, text, number) if script != LATIN else []
        for form in forms:
            told = own_words(code, telling(form, terms), users)
            if told or script != LATIN:
                yield from ((code, way) for way in _ways(form if number % 2 else told or form, told, script, chance))


def _worlds(chance: Random) -> Iterator[tuple[str, list[str]]]:
    for code, line in world_lines(chance):
        if text := words(line):
            yield from ((code, way) for way in _ways(text, text, prevailing(text), chance))


def _ways(text: list[str], told: list[str], script: str | None, chance: Random) -> Iterator[list[str]]:
    """A text as it is, a piece of what tells its language, and in Latin letters one of them without accents."""
    yield text
    size = chance.randint(1, 4)
    start = chance.randrange(max(1, len(told) - size + 1))
    piece = told[start : start + size]
    if 0 < len(piece) < len(text):
        yield piece
    if script == LATIN:
        bare = unaccented(chance.choice((told, piece)))
        if bare and bare not in (told, piece):
            yield bare


def unaccented(text: Sequence[str]) -> list[str]:
    """The words without their accents, as many type them."""
    plain = " ".join(text)
    if plain.isascii():
        return list(text)
    apart = unicodedata.normalize("NFD", plain.replace("ı", "i").replace("đ", "d"))
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).split(" ")
