"""Training of the topic model: a linear classifier against all other topics, for each topic, and its calibration."""

from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from components.features import CORES, FeatureTable
from components.topic_model import TopicModel, to_probabilities

FOLDS = 5
# The label of all topics of the other half.
REST = -1


def train_model(texts: Sequence[str], labels: Sequence[str], shares: dict[str, float], softness: float) -> TopicModel:
    """Return the model that recognises the topics in `labels`, one label for each of `texts`."""
    topics, answers = np.unique(np.array(labels), return_inverse=True)
    table, features = FeatureTable.learn(shares, texts)
    weights, bias = _separate(features, answers, softness)
    # A fifth says nearly the same of the sharpness as everything, in a sixth of the time.
    sample = np.arange(len(answers)) % FOLDS**2 < FOLDS
    if len(set(answers[sample])) < len(topics):
        sample = np.ones(len(answers), bool)
    sharpness = _calibrate(features[sample], answers[sample], softness)
    return TopicModel(tuple(map(str, topics)), table, weights.astype(np.float16), bias, sharpness)


def _separate(features: csr_matrix, answers: np.ndarray, softness: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a column of weights and a bias for each topic in `answers`, in their order.

    Half of the topics at once on each core, each in a process of its own: threads would share the solver's one
    sequence of random numbers, and the same sentences would give another model each time.
    """
    halves = [half for half in np.array_split(np.unique(answers), CORES) if len(half)]
    parts = Parallel(CORES)(delayed(_separate_some)(features, answers, half, softness) for half in halves)
    weights = np.hstack([part[0] for part in parts])
    return weights.astype(np.float32), np.concatenate([part[1] for part in parts]).astype(np.float32)


def _separate_some(
    features: csr_matrix, answers: np.ndarray, some: np.ndarray, softness: float
) -> tuple[np.ndarray, np.ndarray]:
    """Separate each of `some` topics from all the others."""
    labels = np.where(np.isin(answers, some), answers, REST)
    machine = LinearSVC(C=softness, tol=0.8, random_state=0).fit(features, labels)
    own = np.isin(machine.classes_, some) if len(machine.classes_) > 2 else [True]
    return machine.coef_[own].T, machine.intercept_[own]


def _calibrate(features: csr_matrix, answers: np.ndarray, softness: float) -> float:
    """Return the sharpness under which held-out sentences are least surprising."""
    held = np.arange(len(answers)) % FOLDS == 0
    if set(answers[held]) - set(answers[~held]) or len(set(answers[~held])) < 2:
        return 1.0
    weights, bias = _separate(features[~held], answers[~held], softness)
    scores = features[held] @ weights + bias
    right = answers[held]

    def surprise(sharpness: float) -> float:
        return -float(np.log(to_probabilities(scores, sharpness)[np.arange(len(right)), right] + 1e-12).mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 30), method="bounded").x)
