"""Danger comes first and needs no model: phrases by language, `data/urgent/<language>.yml`.

How a phrase is written
    word      that whole word, without case, accents or doubled letters
    stem*     a word that begins so; *stem one that ends so
    ..        up to four other words may stand here;  ~  at most one
    (a|b c)   one of these, or nothing in (a|); <name> one of the file's own `words` of that name
    = ...     the whole message says just this
Chinese is matched as written, `..` being up to six characters. Phrases under `harmless` are struck out of a
message before the others are looked for ("my phone died"). Topics are tried in the order of ORDER.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Self
from unicodedata import normalize

import yaml
from anyascii import anyascii

from foundation.settings import PROJECT

FOLDER = PROJECT / "data" / "urgent"
# A child before its mother, wanting to die before somebody dying; captivity before the beatings that go with it.
ORDER = ("child_protection", "self_harm", "trafficking", "violence_women", "emergency")

_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT = re.compile(r"(?<=n)['’´`](?=t\b)", re.IGNORECASE)
_ELISION = re.compile(r"(?<=[a-zà-ɏ])['’ʼ´`]", re.IGNORECASE)
_SILENT = re.compile(r"['`]")
# In Latin letters words of other scripts would be taken for one another: Cyrillic, Arabic and Indic ones keep their
# own letters, with the marks that people leave out struck off and the letters they mix made one.
_OWN = "а-ўґءآ-يٱ-ۓ\u0980-\u09e3\u0a01-\u0a65\u0a70-\u0a75\u0d80-\u0de5\u0df2\u0df3"
_OTHERS = re.compile(f"[^{_OWN}]+")
_MARKS = re.compile(
    r"[ьъ\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0981\u09bc\u09cd\u0a02\u0a3c\u0a4d\u0a70\u0a71\u0dca\u200c\u200d]"
)
_SPELLINGS = str.maketrans(
    "іыэєґٱىیةہھۃکীূণষশੀੂਣණළීූෑශෂඒඕ",
    "ииеегاييههههكিুনসসਿੁਨනලිුැසසඑඔ",
)
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_WORD = re.compile(f"[a-z0-9]+|[{_OWN}]+")
_GROUP = re.compile(r"\([^()]*\)")
_PART = re.compile(r"\.\.|~|\([^()]*\)|[^\s()]+")
_CLASS = re.compile(r"(?P<inside>(?<=[(|])<\w+>(?=[|)]))|<\w+>")
_SKIPS = {"..": 4, "~": 1}


def _folded(text: str) -> str:
    """`text` in the spelling that words are compared in."""
    plain = text.lower()
    if not plain.isascii():
        plain = _MARKS.sub("", normalize("NFD", plain)).translate(_SPELLINGS)
    spaced = _ELISION.sub(" ", _NOT.sub("", plain))
    latin = spaced if spaced.isascii() else _OTHERS.sub(lambda other: anyascii(other[0]).lower(), spaced)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", latin))


def _forms(word: str) -> set[str]:
    """What a phrase may call `word`: itself, its beginnings, its ends."""
    return {word} | {f"{word[:n]}*" for n in range(2, len(word) + 1)} | {f"*{word[n:]}" for n in range(len(word) - 1)}


@cache
def _keys(option: str) -> tuple[str, ...]:
    """The keys of an option's words, one after the other."""
    if _WORD.fullmatch(option):
        return (option,)
    return tuple(key for written in option.split() for key in _word_keys(written))


def _word_keys(written: str) -> list[str]:
    keys = _WORD.findall(written)
    if not keys or "*" in written.strip("*"):
        raise ValueError(f"not a word of a phrase: {written}")
    keys[0] = "*" * written.startswith("*") + keys[0]
    keys[-1] += "*" * written.endswith("*")
    return keys


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One place of a phrase: a word of `single`, the words of one of `several`, or (if `optional`) nothing."""

    single: frozenset[str]
    several: tuple[tuple[str, ...], ...]
    optional: bool

    def firsts(self) -> set[str]:
        return {*self.single, *(option[0] for option in self.several)}

    def ends(self, said: list[frozenset[str]], at: int) -> Iterator[int]:
        """Where the message goes on after this step, should it begin at `at`."""
        if not self.single.isdisjoint(said[at]):
            yield at + 1
        for option in self.several:
            end = at + len(option)
            if end <= len(said) and all(key in word for key, word in zip(option, said[at:end], strict=True)):
                yield end


@cache
def _step(part: str) -> _Step:
    options = [_keys(option) for option in _folded(part).strip("()").split("|")]
    single = frozenset(option[0] for option in options if len(option) == 1)
    return _Step(single, tuple(option for option in options if len(option) > 1), () in options)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Steps, each with how many other words may come before it."""

    topic: int
    whole: bool
    steps: tuple[tuple[int, _Step], ...]
    needs: frozenset[_Step]

    @classmethod
    def read(cls, written: str, topic: int) -> Self:
        steps: list[tuple[int, _Step]] = []
        skip = 0
        if set(_GROUP.sub("", written)) & set("()|"):
            raise ValueError(f"not a phrase: {written}")
        for part in _PART.findall(written.removeprefix("=")):
            if part in _SKIPS:
                skip += _SKIPS[part]
            else:
                steps.append((skip, _step(part)))
                skip = 0
        needs = frozenset(step for _, step in steps if not step.optional)
        return cls(topic, written.startswith("="), tuple(steps), needs)

    def beginnings(self) -> set[str]:
        """The keys of the words it may begin with."""
        keys: set[str] = set()
        for _, step in self.steps:
            keys |= step.firsts()
            if not step.optional:
                break
        return keys

    def end(self, said: list[frozenset[str]], at: int, place: int = 0, spare: int = 0) -> int | None:
        """Where the phrase ends in the message if from `place` on it is said at `at`, or `spare` words later."""
        if place == len(self.steps):
            return None if self.whole and at < len(said) else at
        skip, step = self.steps[place]
        for start in range(at, min(at + skip + spare + 1, len(said))):
            for after in step.ends(said, start):
                end = self.end(said, after, place + 1)
                if end is not None:
                    return end
        return self.end(said, at, place + 1, skip + spare) if step.optional else None


class _Lexicon:
    """Phrases made of words, found by the word they begin with once all their steps are in the message."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._beginning: dict[str, list[_Phrase]] = {}
        steps: dict[str, set[_Step]] = {}
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
        self._known = lru_cache(maxsize=20_000)(lambda word: frozenset(_forms(word) & steps.keys()))

    def said(self, text: str) -> list[frozenset[str]]:
        return [self._known(word) for word in _WORD.findall(_folded(text))]

    def found(self, said: list[frozenset[str]]) -> Iterator[tuple[_Phrase, int, int]]:
        """The phrases in the message, with where each begins and ends."""
        steps = set[_Step]().union(*(self._steps[key] for word in said for key in word))
        for at, word in enumerate(said):
            for key in word:
                for phrase in self._beginning.get(key, ()):
                    if phrase.needs <= steps and not (phrase.whole and at):
                        end = phrase.end(said, at)
                        if end is not None:
                            yield phrase, at, end


def _chinese(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_chinese_pattern(phrase) for phrase in phrases) or r"(?!)")


def _chinese_pattern(phrase: str) -> str:
    pattern = re.sub(r"\s", "", phrase.lower()).replace("(", "(?:").replace("..", r".{0,6}")
    return rf"^\W*{pattern[1:]}\W*$" if pattern.startswith("=") else pattern


def read_phrases(path: Path) -> dict[str, Any]:
    """One language's file: `topics` with their phrases, `harmless`, and the sentences that prove them."""
    rows: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return rows


def _class_words(name: str, classes: Mapping[str, str]) -> str:
    return _CLASS.sub(lambda match: _class_words(match[0][1:-1], classes), classes[name])


def _spelt_out(phrases: Iterable[str], classes: Mapping[str, str]) -> Iterator[str]:
    """`phrases` with the words each `<name>` stands for."""

    def words(match: re.Match[str]) -> str:
        listed = _class_words(match[0][1:-1], classes)
        return listed if match["inside"] else f"({listed})"

    for phrase in phrases:
        yield _CLASS.sub(words, phrase)


class UrgentPhrases:
    """All languages' phrases, compiled once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], harmless: Iterable[str] = ()) -> None:
        self._topics = sorted(phrases, key=lambda topic: ORDER.index(topic) if topic in ORDER else len(ORDER))
        rows = [(n, phrase) for n, topic in enumerate(self._topics) for phrase in phrases[topic]]
        rows += [(-1, phrase) for phrase in harmless]
        self._lexicon = _Lexicon(_Phrase.read(phrase, n) for n, phrase in rows if not _HAN.search(phrase))
        han = [(n, phrase) for n, phrase in rows if _HAN.search(phrase)]
        self._han = [_chinese(row for n, row in han if n == topic) for topic in range(len(self._topics))]
        self._han_harmless = _chinese(row for n, row in han if n == -1)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """The phrases of every file in `folder`; a phrase counts whatever the language of the rest."""
        gathered: dict[str, list[str]] = {}
        harmless: list[str] = []
        for path in sorted(folder.glob("*.yml")):
            rows = read_phrases(path)
            classes = rows.get("words", {})
            for topic, phrases in rows["topics"].items():
                gathered.setdefault(topic, []).extend(_spelt_out(phrases, classes))
            harmless.extend(_spelt_out(rows.get("harmless", ()), classes))
        return cls(gathered, harmless)

    def find(self, text: str) -> str | None:
        """The urgent topic `text` speaks of beyond doubt, or None."""
        found = [*self._in_words(text), *self._in_chinese(text)]
        return self._topics[min(found)] if found else None

    def _in_words(self, text: str) -> Iterator[int]:
        said = self._lexicon.said(text)
        for _, start, end in [row for row in self._lexicon.found(said) if row[0].topic < 0]:
            said[start:end] = [frozenset()] * (end - start)
        return (phrase.topic for phrase, _, _ in self._lexicon.found(said))

    def _in_chinese(self, text: str) -> Iterator[int]:
        if not _HAN.search(text):
            return iter(())
        plain = self._han_harmless.sub("，", re.sub(r"\s", "", text.lower()))
        return (n for n, pattern in enumerate(self._han) if pattern.search(plain))


@cache
def urgent_phrases() -> UrgentPhrases:
    """The phrases that ship."""
    return UrgentPhrases.load()
