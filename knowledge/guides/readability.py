"""How easy an Italian text is to read: the Gulpease index, and the sentence most in need of a full stop.

P. Lucisano, M. E. Piemontese, "GULPEASE: una formula per la predizione della difficoltà dei testi in lingua italiana",
Scuola e Città 3, 1988: 89 + (300 · sentences - 10 · letters) / words. Below 80 it is hard for who has finished
primary school, below 60 for who has finished the scuola media, below 40 for who has finished a secondary school.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PRIMARY, MIDDLE, SECONDARY = 80, 60, 40
# Words of a sentence that plain Italian does not go beyond (Direttiva Funzione pubblica, 8 May 2002: 20 to 25).
LONG_SENTENCE = 25
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"(?<=[.!?…])[\"»”)]*\s+(?=[\"«“(]?[A-ZÀ-Ý0-9])")
# After these a full stop ends no sentence.
_SHORT = re.compile(r"\b(?:artt?|nn|ecc|es|sigg?|sig\.ra|dott|prof|tel|lett|pagg?|max|min|lgs|[a-z])\.$", re.IGNORECASE)


@dataclass(frozen=True)
class Readability:
    """`index` from 0 (hard) to 100 (easy), None without words; `longest` is the sentence with the most words."""

    index: int | None
    words: int
    sentences: int
    longest: str
    longest_words: int

    @property
    def level(self) -> str:
        """For whom it is easy: `primary`, `middle`, `secondary`, or nobody (`hard`); empty without words."""
        if self.index is None:
            return ""
        steps = ((PRIMARY, "primary"), (MIDDLE, "middle"), (SECONDARY, "secondary"))
        return next((name for least, name in steps if self.index >= least), "hard")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one as well."""
    found: list[str] = []
    for line in text.splitlines():
        open_ended = False
        for part in filter(None, _END.split(line.strip())):
            if open_ended:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
            open_ended = bool(_SHORT.search(part))
    return [sentence for sentence in found if _WORD.search(sentence)]


def readability(text: str) -> Readability:
    """The figures of a text."""
    found, words = sentences(text), _WORD.findall(text)
    if not words:
        return Readability(None, 0, 0, "", 0)
    letters = sum(map(len, words))
    index = 89 + (300 * len(found) - 10 * letters) / len(words)
    longest = max(found, key=_length)
    return Readability(round(min(100, max(0, index))), len(words), len(found), longest, _length(longest))


def of_sections(sections: Mapping[str, Any]) -> Readability:
    """The figures of a guide: its texts and lists, one under the other; its title is no sentence."""
    lines: Iterable[str] = (
        line
        for name, value in sections.items()
        if name != "title"
        for line in (value if isinstance(value, list) else [value])
    )
    return readability("\n".join(lines))


def _length(sentence: str) -> int:
    return len(_WORD.findall(sentence))
