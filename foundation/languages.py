"""The languages the assistant supports itself, as `data/languages.yml` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from foundation.files import read_yaml
from foundation.settings import PROJECT

# The staff's pages speak these; `console.…` sentences are needed in no other.
CONSOLE_LANGUAGES = ("it", "en")
# Of the languages beyond ours that we have one sentence in, those written from right to left.
RIGHT_TO_LEFT = frozenset({"ckb", "fa", "he", "ps"})


@dataclass(frozen=True)
class Language:
    """One language: ISO 639-1 `code`, its own `name`, writing `direction`, and the `wave` it came with."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    wave: Literal["first", "then"]

    @property
    def answered(self) -> bool:
        """Whether guides and replies exist in it (those of the later wave are understood only)."""
        return self.wave == "first"


@cache
def languages() -> Mapping[str, Language]:
    """All supported languages by code, in the order of the file."""
    rows = read_yaml(PROJECT / "data" / "languages.yml")["languages"]
    return {row["code"]: Language(**row) for row in rows}


@cache
def beyond() -> Mapping[str, str]:
    """For languages that are none of ours, by code: not understood yet, and what she can do instead."""
    rows: Mapping[str, str] = read_yaml(PROJECT / "data" / "beyond.yml")
    return rows


def direction(code: str | None) -> Literal["ltr", "rtl"]:
    """The writing direction of a language; left to right when nothing is known of it."""
    known = languages().get(code or "")
    if known:
        return known.direction
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
