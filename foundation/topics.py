"""The topics the assistant recognises, as `data/topics.yml` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from foundation.files import read_yaml
from foundation.settings import PROJECT


@dataclass(frozen=True)
class Topic:
    """One topic: its public `id`, the `kind` of answer it gets, and what it is `about` (English)."""

    id: str
    kind: Literal["guide", "directory", "urgent", "dialogue"]
    about: str

    @property
    def has_guide(self) -> bool:
        """Whether the knowledge base holds a guide for it."""
        return self.kind != "dialogue"


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by id, in the order of the file."""
    rows = read_yaml(PROJECT / "data" / "topics.yml")["topics"]
    return {row["id"]: Topic(**row) for row in rows}
