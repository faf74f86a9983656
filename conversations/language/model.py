"""A linear model over characters, trained on our own sentences: native and romanised spelling alike."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy

from conversations.language.corpus import corpus, data_hash, sentences
from conversations.language.features import columns, matrix
from conversations.language.terms import telling
from conversations.language.training import Array, Fitted, fit
from foundation.errors import NotReadyError

__all__ = ["LanguageModel", "data_hash", "sentences"]


class LanguageModel:
    """Log-chances of a text by language: ours, and those of the world."""

    def __init__(self, fitted: Fitted, terms: frozenset[str], ours: Sequence[str]) -> None:
        self._fitted = fitted
        self._terms = terms
        self._ours = list(ours)

    @property
    def languages(self) -> list[str]:
        """The languages of ours that it knows."""
        return list(self._ours)

    @property
    def classes(self) -> list[str]:
        """All languages it tells apart, in the order of `scores`."""
        return self._fitted.classes

    @classmethod
    def train(cls, folder: Path) -> Self:
        """Train on all sentences of `folder`; some fifteen seconds."""
        found = corpus(folder)
        fitted = fit(matrix(found.texts), found.labels, found.shares)
        return cls(fitted, found.terms, list(found.shares))

    def save(self, path: Path) -> None:
        """Write the model to `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        about = {
            "classes": self._fitted.classes,
            "ours": self._ours,
            "terms": sorted(self._terms),
            "temperature": self._fitted.temperature,
        }
        with path.open("wb") as file:
            numpy.savez_compressed(
                file,
                weights=self._fitted.weights.astype(numpy.float16),
                biases=self._fitted.biases,
                about=numpy.array(json.dumps(about)),
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """The model in `path`. Raises NotReadyError when there is none, or one of an older kind."""
        try:
            with numpy.load(path, allow_pickle=False) as stored:
                about = json.loads(str(stored["about"]))
                weights, biases = stored["weights"], stored["biases"]
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            message = "The language model has not been trained yet: run `make run`."
            raise NotReadyError(message, path=str(path)) from error
        fitted = Fitted(about["classes"], weights, biases, about["temperature"])
        return cls(fitted, frozenset(about["terms"]), about["ours"])

    def telling(self, text: Sequence[str]) -> list[str]:
        """The words of a text that tell its language."""
        return telling(text, self._terms)

    def scores(self, text: Sequence[str]) -> Array:
        """The log-chance of each class, save for a constant."""
        found = columns(text)
        total = self._fitted.weights[found].sum(axis=0, dtype=numpy.float32) / numpy.sqrt(max(len(found), 1))
        return numpy.asarray((total + self._fitted.biases) / self._fitted.temperature, dtype=numpy.float32)
