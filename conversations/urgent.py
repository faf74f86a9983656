"""Danger comes first and needs no model: phrases by language, `data/urgent/<language>.yml`.

How a phrase is written
    word      that whole word, folded (no case, accents or doubled letters; any script as Latin letters)
    stem*     a word that begins so; *stem one that ends so
    ..        up to four other words may stand here;  ~  at most one
    (a|b c)   one of these; <name> one of the file's own `words` of that name
    = ...     the whole message says just this
Chinese is matched as written, `..` being up to six characters. Phrases under `harmless` are struck out of a
message before the others are looked for ("my phone died"). Topics are tried in the order of ORDER.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

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
_DOUBLED = re.compile(r"([a-z])\1+")
_WORD = re.compile(r"[a-z0-9]+")
_PART = re.compile(r"\.\.|~|\([^()]*\)|[^\s()]+")
_CLASS = re.compile(r"(?P<inside>(?<=[(|])<\w+>(?=[|)]))|<\w+>")
_SKIPS = {"..": 4, "~": 1}


def _words(text: str) -> list[str]:
    spaced = _ELISION.sub(" ", _NOT.sub("", text))
    return _WORD.findall(_DOUBLED.sub(r"\1", _SILENT.sub("", anyascii(spaced).lower())))


def _forms(word: str) -> set[str]:
    """What a phrase may call `word`: itself, its beginnings, its ends."""
    return {word} | {f"{word[:n]}*" for n in range(2, len(word) + 1)} | {f"*{word[n:]}" for n in range(len(word) - 1)}


def _keys(option: str) -> tuple[str, ...]:
    keys: list[str] = []
    for written in option.split():
        words = _words(written)
        words[0] = "*" * written.startswith("*") + words[0]
        words[-1] += "*" * written.endswith("*")
        keys.extend(words)
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class _Step:
    """One place of a phrase: words any of which may stand there, after at most `skip` others."""

    skip: int
    single: frozenset[str]
    several: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, part: str, skip: int) -> Self:
        options = [_keys(option) for option in part.strip("()").split("|")]
        single = frozenset(option[0] for option in options if len(option) == 1)
        return cls(skip, single, tuple(option for option in options if len(option) > 1))

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


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: int
    whole: bool
    steps: tuple[_Step, ...]

    @classmethod
    def read(cls, written: str, topic: int) -> Self:
        steps: list[_Step] = []
        skip = 0
        for part in _PART.findall(written.removeprefix("=")):
            if part in _SKIPS:
                skip = _SKIPS[part]
            else:
                steps.append(_Step.read(part, skip))
                skip = 0
        return cls(topic, written.startswith("="), tuple(steps))

    def end(self, said: list[frozenset[str]], at: int, step: int = 0) -> int | None:
        """Where the phrase ends in the message if from `step` on it is said at `at`."""
        if step == len(self.steps):
            return None if self.whole and at < len(said) else at
        for start in range(at, min(at + self.steps[step].skip + 1, len(said))):
            for after in self.steps[step].ends(said, start):
                end = self.end(said, after, step + 1)
                if end is not None:
                    return end
        return None


class _Lexicon:
    """Phrases made of words, found by the word they begin with."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._beginning: dict[str, list[_Phrase]] = {}
        self.keys: set[str] = set()
        for phrase in phrases:
            self.keys.update(*(step.single for step in phrase.steps))
            self.keys.update(key for step in phrase.steps for option in step.several for key in option)
            for key in phrase.steps[0].firsts():
                self._beginning.setdefault(key, []).append(phrase)

    def said(self, text: str) -> list[frozenset[str]]:
        return [frozenset(_forms(word) & self.keys) for word in _words(text)]

    def found(self, said: list[frozenset[str]]) -> Iterator[tuple[_Phrase, int, int]]:
        """The phrases in the message, with where each begins and ends."""
        for at, word in enumerate(said):
            for key in word:
                for phrase in self._beginning.get(key, ()):
                    end = None if phrase.whole and at else phrase.end(said, at)
                    if end is not None:
                        yield phrase, at, end


def _chinese(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_chinese_pattern(phrase) for phrase in phrases) or r"(?!)")


def _chinese_pattern(phrase: str) -> str:
    pattern = re.sub(r"\s", "", phrase.lower()).replace("(", "(?:").replace("..", r".{0,6}")
    return rf"^\W*{pattern[1:]}\W*$" if pattern.startswith("=") else pattern


def read_phrases(path: Path) -> dict[str, Any]:
    """One language's file: `topics` with their phrases, `harmless`, and the sentences that prove them."""
    rows: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def _spelt_out(phrases: Iterable[str], classes: Mapping[str, str]) -> Iterator[str]:
    """`phrases` with the words each `<name>` stands for."""

    def words(match: re.Match[str]) -> str:
        listed = _CLASS.sub(words, classes[match[0][1:-1]])
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
