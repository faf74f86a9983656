"""The languages the assistant supports itself, as `data/languages.yml` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from foundation.files import read_yaml
from foundation.settings import PROJECT

# The staff's pages speak these; `console.…` sentences are needed in no other.
CONSOLE_LANGUAGES = ("it", "en")


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


def direction(code: str | None) -> Literal["ltr", "rtl"]:
    """The writing direction of a language; left to right when it is not one of ours."""
    known = languages().get(code or "")
    return known.direction if known else "ltr"
