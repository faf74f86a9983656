"""All phrases at once, found by the word they begin with."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from conversations.urgent.phrase import Phrase, Step
from conversations.urgent.spelling import WORD, forms, spelt


class Lexicon:
    """Phrases made of words, found by the word they begin with once all their steps are in the message."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._beginning: dict[str, list[Phrase]] = {}
        steps: dict[str, set[Step]] = {}
        read = list(phrases)
        for phrase in read:
            for key in phrase.beginnings():
                self._beginning.setdefault(key, []).append(phrase)
        for step in {step for phrase in read for _, step in phrase.steps}:
            for key in step.firsts():
                steps.setdefault(key, set()).add(step)
            for option in step.several:
                for key in option[1:]:
                    steps.setdefault(key, set())
        self._steps = steps
        self._known = lru_cache(maxsize=20_000)(lambda word: frozenset(forms(word) & steps.keys()))

    def said(self, text: str) -> list[frozenset[str]]:
        return [self._known(word) for word in WORD.findall(spelt(text))]

    def found(self, said: list[frozenset[str]]) -> Iterator[tuple[Phrase, int, int]]:
        """The phrases in the message, with where each begins and ends."""
        steps = set[Step]().union(*(self._steps[key] for word in said for key in word))
        for at, word in enumerate(said):
            for key in word:
                for phrase in self._beginning.get(key, ()):
                    if phrase.needs <= steps and not (phrase.whole and at):
                        end = phrase.end(said, at)
                        if end is not None:
                            yield phrase, at, end
