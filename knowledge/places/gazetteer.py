"""The municipalities of Lombardy by code, by name, by where one is, and by what people write."""

from heapq import nsmallest
from typing import Self

from foundation.errors import InvalidInputError
from foundation.text import folded
from knowledge.places.distance import kilometres
from knowledge.places.evidence import evidence
from knowledge.places.files import SmallWords, read_names, read_places, read_words
from knowledge.places.guess import Guesses
from knowledge.places.judge import believed
from knowledge.places.names import Found, Names
from knowledge.places.place import Place, PlaceMatch
from knowledge.places.sound import Sounds
from knowledge.places.spelling import Spelling
from knowledge.places.writing import Word, words_of

__all__ = ["Gazetteer", "Place", "PlaceMatch"]

_FARTHEST = 60.0  # kilometres from the nearest town; beyond, a position is not in or near Lombardy
_LONGEST = 2_000  # characters read of one message


class Gazetteer:
    """Finds municipalities; made once by `load` and then only read."""

    def __init__(self, places: list[Place], others: list[tuple[str, str]], small: SmallWords) -> None:
        self._small = small
        self._names = Names(places, others, small)
        self._spelling = Spelling(self._names, small)
        self._sounds = Sounds(self._names, small)
        self._guesses = Guesses(self._names, self._sounds, small)
        self._by_name = {folded(place.name): place for place in sorted(places, key=lambda place: place.population)}

    @classmethod
    def load(cls) -> Self:
        """The gazetteer of the committed files under `knowledge/content/places`."""
        return cls(read_places(), list(read_names()), read_words())

    def find(self, text: str) -> PlaceMatch | None:
        """The place the message names, in any script, inflected or misspelt; None when it names none."""
        text = text[:_LONGEST]
        words = words_of(text)
        read = [found for found in self._names.read(text, words) if not self._in_phrase(words, found)]
        exact = [self._spelling.extended(text, words, found) for found in read]
        matches = self._matches(text, words, exact)
        if not matches:
            taken = {number for found in exact for number in range(found.first, found.last + 1)}
            matches = self._matches(text, words, list(self._spelling.read(text, words, taken)))
        if not matches:
            matches = self._matches(text, words, list(self._sounds.read(words)))
        return max(matches, key=lambda match: (match.score, -match.start), default=None)

    def candidates(self, text: str, limit: int = 3) -> list[Place]:
        """The best guesses for an unclear answer to "which town?", the most populous first among equals."""
        return self._guesses.best(text[:_LONGEST], limit)

    def by_code(self, code: str) -> Place | None:
        """The municipality with ISTAT's six digits."""
        return self._names.places.get(code)

    def by_name(self, name: str) -> Place | None:
        """The municipality called so, as ISTAT writes it but for case, accents and punctuation."""
        return self._by_name.get(folded(name))

    def nearest(self, latitude: float, longitude: float) -> Place:
        """The municipality whose seat is nearest to the position, in degrees (WGS 84)."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise InvalidInputError("This is not a position on earth.", latitude=latitude, longitude=longitude)
        near = min(self._names.places.values(), key=lambda place: kilometres(latitude, longitude, place))
        if kilometres(latitude, longitude, near) > _FARTHEST:
            raise InvalidInputError("This position is not in Lombardy.", latitude=latitude, longitude=longitude)
        return near

    def around(self, latitude: float, longitude: float, limit: int) -> list[Place]:
        """At most `limit` municipalities, those whose seats are nearest to the position (degrees, WGS 84) first."""
        places = self._names.places.values()
        return nsmallest(limit, places, key=lambda place: kilometres(latitude, longitude, place))

    def _matches(self, text: str, words: list[Word], read: list[Found]) -> list[PlaceMatch]:
        matches = []
        for found in read:
            signs = evidence(text, words, found, self._small)
            score = believed(text, found, signs, self._names, self._small, words[found.first].script)
            if score:
                matches.append(PlaceMatch(found.place, found.start, found.end, signs.whole, score))
        return matches

    def _in_phrase(self, words: list[Word], found: Found) -> bool:
        """Whether the name belongs to words that together mean something else ("Opera San Francesco")."""
        keys = [word.key for word in words[max(0, found.first - 3) : found.last + 4]]
        line = f" {' '.join(keys)} "
        return any(f" {phrase} " in line and found.key in phrase for phrase in self._small.phrases)
