"""All names of all places, and where a message names one exactly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from knowledge.places.endings import forms
from knowledge.places.files import SmallWords
from knowledge.places.place import Place
from knowledge.places.writing import Word, words_of

_ABBREVIATED = {"san", "santa", "santo", "sant"}
_ELISION = re.compile(r"\b(d|sull|dell|all) ")
_ARABIC_PREFIXES = ("وب", "فب", "ول", "ب", "ل", "ف", "و", "ك")
_SHORTEST_UNPREFIXED = 4
_SHORTEST_HEAD = 5
_LONGEST_GAP = 3
_GAP = re.compile(r"[\s\-–'’ʼ./]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A name at words `first` to `last` of a message; `errors` counts letters that differ."""

    place: Place
    key: str
    first: int
    last: int
    start: int
    end: int
    errors: int = 0
    prefixed: bool = False


class Names:
    """Every name as a key, with the place it means; a name of several places means the largest."""

    def __init__(self, places: Iterable[Place], others: Iterable[tuple[str, str]], small: SmallWords) -> None:
        self.places = {place.code: place for place in places}
        self.exact: dict[str, Place] = {}
        self.base: dict[str, Place] = {}
        self.spellings: dict[str, set[str]] = {}
        self.first_words: set[str] = set()
        self._longest: dict[str, int] = {}
        for place in self.places.values():
            self._add(place.name, place)
        for code, name in others:
            self._add(name, self.places[code])
        self._add_heads(small)
        known = small.ordinary & self.base.keys()
        self.ordinary = small.ordinary | {form for key in known for form in forms(key, words_of(key)[0].script)}
        chinese = sorted((key for key in self.base if "\u3400" <= key[0] <= "\u9fff"), key=len, reverse=True)
        self._chinese = re.compile("|".join(map(re.escape, chinese)))

    def _add(self, name: str, place: Place) -> None:
        words = words_of(name)
        key = " ".join(word.key for word in words)
        self._keep(self.base, key, place)
        self.spellings.setdefault(key, set()).add(name.lower())
        for form in forms(key, words[-1].script):
            self._enter(form, place)
        if _ABBREVIATED & set(key.split()[:-1]):
            self._enter(" ".join("s" if part in _ABBREVIATED else part for part in key.split()), place)
        if _ELISION.search(key):
            self._enter(_ELISION.sub(r"\1", key), place)

    def _add_heads(self, small: SmallWords) -> None:
        """Let the first word of a name stand for it where no other name begins with that word."""
        called = [(place, [word.key for word in words_of(place.name)]) for place in self.places.values()]
        heads = Counter(head for _, (head, *_) in called)
        self.first_words = set(heads)
        for place, (head, *rest) in called:
            if rest and heads[head] == 1 and len(head) >= _SHORTEST_HEAD and head not in small.not_alone:
                self._keep(self.base, head, place)
                self.spellings.setdefault(head, set()).add(head)
                self._enter(head, place)

    def _enter(self, key: str, place: Place) -> None:
        self._keep(self.exact, key, place)
        first, *rest = key.split()
        self._longest[first] = max(self._longest.get(first, 0), len(rest) + 1)

    @staticmethod
    def _keep(table: dict[str, Place], key: str, place: Place) -> None:
        if key not in table or table[key].population < place.population:
            table[key] = place

    def read(self, text: str, words: list[Word]) -> Iterator[Found]:
        """The names in the message from left to right, the longest at each place."""
        position = 0
        while position < len(words):
            if words[position].script == "han":
                yield from self._read_chinese(words[position], position)
            found = self._longest_at(text, words, position)
            if found:
                yield found
            position = found.last + 1 if found else position + 1

    def _longest_at(self, text: str, words: list[Word], position: int) -> Found | None:
        for prefixed, head in self._heads_of(words[position]):
            for size in range(self._longest[head], 0, -1):
                run = words[position : position + size]
                key = " ".join([head, *(word.key for word in run[1:])])
                place = self.exact.get(key) if len(run) == size else None
                if place and joined(text, run):
                    last = position + size - 1
                    return Found(place, key, position, last, run[0].start, run[-1].end, prefixed=prefixed)
        return None

    def _heads_of(self, word: Word) -> Iterator[tuple[bool, str]]:
        if word.key in self._longest:
            yield False, word.key
        if word.script == "arabic":
            for prefix in _ARABIC_PREFIXES:
                bare = word.key.removeprefix(prefix)
                if bare != word.key and len(bare) >= _SHORTEST_UNPREFIXED and bare in self._longest:
                    yield True, bare

    def _read_chinese(self, word: Word, position: int) -> Iterator[Found]:
        for match in self._chinese.finditer(word.text):
            place = self.exact[match.group()]
            start, end = word.start + match.start(), word.start + match.end()
            yield Found(place, match.group(), position, position, start, end)


def joined(text: str, run: list[Word]) -> bool:
    """Whether nothing but a space, a hyphen or the like stands between the words of the run."""
    gaps = [text[left.end : right.start] for left, right in pairwise(run)]
    return all(len(gap) <= _LONGEST_GAP and _GAP.fullmatch(gap) for gap in gaps)
