"""TF-IDF over hashed pieces: no vocabulary is kept, only the hash and the weight of each piece seen twice or more."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

from components.ngrams import GROUPS

HASH_SPACE = 2**22


@dataclass(frozen=True)
class FeatureGroup:
    """One kind of pieces with what was learnt about it: `kept` hashes (ascending), their `rarity`, the group's share."""

    name: str
    share: float
    kept: np.ndarray
    rarity: np.ndarray

    @classmethod
    def learn(cls, name: str, share: float, texts: Sequence[str], least: int = 2) -> "FeatureGroup":
        """Return the group with every piece that stands in at least `least` of `texts`."""
        found = np.bincount(_hashed(name, texts).indices, minlength=HASH_SPACE)
        kept = np.flatnonzero(found >= least)
        if not kept.size:
            kept = np.zeros(1, dtype=int)
        rarity = np.log((1 + len(texts)) / (1 + found[kept])) + 1
        return cls(name, share, kept.astype(np.uint32), rarity.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return one row for each text, of length `share` where anything of it is known."""
        counts = _hashed(self.name, texts)
        columns = np.minimum(np.searchsorted(self.kept, counts.indices), len(self.kept) - 1)
        known = self.kept[columns] == counts.indices
        values = np.where(known, (1 + np.log(counts.data)) * self.rarity[columns], 0).astype(np.float32)
        matrix = csr_matrix((values, columns, counts.indptr), shape=(len(texts), len(self.kept)))
        matrix.eliminate_zeros()
        return normalize(matrix, copy=False) * np.float32(self.share)


@dataclass(frozen=True)
class FeatureTable:
    """All groups side by side."""

    groups: tuple[FeatureGroup, ...]

    @classmethod
    def learn(cls, shares: dict[str, float], texts: Sequence[str]) -> "FeatureTable":
        """Return the table for `shares` (name of the group: its share) as seen in `texts`."""
        return cls(tuple(FeatureGroup.learn(name, share, texts) for name, share in shares.items()))

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the features of `texts`, a row each."""
        return hstack([group.transform(texts) for group in self.groups], format="csr", dtype=np.float32)


def _hashed(name: str, texts: Sequence[str]) -> csr_matrix:
    hasher = FeatureHasher(HASH_SPACE, input_type="string", alternate_sign=False, dtype=np.float32)
    return hasher.transform(GROUPS[name](text) for text in texts)
