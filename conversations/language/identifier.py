"""The language a message is written in: script first, then a model of our own sentences, then the world.

A general detector (langdetect) is heard where the model is unsure: it knows languages we have no sentences
of, and nothing of ours in Latin letters that is usually written in another script.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy
from langdetect import DetectorFactory, LangDetectException, detect_langs

from conversations.language.model import LanguageModel
from conversations.language.scripts import languages_of_script

# Found on data/test: above CERTAIN one in two hundred is wrong, below it asking or history does better.
CERTAIN = 0.70
# What the language of the last message counts for, in natural-log units.
HISTORY = 2.0
# The general detector is believed against the model only on a text this long (letters) and this sure of itself.
FOREIGN_LETTERS = 18
FOREIGN_SURE = 0.98
MODEL_UNSURE = 0.90


@dataclass(frozen=True)
class Guess:
    """A language (ISO 639-1; perhaps none of ours), how probable it is, and whether that is enough to act on."""

    language: str | None
    confidence: float
    certain: bool


class LanguageIdentifier:
    """Tells the language of one message, helped by that of the last."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    @classmethod
    def load(cls, path: Path) -> Self:
        """The identifier with the model trained into `path`. Raises NotReadyError when there is none."""
        return cls(LanguageModel.load(path))

    def identify(self, text: str, previous: str | None = None) -> Guess:
        """The language of `text`; `previous` is the one of the message before, which short texts lean on."""
        possible = languages_of_script(text)
        if possible is not None and len(possible) == 1:
            return Guess(possible[0], 1.0, True)
        scores = self._model.scores(text)
        codes = [code for code in scores if possible is None or code in possible]
        if not codes:
            return self._foreign(text) or Guess(None, 0.0, False)
        best = _weighed({code: scores[code] for code in codes}, previous)
        if best.confidence < MODEL_UNSURE and (foreign := self._foreign(text)):
            return foreign
        return best

    def _foreign(self, text: str) -> Guess | None:
        """A language that is none of ours, if the general detector is sure of it."""
        if sum(character.isalpha() for character in text) < FOREIGN_LETTERS:
            return None
        DetectorFactory.seed = 0
        try:
            found = detect_langs(text)[0]
        except LangDetectException:
            return None
        code = found.lang.partition("-")[0]
        if found.prob < FOREIGN_SURE or code in self._model.languages:
            return None
        return Guess(code, found.prob, True)


def _weighed(scores: dict[str, float], previous: str | None) -> Guess:
    """The best of log-scores, the language of the last message given its weight."""
    codes = list(scores)
    logs = numpy.array([scores[code] + (HISTORY if code == previous else 0.0) for code in codes])
    weights = numpy.exp(logs - logs.max())
    chances = weights / weights.sum()
    best = int(chances.argmax())
    return Guess(codes[best], float(chances[best]), bool(chances[best] >= CERTAIN))
