"""Softmax regression on hashed features, by Adagrad in small batches: seconds for a hundred thousand texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from conversations.language.scripts import NEVER_LATIN

Array = NDArray[numpy.float32]

# As many steps however many sentences there are: the time to train stays what it is. 120 were enough for 86,000
# sentences; with 95,000 what is rare (“Guten Tag”) was no longer told.
STEPS, BATCH, RATE = 140, 4096, 1.8
# A language of the world counts for less than one of ours: few write it here. In Cyrillic and Arabic
# letters it has few rivals, and must be told from Ukrainian, Russian, Arabic or Urdu.
WORLD_WEIGHT, OTHER_SCRIPT_WEIGHT = 0.2, 0.6
# One row in so many is kept aside, to learn how far the scores can be trusted.
HELD_OUT = 25


@dataclass(frozen=True)
class Fitted:
    """What was learnt: classes, weights (feature by class), biases, and the temperature that makes chances honest."""

    classes: list[str]
    weights: Array
    biases: Array
    temperature: float


def fit(rows: csr_matrix, labels: Sequence[str], shares: Mapping[str, float]) -> Fitted:
    """Learn to tell the labels apart."""
    classes = sorted(set(labels))
    truth = numpy.searchsorted(numpy.array(classes), numpy.array(labels))
    order = numpy.random.default_rng(0).permutation(len(truth))
    aside, kept = order[::HELD_OUT], numpy.delete(order, slice(None, None, HELD_OUT))
    counted = _class_weights(truth, classes, shares)
    weights, biases = _descend(rows[kept], truth[kept], counted)
    return Fitted(classes, weights, biases, _temperature(rows[aside] @ weights + biases, truth[aside], counted))


def _class_weights(truth: NDArray[numpy.int64], classes: list[str], shares: Mapping[str, float]) -> Array:
    """What one text of each class counts for: every language of ours the same in all."""
    sizes = numpy.bincount(truth, minlength=len(classes))
    wanted = numpy.array([shares.get(code, _world_weight(code)) for code in classes])
    raw = wanted / sizes
    return numpy.asarray(raw * len(truth) / (raw * sizes).sum(), dtype=numpy.float32)


def _world_weight(code: str) -> float:
    return OTHER_SCRIPT_WEIGHT if code in NEVER_LATIN else WORLD_WEIGHT


def _descend(rows: csr_matrix, truth: NDArray[numpy.int64], counted: Array) -> tuple[Array, Array]:
    weights = numpy.zeros((rows.shape[1], len(counted)), dtype=numpy.float32)
    biases = numpy.zeros(len(counted), dtype=numpy.float32)
    seen = numpy.full(rows.shape[1], 1e-6, dtype=numpy.float32)
    chance = numpy.random.default_rng(1)
    order = numpy.concatenate([chance.permutation(len(truth)) for _ in range(STEPS * BATCH // len(truth) + 1)])
    for step in range(STEPS):
        batch = order[step * BATCH : (step + 1) * BATCH]
        some, wanted = rows[batch], truth[batch]
        error = chances(some @ weights + biases)
        error[numpy.arange(len(batch)), wanted] -= 1.0
        error *= counted[wanted][:, None]
        rate = RATE * (1.0 - 0.8 * step / STEPS)
        _step(weights, seen, some, error, rate)
        biases -= rate * 0.1 * error.mean(axis=0)
    return weights, biases


def _step(weights: Array, seen: Array, some: csr_matrix, error: Array, rate: float) -> None:
    """One step of Adagrad; a feature's classes share one rate."""
    slope = some.T.tocsr() @ error
    seen += numpy.einsum("ij,ij->i", slope, slope)
    slope *= (rate / numpy.sqrt(seen))[:, None]
    weights -= slope


def chances(scores: Array) -> Array:
    """Softmax along the last axis."""
    powers = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
    return numpy.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=numpy.float32)


def _temperature(scores: Array, truth: NDArray[numpy.int64], counted: Array) -> float:
    """The divisor of scores under which texts kept aside are least surprising."""

    def surprise(divisor: float) -> float:
        right = chances(scores / divisor)[numpy.arange(len(truth)), truth]
        return float(-(numpy.log(right + 1e-9) * counted[truth]).sum())

    return float(min(numpy.geomspace(0.2, 3.0, 60), key=surprise))
