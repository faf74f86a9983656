"""The hundred judged searches of `data/search/judged.yml`: what each has to find, as people have judged it."""

from dataclasses import dataclass
from functools import cache

from foundation.files import read_yaml
from foundation.settings import PROJECT
from foundation.topics import topics

FILE = PROJECT / "data" / "search" / "judged.yml"
# What is right has to be among so many.
FIRST = 5


@dataclass(frozen=True)
class Judged:
    """One search and what is right: topics of guides, ids of entries of the directory."""

    text: str
    right: frozenset[str]


@cache
def judged() -> tuple[Judged, ...]:
    """All of them, in the order of the file."""
    groups = read_yaml(FILE)
    return tuple(Judged(row["search"], frozenset(row["right"])) for rows in groups.values() for row in rows)


def about_guides() -> list[Judged]:
    """Those that a guide is right for: what ships is the same in every house, the directory is not."""
    return [row for row in judged() if not row.right.isdisjoint(topics())]
