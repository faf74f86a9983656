"""Danger comes first and needs no model: phrases by language, `data/urgent/<language>.yml`.

A phrase matches on whole words of the folded text; `*` ends a word that may go on, `..` stands for up to
four words between. Chinese is matched as written, `..` being up to six characters.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml

from foundation.settings import PROJECT
from foundation.text import folded

FOLDER = PROJECT / "data" / "urgent"
_HAN = re.compile(r"[\u3400-\u9fff]")


def _pattern(phrase: str) -> str:
    if _HAN.search(phrase):
        return ".{0,6}".join(re.escape(part.strip()) for part in phrase.split(".."))
    words = []
    for word in phrase.replace("..", " .. ").split():
        stem = re.escape(folded(word.rstrip("*"))).replace(r"\ ", " ")
        words.append(r"(?:\w+ ){0,4}?" if word == ".." else stem + (r"\w* " if word.endswith("*") else " "))
    return r"(?<!\w)" + "".join(words)


def read_phrases(path: Path) -> dict[str, Any]:
    """One language's file: `topics` with their `phrases`, and the sentences that prove them."""
    rows: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


class UrgentPhrases:
    """All languages' phrases, compiled once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._patterns = {topic: re.compile("|".join(map(_pattern, rows))) for topic, rows in phrases.items()}

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """The phrases of every file in `folder`; a phrase counts whatever the language of the rest."""
        gathered: dict[str, list[str]] = {}
        for path in sorted(folder.glob("*.yml")):
            for topic, phrases in read_phrases(path)["topics"].items():
                gathered.setdefault(topic, []).extend(phrases)
        return cls(gathered)

    def find(self, text: str) -> str | None:
        """The urgent topic `text` speaks of beyond doubt, or None."""
        plain = f"{folded(text)} \n{text}"
        return next((topic for topic, pattern in self._patterns.items() if pattern.search(plain)), None)


@cache
def urgent_phrases() -> UrgentPhrases:
    """The phrases that ship."""
    return UrgentPhrases.load()
