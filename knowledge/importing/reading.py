"""What a reader hands over, and the towns it joins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from foundation.text import folded
from knowledge.importing.record import Record, Refused
from knowledge.importing.sentences import Sentence, said


@dataclass
class Reading:
    """A file being read. `notes` grow while `rows` are drawn; `overwrite`: staff do not edit such records.

    `sources` are those the file speaks for even where it holds no row of them.
    """

    kind: str
    title: str
    rows: Iterator[Record | Refused]
    notes: "Notes"
    overwrite: bool = False
    sources: frozenset[str] = frozenset()


@dataclass
class Notes:
    """Things to say about a file, each with how often it was met and the first row it was met in."""

    held: dict[Sentence, tuple[int, int]] = field(default_factory=dict)

    def add(self, sentence: Sentence, row: int = 0) -> None:
        """Count one more of the same."""
        times, first = self.held.get(sentence, (0, row))
        self.held[sentence] = (times + 1, first)

    def sentences(self) -> list[Sentence]:
        """All of them, with their counts."""
        return [
            said("times", sentence=sentence, count=times, row=first) if first else sentence
            for sentence, (times, first) in self.held.items()
        ]


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality as it stands in the knowledge base; degrees WGS 84."""

    code: str
    cadastral_code: str
    name: str
    province: str
    latitude: float | None
    longitude: float | None


class Towns:
    """The municipalities of the knowledge base by code, by cadastral code, by name."""

    def __init__(self, rows: Sequence[Any]) -> None:
        towns = [Town(*row) for row in rows]
        self._by_code = {town.code: town for town in towns}
        self._by_cadastral_code = {town.cadastral_code: town for town in towns}
        self._by_name: dict[str, list[Town]] = {}
        for town in towns:
            self._by_name.setdefault(folded(town.name), []).append(town)

    def by_code(self, code: str) -> Town | None:
        """The one with ISTAT's code; leading zeros may be missing."""
        return self._by_code.get(code.strip().zfill(6))

    def by_cadastral_code(self, code: str) -> Town | None:
        """The one with the tax office's code."""
        return self._by_cadastral_code.get(code.strip().upper())

    def by_name(self, name: str, province: str = "") -> Town | None:
        """The one called so, where only one is, or only one in the province (two letters)."""
        found = self._by_name.get(folded(name), [])
        if len(found) > 1 and province:
            found = [town for town in found if town.province == province.strip().upper()]
        return found[0] if len(found) == 1 else None
