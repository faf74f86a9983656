"""A linear model over characters, trained on our own sentences: native and romanised spelling alike."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import joblib
import numpy
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

from foundation.errors import NotReadyError

FEATURES = 2**18


def vectorizer() -> HashingVectorizer:
    """Characters one to four within words, hashed: nothing to store."""
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(1, 4), n_features=FEATURES, alternate_sign=False, norm="l2", lowercase=True
    )


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Every `(language, sentence)` of `data/nlu`."""
    for path in sorted(folder.glob("*/*.yml")):
        # The files are written by scripts/take_in_sentences.py: a sentence a line, four spaces and a dash before it.
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    - "):
                yield path.parent.name, line[6:]


def data_hash(folder: Path) -> str:
    """Changes whenever a sentence does."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*/*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class LanguageModel:
    """Log-scores of a text by language."""

    def __init__(self, classifier: Any) -> None:
        self._classifier = classifier
        self._vectorizer = vectorizer()

    @property
    def languages(self) -> list[str]:
        """The languages it knows."""
        return [str(code) for code in self._classifier.classes_]

    @classmethod
    def train(cls, folder: Path) -> Self:
        """Train on all sentences of `folder`; a few seconds."""
        rows = list(sentences(folder))
        classifier = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=12, tol=None, random_state=0)
        classifier.fit(vectorizer().transform([text for _, text in rows]), [code for code, _ in rows])
        classifier.coef_ = classifier.coef_.astype(numpy.float32)
        return cls(classifier)

    def save(self, path: Path) -> None:
        """Write the model to `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(self._classifier, path, compress=3)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The model in `path`. Raises NotReadyError when there is none."""
        if not path.exists():
            raise NotReadyError("The language model has not been trained yet: run `make run`.", path=str(path))
        return cls(joblib.load(path))

    def scores(self, text: str) -> dict[str, float]:
        """The log-score of each language; their exponentials, normalised, are chances."""
        row = self._classifier.decision_function(self._vectorizer.transform([text]))[0]
        return dict(zip(self.languages, -numpy.log1p(numpy.exp(-numpy.clip(row, -30, 30))), strict=True))
