"""Danger comes first and needs no model: phrases by language, `data/urgent/<language>.yml`.

How a phrase is written
    word      that whole word, without case, accents or doubled letters
    stem*     a word that begins so; *stem one that ends so
    ..        up to four other words may stand here;  ~  at most one
    (a|b c)   one of these, or nothing in (a|); <name> one of the file's own `words` of that name
    = ...     the whole message says just this
Chinese is matched as written, `..` being up to six characters. Phrases under `harmless` are struck out of a
message before the others are looked for ("my phone died"), within one sentence. Topics are tried in the order of ORDER.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

from conversations.urgent.lexicon import Lexicon
from conversations.urgent.phrase import Phrase
from foundation.files import read_yaml
from foundation.settings import PROJECT

FOLDER = PROJECT / "data" / "urgent"
# A child before its mother, wanting to die before somebody dying; captivity before the beatings that go with it.
ORDER = ("child_protection", "self_harm", "trafficking", "violence_women", "emergency")

_HAN = re.compile(r"[\u3400-\u9fff]")
_END = re.compile(r"[.!?؟।\n]+(?:\s|$)")
_CLASS = re.compile(r"(?P<inside>(?<=[(|])<\w+>(?=[|)]))|<\w+>")


def _chinese(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_chinese_pattern(phrase) for phrase in phrases) or r"(?!)")


def _chinese_pattern(phrase: str) -> str:
    pattern = re.sub(r"\s", "", phrase.lower()).replace("(", "(?:").replace("..", r".{0,6}")
    return rf"^\W*{pattern[1:]}\W*$" if pattern.startswith("=") else pattern


def read_phrases(path: Path) -> dict[str, Any]:
    """One language's file: `topics` with their phrases, `harmless`, and the sentences that prove them."""
    rows: dict[str, Any] = read_yaml(path)
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
        self._lexicon = Lexicon(Phrase.read(phrase, n) for n, phrase in rows if not _HAN.search(phrase))
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
        said = [word for sentence in _END.split(text) for word in self._in_earnest(sentence)]
        return (phrase.topic for phrase, _, _ in self._lexicon.found(said) if phrase.topic >= 0)

    def _in_earnest(self, sentence: str) -> list[frozenset[str]]:
        """The words of a sentence, blank where they are harmless: "my phone died", but not "my phone. He died"."""
        said = self._lexicon.said(sentence)
        for _, start, end in [row for row in self._lexicon.found(said) if row[0].topic < 0]:
            said[start:end] = [frozenset()] * (end - start)
        return said

    def _in_chinese(self, text: str) -> Iterator[int]:
        if not _HAN.search(text):
            return iter(())
        plain = self._han_harmless.sub("，", re.sub(r"\s", "", text.lower()))
        return (n for n, pattern in enumerate(self._han) if pattern.search(plain))


@cache
def urgent_phrases() -> UrgentPhrases:
    """The phrases that ship."""
    return UrgentPhrases.load()
