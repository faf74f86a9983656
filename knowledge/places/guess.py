"""Guesses for an unclear answer to "which town?"."""

from rapidfuzz import fuzz, process

from knowledge.places.files import SmallWords
from knowledge.places.names import Names
from knowledge.places.place import Place
from knowledge.places.sound import Sounds
from knowledge.places.writing import Word, words_of

_CUTOFF = 68.0  # of 100
_BEGINS = 90.0
_CONTAINS = 80.0
_SOUNDS = 75.0
_STEP = 5  # scores this close count as equal
_SHORTEST = 3


class Guesses:
    """Ranks all names against what was written."""

    def __init__(self, names: Names, sounds: Sounds, small: SmallWords) -> None:
        self._base = names.base
        self._keys = list(names.base)
        self._sounds = sounds
        self._small = small

    def best(self, text: str, limit: int) -> list[Place]:
        """At most `limit` places, the likeliest first."""
        words = words_of(text)
        skipped = self._small.fillers | self._small.before | self._small.home | self._small.after
        named = [word for word in words if word.key not in skipped and word.script != "number"] or words
        scores: dict[Place, float] = {}
        for place, score in self._scored(named):
            scores[place] = max(score, scores.get(place, 0.0))
        ranked = sorted(scores, key=lambda place: (-(scores[place] // _STEP), -place.population))
        return ranked[:limit]

    def _scored(self, words: list[Word]) -> list[tuple[Place, float]]:
        query = " ".join(word.key for word in words)
        if len(query.replace(" ", "")) < 2:
            return []
        asked = {query, *(word.key for word in words if len(word.key) >= _SHORTEST)}
        scored = [(self._base[key], score) for part in asked for key, score in self._near(part, part == query)]
        return scored + [(place, _SOUNDS) for word in words for place in self._sounds.like(word)]

    def _near(self, part: str, entire: bool) -> list[tuple[str, float]]:
        weight = 1.0 if entire else 0.9
        close = process.extract(part, self._keys, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=12)
        near = [(key, score * weight) for key, score, _ in close]
        if len(part) >= _SHORTEST:
            near += [(key, _BEGINS * weight) for key in self._keys if key.startswith(part)]
            near += [(key, _CONTAINS * weight) for key in self._keys if f" {part}" in key]
        return near
