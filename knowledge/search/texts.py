"""Texts ready to be stored: each has an id that holds its entry's, so that no table has to join them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.search.documents import Document
from knowledge.search.words import stems

# A guide has one text a language; nothing has more.
TEXTS_OF_ENTRY = 64


@dataclass(frozen=True)
class Stored:
    """One text of an entry: its id, and its stems in the names, the synonyms and the rest."""

    id: int
    words: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def stored(entries: Sequence[int], documents: Sequence[Document]) -> Iterator[Stored]:
    """The texts of the documents that are kept as these entries."""
    for entry, document in zip(entries, documents, strict=True):
        for number, text in enumerate(document.texts):
            synonyms = tuple(word for part in text.synonyms for word in stems(part))
            words = (stems(text.names), synonyms, stems(text.rest))
            yield Stored(entry * TEXTS_OF_ENTRY + number, words)
