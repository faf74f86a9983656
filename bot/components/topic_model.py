"""The trained model itself: features, one row of weights each, and how sharply scores become probabilities."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from scipy.sparse import csr_matrix

from components.features import FeatureGroup, FeatureTable


@dataclass(frozen=True)
class TopicModel:
    """Knows `topics`; `weights` has a row for each feature and a column for each topic."""

    topics: tuple[str, ...]
    table: FeatureTable
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every topic with its probability for `text`, the likeliest first."""
        probabilities = to_probabilities(self.scores(self.table.transform([text])), self.sharpness)[0]
        return [(self.topics[place], float(probabilities[place])) for place in np.argsort(-probabilities)]

    def scores(self, features: csr_matrix) -> np.ndarray:
        """Return one row of raw scores for each row of `features`."""
        rows = [
            features.data[start:end] @ self.weights[features.indices[start:end]].astype(np.float32)
            for start, end in zip(features.indptr, features.indptr[1:])
        ]
        return np.vstack(rows) + self.bias

    def save(self, path: Path) -> None:
        """Write the model to one file."""
        arrays = {"topics": np.array(self.topics), "weights": self.weights, "bias": self.bias}
        for group in self.table.groups:
            arrays |= {f"{group.name}/kept": group.kept, f"{group.name}/rarity": group.rarity}
        shares = {group.name: group.share for group in self.table.groups}
        arrays |= {"groups": np.array(list(shares)), "shares": np.array(list(shares.values()))}
        arrays["sharpness"] = np.array(self.sharpness)
        # Lightly packed here, since Rasa's own packing takes half a minute for what is not packed yet.
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                    np.lib.format.write_array(file, array, allow_pickle=False)

    @classmethod
    def load(cls, path: Path) -> "TopicModel":
        """Read what `save` wrote."""
        with np.load(path) as file:
            groups = tuple(
                FeatureGroup(str(name), float(share), file[f"{name}/kept"], file[f"{name}/rarity"])
                for name, share in zip(file["groups"], file["shares"])
            )
            topics = tuple(str(topic) for topic in file["topics"])
            return cls(topics, FeatureTable(groups), file["weights"], file["bias"], float(file["sharpness"]))


def to_probabilities(scores: np.ndarray, sharpness: float) -> np.ndarray:
    """Turn rows of scores into rows of probabilities; the larger `sharpness`, the surer."""
    raised = np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True)))
    return raised / raised.sum(axis=1, keepdims=True)
