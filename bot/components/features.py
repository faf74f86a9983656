"""TF-IDF over hashed pieces: no vocabulary is kept, only the hash and the weight of each piece seen twice or more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import FeatureHasher

from components.folding import fold
from components.ngrams import GROUPS, WITHIN_WORDS, Pieces

HASH_SPACE = 2**22
SEEN_AT_LEAST = 2
# What the house is built for.
CORES = 2


@dataclass(frozen=True)
class FeatureGroup:
    """One kind of pieces and what was learnt of it: `kept` hashes (ascending), their `rarity`, the group's `share`."""

    name: str
    share: float
    kept: np.ndarray
    rarity: np.ndarray

    @classmethod
    def learn(cls, name: str, share: float, counts: csr_matrix) -> FeatureGroup:
        """Return the group with every piece that stands in two or more rows of `counts`."""
        found = np.bincount(counts.indices, minlength=HASH_SPACE)
        kept = np.flatnonzero(found >= SEEN_AT_LEAST)
        if not kept.size:
            kept = np.zeros(1, dtype=int)
        rarity = np.log((1 + counts.shape[0]) / (1 + found[kept])) + 1
        return cls(name, share, kept.astype(np.uint32), rarity.astype(np.float32))

    def weigh(self, counts: csr_matrix) -> csr_matrix:
        """Return TF-IDF rows of length `share`; a row of which nothing is known is empty."""
        columns = np.minimum(np.searchsorted(self.kept, counts.indices), len(self.kept) - 1)
        known = self.kept[columns] == counts.indices
        columns, repeats = columns[known], counts.data[known]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))[known]
        values = (1 + np.log(repeats)) * self.rarity[columns]
        lengths = np.sqrt(np.bincount(rows, values**2, minlength=counts.shape[0]))
        ends = np.bincount(rows, minlength=counts.shape[0]).cumsum()
        scaled = (self.share * values / lengths[rows]).astype(np.float32)
        return csr_matrix((scaled, columns, np.append(0, ends)), shape=(counts.shape[0], len(self.kept)))


@dataclass(frozen=True)
class FeatureTable:
    """All groups side by side."""

    groups: tuple[FeatureGroup, ...]

    @classmethod
    def learn(cls, shares: dict[str, float], texts: Sequence[str]) -> tuple[FeatureTable, csr_matrix]:
        """Return the table for `shares` (name of the group: its share) as seen in `texts`, and their features."""
        folded = [fold(text) for text in texts]
        parts = Parallel(CORES)(delayed(_learn)(name, share, texts, folded) for name, share in shares.items())
        return cls(tuple(group for group, _ in parts)), _side_by_side([features for _, features in parts])

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the features of `texts`, a row each."""
        folded = [fold(text) for text in texts]
        return _side_by_side([group.weigh(count_pieces(group.name, texts, folded)) for group in self.groups])


def _learn(name: str, share: float, texts: Sequence[str], folded: Sequence[str]) -> tuple[FeatureGroup, csr_matrix]:
    counts = count_pieces(name, texts, folded)
    group = FeatureGroup.learn(name, share, counts)
    return group, group.weigh(counts)


def count_pieces(name: str, texts: Sequence[str], folded: Sequence[str]) -> csr_matrix:
    """Return how often each hashed piece of the kind `name` stands in each of `texts`."""
    if name not in WITHIN_WORDS:
        return _hash(GROUPS[name](text, plain) for text, plain in zip(texts, folded))
    split, pieces = WITHIN_WORDS[name]
    numbers: dict[str, int] = {}
    words = [[numbers.setdefault(word, len(numbers)) for word in split(plain)] for plain in folded]
    if not numbers:
        return csr_matrix((len(words), HASH_SPACE), dtype=np.float32)
    rows = _hash(map(pieces, numbers))[list(chain.from_iterable(words))]
    ends = rows.indptr[np.cumsum([0, *map(len, words)])]
    counts = csr_matrix((rows.data, rows.indices, ends), shape=(len(words), HASH_SPACE))
    counts.sum_duplicates()
    return counts


def _hash(pieces: Iterable[Pieces]) -> csr_matrix:
    hasher = FeatureHasher(HASH_SPACE, input_type="string", alternate_sign=False, dtype=np.float32)
    return hasher.transform(pieces)


def _side_by_side(matrices: list[csr_matrix]) -> csr_matrix:
    return hstack(matrices, format="csr", dtype=np.float32)
