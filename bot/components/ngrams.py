"""The pieces of a sentence that the classifier looks at. Each function takes it as written and as folded."""

from collections.abc import Callable

from components.folding import chinese_runs, consonants

Pieces = list[str]


def character_pieces(text: str, folded: str) -> Pieces:
    """Two to five letters in a row within each folded word, its edges marked by spaces."""
    return [piece for word in folded.split() for piece in _runs(f" {word} ", 2, 5)]


def consonant_pieces(text: str, folded: str) -> Pieces:
    """Two to five consonants in a row within each word: what romanised and transliterated spellings share."""
    return [piece for word in consonants(folded).split() for piece in _runs(f" {word} ", 2, 5)]


def word_pieces(text: str, folded: str) -> Pieces:
    """Folded words, alone and with the next one."""
    words = folded.split()
    return words + [f"{first} {second}" for first, second in zip(words, words[1:])]


def chinese_pieces(text: str, folded: str) -> Pieces:
    """One to three Chinese characters in a row, as they were written."""
    return [piece for run in chinese_runs(text) for piece in _runs(run, 1, 3)]


GROUPS: dict[str, Callable[[str, str], Pieces]] = {
    "characters": character_pieces,
    "words": word_pieces,
    "consonants": consonant_pieces,
    "chinese": chinese_pieces,
}


def _runs(text: str, shortest: int, longest: int) -> Pieces:
    size = len(text)
    return [
        text[start : start + length]
        for length in range(shortest, min(longest, size) + 1)
        for start in range(size - length + 1)
    ]
