"""What differs between two contents of a record, field by field and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from knowledge.editing.kind import Content


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they are in both (`same`), only before (`gone`) or only after (`new`)."""

    state: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that differs, as pieces in the order to read them."""

    field: str
    pieces: tuple[Piece, ...]


def differences(before: Content | None, after: Content | None) -> list[Difference]:
    """Every field that differs; nested fields are named `outer.inner`, `list.1`."""
    old, new = dict(_flat(before or {})), dict(_flat(after or {}))
    names = list(dict.fromkeys([*old, *new]))
    changed = [name for name in names if old.get(name, "") != new.get(name, "")]
    return [Difference(name, tuple(_pieces(old.get(name, ""), new.get(name, "")))) for name in changed]


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        rows = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for key, inner in rows:
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif value not in (None, ""):
        yield name, str(value)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = before.split(), after.split()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", " ".join(old[a:b]))
            continue
        if a < b:
            yield Piece("gone", " ".join(old[a:b]))
        if c < d:
            yield Piece("new", " ".join(new[c:d]))
