"""The language a message is written in: usual phrases, then the script, then the model, then the world's detector."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy

from conversations.language.features import words
from conversations.language.model import LanguageModel
from conversations.language.scripts import LATIN, choices_of, language_of, prevailing
from conversations.language.training import Array, chances
from conversations.language.usual import says_little, usual
from conversations.language.world import detected

# From here on a guess is acted on; below it, asking or the language of the last message does better.
CERTAIN, SHORT_CERTAIN, SHORT = 0.80, 0.93, 3
# To tell her that we do not speak her language we want to be surer.
FOREIGN_CERTAIN = 0.85
# What the language of the last message counts for, in natural-log units, by the number of telling words.
HISTORY, LONG_HISTORY = {1: 5.0, 2: 4.0}, 3.0
# What Italian terms say for Italian in a first message.
ITALIAN = 1.0
# Between these chances of a foreign language the general detector is asked, if there are that many letters.
DOUBTFUL, DETECTABLE, DETECTED = 0.25, 20, 0.90


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
        self._classes = numpy.array(model.classes)
        self._ours = numpy.isin(self._classes, model.languages)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The identifier with the model trained into `path`. Raises NotReadyError when there is none."""
        return cls(LanguageModel.load(path))

    def identify(self, text: str, previous: str | None = None) -> Guess:
        """The language of `text`; `previous` is the one of the message before, which short texts lean on."""
        found = words(text)
        if not found:
            return Guess(previous, 0.0, False)
        told = self._model.telling(found)
        script = prevailing(told or found) or ""
        possible = choices_of(script, " ".join(told or found), self._model.classes)
        if possible is None:
            only = language_of(script)
            return Guess(only, 1.0 if only else 0.0, only is not None)
        known, language = usual(found)
        stays = known or all(map(says_little, told))
        if previous and stays and (script == LATIN or previous in possible):
            return Guess(previous, 0.5, False)
        if language:
            return Guess(language, 1.0, True)
        if not told:
            # Nothing but Italian terms and towns: everybody says those.
            return Guess("it", 0.5, False)
        scores = self._scores(found, told, previous)
        scores[~numpy.isin(self._classes, possible)] = -numpy.inf
        scores[self._classes == (previous or "")] += HISTORY.get(len(told), LONG_HISTORY)
        return self._decided(chances(scores), text, SHORT_CERTAIN if len(told) <= SHORT else CERTAIN)

    def _scores(self, found: Sequence[str], told: Sequence[str], previous: str | None) -> Array:
        """Of the telling words; in a first message Italian terms say a little too."""
        whole = self._model.scores(found)
        if len(told) == len(found):
            return whole
        part = self._model.scores(told)
        if previous:
            return part
        both: Array = (part + whole) / numpy.float32(2)
        both[self._classes == "it"] += ITALIAN
        return both

    def _decided(self, likely: Array, text: str, certain: float) -> Guess:
        """Ours or foreign first, then which; the world's detector is heard where that is in doubt."""
        foreign = float(likely[~self._ours].sum())
        if DOUBTFUL <= foreign < FOREIGN_CERTAIN and sum(map(str.isalpha, text)) >= DETECTABLE:
            found = {code: chance for code, chance in detected(text).items() if code not in self._model.languages}
            if (sure := sum(found.values())) >= DETECTED:
                return Guess(max(found, key=lambda code: found[code]), sure, True)
        theirs = foreign >= (0.5 if certain == CERTAIN else FOREIGN_CERTAIN)
        best = int(numpy.where(self._ours == theirs, 0.0, likely).argmax())
        chance = foreign if theirs else float(likely[best])
        return Guess(str(self._classes[best]), chance, chance >= (FOREIGN_CERTAIN if theirs else certain))
