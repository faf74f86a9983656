"""What a translation has to have as its original does: numbers, amounts, dates, addresses, phones, placeholders."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers

_SITE = r"(?<![\w.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.(?:it|com|org|net|eu|info|gov)(?![\w-])"
_AMOUNT = r"\d+(?:[.,]\d+)*"
# The first that fits takes its characters: what is left is looked at for the next.
_KINDS = (
    ("placeholder", re.compile(r"\{[A-Za-z_]+\}")),
    ("email", re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")),
    ("link", re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]]{1,2000}[^\s<>\"'()\[\].,;:!?»”]")),
    ("link", re.compile(_SITE)),
    ("date", re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)")),
)  # fmt: skip
_NUMBERS = (
    ("amount", re.compile(rf"(?:€|EUR)\s?{_AMOUNT}|{_AMOUNT}(?=\s?(?:€|EUR|euro|يورو|євро))", re.IGNORECASE)),
    ("number", re.compile(r"\d+(?:[.,:]\d+)*")),
)  # fmt: skip
_LIKE_LATIN = str.maketrans("٫٬", ",.")


@dataclass(frozen=True)
class Fact:
    """Something that must not change: its kind, and the words as they are written."""

    kind: str
    text: str

    @property
    def key(self) -> str:
        """What is compared: of a number its digits, whatever is written between them."""
        if self.kind in ("phone", "date", "amount", "number"):
            return re.sub(r"\D", "", re.sub(r"^(?:\+|00)39", "", self.text) if self.kind == "phone" else self.text)
        return self.text.rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.").lower()


@dataclass(frozen=True)
class Compared:
    """One section: what the translation does not have, and what only the translation has."""

    section: str
    missing: tuple[Fact, ...]
    added: tuple[Fact, ...]


def facts(text: str) -> list[Fact]:
    """Everything in a text that must not change, kind by kind; digits of every script are read."""
    left = "".join(map(_latin, text)).translate(_LIKE_LATIN)
    found: list[Fact] = []
    for kind, pattern in _KINDS:
        left = _taken(kind, [row.span() for row in pattern.finditer(left)], left, found)
    left = _taken("phone", list(_phones(left)), left, found)
    for kind, pattern in _NUMBERS:
        left = _taken(kind, [row.span() for row in pattern.finditer(left)], left, found)
    return found


def compare(original: Mapping[str, Any], translation: Mapping[str, Any]) -> list[Compared]:
    """The sections that differ in their facts. A section that is not translated yet is not looked at."""
    found = []
    for name, text in original.items():
        if not translation.get(name):
            continue
        ours, theirs = facts(_plain(text)), facts(_plain(translation[name]))
        row = Compared(name, _only_in(ours, theirs), _only_in(theirs, ours))
        if row.missing or row.added:
            found.append(row)
    return found


def _only_in(some: list[Fact], others: list[Fact]) -> tuple[Fact, ...]:
    known = {fact.key for fact in others}
    return tuple({fact.key: fact for fact in some if fact.key not in known}.values())


def _plain(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _latin(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _taken(kind: str, spans: list[tuple[int, int]], text: str, found: list[Fact]) -> str:
    for start, end in spans:
        found.append(Fact(kind, text[start:end].strip()))
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in phonenumbers.PhoneNumberMatcher(text, "IT", leniency=phonenumbers.Leniency.VALID, max_tries=100):
        yield match.start, match.end
