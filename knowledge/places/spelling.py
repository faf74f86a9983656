"""Names written with a letter wrong, missing or too much."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.places.files import SmallWords
from knowledge.places.names import Found, Names, joined
from knowledge.places.place import Place
from knowledge.places.writing import Word

_SHORTEST = 5
_LONG = 9  # letters from which two may be wrong
_MOST_WORDS = 4


class Spelling:
    """The names by first letter, to compare a word with the few that it can mean."""

    def __init__(self, names: Names, small: SmallWords) -> None:
        self._names = names
        self._known = names.ordinary | names.first_words | small.fillers | small.lookalikes | small.elsewhere
        self._known |= small.before | small.home | small.after | small.streets
        self._by_letter: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in names.base:
            if len(key) >= _SHORTEST and key not in names.ordinary:
                self._by_letter[key[0], key.count(" ")].append(key)

    def read(self, text: str, words: list[Word], taken: set[int]) -> Iterator[Found]:
        """The misspelt names in the message, those of several words first."""
        for size in range(_MOST_WORDS, 0, -1):
            for position in range(len(words) - size + 1):
                span = range(position, position + size)
                if taken.isdisjoint(span) and (found := self._at(text, words[position : position + size], position)):
                    taken.update(span)
                    yield found

    def extended(self, text: str, words: list[Word], found: Found) -> Found:
        """The same name with the words after it that misspell its rest ("cinisello balsmo")."""
        for last in range(min(len(words), found.first + _MOST_WORDS) - 1, found.last, -1):
            run = words[found.first : last + 1]
            near = self.nearest(" ".join(word.key for word in run), len(run) - 1) if joined(text, run) else None
            if near and near[0] == found.place:
                return replace(found, last=last, end=run[-1].end)
        return found

    def _at(self, text: str, run: list[Word], position: int) -> Found | None:
        key = " ".join(word.key for word in run)
        if len(key) < _SHORTEST or key in self._known or run[0].script in {"han", "number"} or not joined(text, run):
            return None
        near = self.nearest(key, len(run) - 1)
        if near is None:
            return None
        place, errors = near
        return Found(place, key, position, position + len(run) - 1, run[0].start, run[-1].end, errors=errors)

    def nearest(self, key: str, spaces: int) -> tuple[Place, int] | None:
        """The place whose name differs least from the key, and in how many letters."""
        pool = self._by_letter.get((key[0], spaces)) if key else None
        if not pool:
            return None
        allowed = 1 + (len(key) >= _LONG)
        close = process.extract(key, pool, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        ranked = [
            (errors, -self._names.base[name].population, name)
            for name, errors, _ in close
            if errors == 1 or (errors and len(name) >= _LONG)
        ]
        if not ranked:
            return None
        errors, _, name = min(ranked)
        return self._names.base[name], int(errors)
