"""What a reader makes of a file, and what the plan makes of that."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from knowledge.importing.sentences import Sentence

# The order in which records are written: what is referred to comes first.
ENTITIES = ("municipality", "organization", "location", "service")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file in our vocabulary.

    `fields` are plain values (text, numbers, lists and mappings of them): what the file says. `defaults` are
    written when the record is new and never compared: what the file does not say. `source` is the part of the
    world the file speaks for; `row` is where in the file it stands.
    """

    entity: str
    source: str
    key: str
    id: str
    row: int
    fields: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, the column that is to blame, and why.

    `keys` are `(entity, source, key)` of the records it would have been, as far as they can be read: they are
    not gone. `known` says that they are complete. `label` is what the row calls itself.
    """

    row: int
    column: str
    why: Sentence
    keys: tuple[tuple[str, str, str], ...] = ()
    known: bool = False
    label: str = ""


class Outcome(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DIFFERS = "differs"
    GONE = "gone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what stands in the knowledge base, what the file says, and whether it will be written."""

    name: str
    ours: Any
    theirs: Any
    taken: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """One line of the plan."""

    outcome: Outcome
    entity: str
    key: str
    row: int
    label: str = ""
    differences: tuple[Difference, ...] = ()
    column: str = ""
    why: Sentence | None = None


def value_hash(value: Any) -> str:
    """The same for equal values; 16 hexadecimal digits."""
    text = _ENCODER.encode(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# One for all: making an encoder costs more than encoding a name.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
