"""Names by their sound, for towns written in a script that has no list entry for them ("Трескоре", "تريسكوري")."""

import re
from collections.abc import Iterator

from foundation.text import folded
from knowledge.places.files import SmallWords
from knowledge.places.names import Found, Names
from knowledge.places.place import Place
from knowledge.places.writing import Word

_SHORTEST = 6  # letters of a word that is heard at all
_FEWEST_BONES = 3
_ITALIAN = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"sc(?=[ei])", "s"), (r"c(?=[ei])", "x"), (r"ch", "k"), (r"gh", "g"), (r"gli", "li"), (r"gn", "n"),
        (r"g(?=[ei])", "j"), (r"[cq]", "k"), (r"w", "v"), (r"y", "i"), (r"ij|ji", "i"), (r"([jx])i(?=[aou])", r"\1"),
    ]
]  # fmt: skip
_ROMANISED = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"shch|tsh|ch", "x"), (r"dzh|zh|j", "j"), (r"ts|z", "z"), (r"sh", "s"), (r"kh|q", "k"), (r"gh", "g"),
        (r"ya", "ia"), (r"yo", "io"), (r"yu", "iu"), (r"ye", "e"), (r"y", "i"), (r"w", "v"),
    ]
]  # fmt: skip
_VOWELS = "aeiou"
_DOUBLE = re.compile(r"(.)\1")
_SOFT = re.compile(r"(?<=[nl])i(?=[aeou])")
_BONES = str.maketrans("bfdgjxs", "pvtkzzz", "aeiouh")


class Sounds:
    """The one-word names and the first words of longer ones, by sound and by consonants alone."""

    def __init__(self, names: Names, small: SmallWords) -> None:
        self._known = small.fillers | small.lookalikes | small.elsewhere
        self._by_sound: dict[str, Place] = {}
        self._by_bones: dict[str, list[Place]] = {}
        for key, place in names.base.items():
            if key.isascii() and " " not in key and key not in names.ordinary:
                heard = _sound(key, _ITALIAN)
                stem = heard.rstrip(_VOWELS)
                if stem not in self._by_sound or self._by_sound[stem].population < place.population:
                    self._by_sound[stem] = place
                self._by_bones.setdefault(heard.translate(_BONES), []).append(place)

    def read(self, words: list[Word]) -> Iterator[Found]:
        """Cyrillic words that sound like a town but for the ending; they are judged like misspelt names."""
        for number, word in enumerate(words):
            if word.script == "cyrillic" and len(word.key) >= _SHORTEST and word.key not in self._known:
                place = self._by_sound.get(_sound(folded(word.text), _ROMANISED).rstrip(_VOWELS))
                if place:
                    yield Found(place, word.key, number, number, word.start, word.end, errors=1)

    def like(self, word: Word) -> list[Place]:
        """The places whose consonants are those of the word, for guesses."""
        if word.script in {"latin", "number", "han"}:
            return []
        bones = _sound(folded(word.text), _ROMANISED).translate(_BONES)
        return self._by_bones.get(bones, []) if len(bones) >= _FEWEST_BONES else []


def _sound(text: str, rules: list[tuple[re.Pattern[str], str]]) -> str:
    heard = text.replace(" ", "")
    for pattern, sound in rules:
        heard = pattern.sub(sound, heard)
    return _SOFT.sub("", _DOUBLE.sub(r"\1", heard))
