"""Which sections of a guide a short question asks for, by the words in `data/sections/<language>.yml`.

How a row is written
    word     that whole word, without case, accents, vowel signs or doubled letters
    stem*    a word that begins so
    (a|b c)  one of these, or nothing in (a|);  ..  up to three other words may stand here
    = ...    too little by itself: counts only when the question says nothing else
`small` lists the words that name nothing: pronouns, "need", "bring", "office"; `courtesy` phrases that are passed
over; `examples` prove the rows. Chinese is read sign by sign.
The words of all languages count, whatever the language of the rest.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from foundation.errors import ConfigurationError
from foundation.files import read_yaml
from foundation.settings import PROJECT

FOLDER = PROJECT / "data" / "sections"
# What a guide can be asked for, in the order it is answered.
SECTIONS = ("what", "who", "steps", "documents", "cost", "time", "where")
# The order they are looked for: what begins with the same words as another comes before it.
_LOOKED_FOR = ("time", "documents", "what", "cost", "steps", "where", "who")

_HAN = re.compile(r"([\u3400-\u9fff])")
_TWICE = re.compile(r"([a-zа-яء-ي])\1+")
# The Arabic "and" is written to its word.
_AND = re.compile(r"(?<!\S)و(?=[ء-ي]{3})")
_PART = re.compile(r"\.\.|[()|*]|[^\s()|*.]+")
# Letters that people mix: Ukrainian and Russian ones, Arabic and Urdu ones.
_SPELLINGS = str.maketrans("іыэєґٱىیةۃہھک", "ииеегاييههههك")
_GAP = r"((?: [^ ·]+){0,3})"


def spelt(text: str) -> str:
    """`text` as rows and questions are compared: plain small letters of their own script, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(_letter(sign) for sign in plain).translate(_SPELLINGS)
    return " ".join(_AND.sub("", _TWICE.sub(r"\1", _HAN.sub(r" \1 ", kept))).split())


def _letter(sign: str) -> str:
    """The sign itself, nothing for marks above letters and joiners, a space for what parts words."""
    kind = unicodedata.category(sign)
    if kind[0] in "LN" or kind == "Mc":
        return sign
    return "" if kind in ("Mn", "Cf", "Lm") else " "


def pattern(row: str) -> str:
    """The regular expression for one row. Raises ConfigurationError for a row that is not written as above."""
    if row.count("(") != row.count(")"):
        raise ConfigurationError(f"“{row}” is not a row of a list of sections.", row=row)
    written = "".join(_expression(part) for part in _PART.findall(row.removeprefix("=")))
    if re.fullmatch(written, ""):
        raise ConfigurationError(f"“{row}” would be found everywhere.", row=row)
    return written


def _expression(part: str) -> str:
    if part == "..":
        return _GAP
    if part == "(":
        return "(?:"
    if part == "*":
        return r"[^ ·]*"
    if part in ")|":
        return part
    return " " + " ".join(re.escape(word) for word in spelt(part).split())


@dataclass(frozen=True)
class Asked:
    """The sections a question asks for: those it names in `clear` words, and `sections` with the faint ones as well.

    `beside` counts the words that are neither small nor ask for a section: none of them, and it names no topic.
    `words` is the length of the question.
    """

    clear: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    beside: int = 0
    words: int = 0

    @property
    def only(self) -> bool:
        """Whether it asks for sections and says nothing else."""
        return bool(self.sections) and not self.beside


class SectionWords:
    """The words of all languages, compiled once."""

    def __init__(self, rows: Mapping[str, list[str]], courtesy: Iterable[str], small: Iterable[str]) -> None:
        self._clear = {name: _any(row for row in rows.get(name, ()) if row[0] != "=") for name in _LOOKED_FOR}
        self._faint = {name: _any(row for row in rows.get(name, ()) if row[0] == "=") for name in _LOOKED_FOR}
        self._courtesy = _any(courtesy)
        self._small = frozenset(word for words in small for word in spelt(words).split())

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """The words of every file in `folder`."""
        files = [read_words(path) for path in sorted(folder.glob("*.yml"))]
        rows = {name: [row for file in files for row in file["sections"][name]] for name in SECTIONS}
        courtesy = [row for file in files for row in file["courtesy"]]
        return cls(rows, courtesy, [file["small"] for file in files])

    def asked(self, text: str) -> Asked:
        """What `text` asks for of a guide that was just read."""
        said = spelt(text)
        left = self._courtesy.sub(_gaps, f" {said}")
        clear: set[str] = set()
        faint: set[str] = set()
        for name in _LOOKED_FOR:
            for found, words in ((clear, self._clear[name]), (faint, self._faint[name])):
                left, times = words.subn(_gaps, left)
                found.update([name] * times)
        beside = [word for word in left.split() if not (word in self._small or word == "·" or word.isdigit())]
        return Asked(_ordered(clear), _ordered(clear | faint), len(beside), _length(said))


def _ordered(found: set[str]) -> tuple[str, ...]:
    return tuple(name for name in SECTIONS if name in found)


def _gaps(match: re.Match[str]) -> str:
    """What is left of words that were found: those that stood between them."""
    return " ·" + "".join(gap for gap in match.groups() if gap)


def _choices(row: str) -> Iterator[str]:
    """The choices of a row that is one group; the row itself when it is not."""
    inner, depth, begin = row.removeprefix("=").strip(), 0, 1
    closes = [at for at, sign in enumerate(inner) if (depth := depth + (sign == "(") - (sign == ")")) == 0]
    if closes[0] != len(inner) - 1 or inner[0] != "(":
        yield row
        return
    for at, sign in enumerate(inner):
        depth += (sign == "(") - (sign == ")")
        if (sign == "|" and depth == 1) or at == len(inner) - 1:
            yield inner[begin:at]
            begin = at + 1


def _any(rows: Iterable[str]) -> re.Pattern[str]:
    """One expression for all rows, the longest tried first: “how long” before “how”."""
    written = sorted({pattern(choice) for row in rows for choice in _choices(row)}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(written)})(?= |$)" if written else r"(?!)")


def _length(said: str) -> int:
    """How long a question is, in words; two Chinese signs are about one."""
    signs = len(_HAN.findall(said))
    return len(said.split()) - signs + signs // 2


def read_words(path: Path) -> dict[str, Any]:
    """One language's file: `sections` with their rows, `courtesy`, `small`, `examples`.

    Raises ConfigurationError when something is missing.
    """
    content: dict[str, Any] = read_yaml(path)
    missing = [name for name in SECTIONS if not content.get("sections", {}).get(name)]
    missing += [name for name in ("courtesy", "small", "examples") if not content.get(name)]
    if missing:
        raise ConfigurationError(f"{path}: no words for {', '.join(missing)}.", path=str(path))
    return content


def word_faults(languages: Iterable[str]) -> Iterator[str]:
    """What is missing or wrong in the lists of `languages`, one line each."""
    for code in languages:
        try:
            for rows in read_words(FOLDER / f"{code}.yml")["sections"].values():
                _any(rows)
        except (ConfigurationError, re.error) as error:
            yield f"{FOLDER / f'{code}.yml'}: {error}"


@cache
def section_words() -> SectionWords:
    """The words that ship."""
    return SectionWords.load()
