"""The pieces of a sentence that the classifier looks at."""

from collections.abc import Callable

from components.folding import chinese_runs, consonants

Pieces = list[str]


def pieces_of_word(word: str) -> Pieces:
    """Two to five letters in a row within a folded word, its edges marked by spaces."""
    return _runs(f" {word} ", 2, 5)


def consonant_words(folded: str) -> Pieces:
    """The consonants of each word: what romanised and transliterated spellings share."""
    return consonants(folded).split()


def word_pieces(text: str, folded: str) -> Pieces:
    """Folded words, alone and with the next one."""
    words = folded.split()
    return words + [f"{first} {second}" for first, second in zip(words, words[1:])]


def chinese_pieces(text: str, folded: str) -> Pieces:
    """One to three Chinese characters in a row, as they were written."""
    return [piece for run in chinese_runs(text) for piece in _runs(run, 1, 3)]


# Kinds that need the whole sentence: its pieces, from it as written and as folded.
GROUPS: dict[str, Callable[[str, str], Pieces]] = {"words": word_pieces, "chinese": chinese_pieces}
# Kinds within one word: the words of a folded sentence, and the pieces of one. A word is taken apart only once.
WITHIN_WORDS: dict[str, tuple[Callable[[str], Pieces], Callable[[str], Pieces]]] = {
    "characters": (str.split, pieces_of_word),
    "consonants": (consonant_words, pieces_of_word),
}


def _runs(text: str, shortest: int, longest: int) -> Pieces:
    size = len(text)
    return [
        text[start : start + length]
        for length in range(shortest, min(longest, size) + 1)
        for start in range(size - length + 1)
    ]
