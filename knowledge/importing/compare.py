"""One record of the file beside what stands: what is new, what has changed, what staff changed by hand."""

from dataclasses import dataclass
from typing import Any

from knowledge.importing.entities import entities, ordered
from knowledge.importing.record import Difference, Outcome, Record, value_hash


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of the last import of a record."""

    id: int
    record_id: str
    hashes: dict[str, str]
    gone: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome, the fields that differ, and the hashes to remember once it is written (`hashes_of` a new one)."""

    outcome: Outcome
    differences: tuple[Difference, ...]
    hashes: dict[str, str]


def compared(record: Record, held: dict[str, Any] | None, known: Known | None, overwrite: bool) -> Comparison:
    """`record` beside `held`, the fields that stand now.

    A field is written only when it still is what the last import made of it; `overwrite` is for records that
    staff do not edit. Without a memory of an import every difference counts as made by hand.
    """
    if held is None and known:
        # Somebody deleted it: an import does not bring it back.
        return Comparison(Outcome.DIFFERS, (Difference("", "deleted", "in the file", False),), known.hashes)
    if held is None:
        return Comparison(Outcome.NEW, (), {})
    before = known.hashes if known else {}
    differences, hashes = [], dict(before)
    for name, theirs in comparable(record).items():
        ours, new = held.get(name), value_hash(theirs)
        present = new if ours == theirs else value_hash(ours)
        taken = overwrite or present == before.get(name)
        if present != new:
            differences.append(Difference(name, ours, theirs, taken))
        if present == new or taken:
            hashes[name] = new
    return Comparison(_outcome(differences), tuple(differences), hashes)


def _outcome(differences: list[Difference]) -> Outcome:
    if any(difference.taken for difference in differences):
        return Outcome.CHANGED
    return Outcome.DIFFERS if differences else Outcome.SAME


def hashes_of(record: Record) -> dict[str, str]:
    """What is remembered of a record that is written as the file says."""
    return {name: value_hash(value) for name, value in comparable(record).items()}


def comparable(record: Record) -> dict[str, Any]:
    """The fields of the file, lists in the order in which they are compared."""
    parts = entities()[record.entity].parts
    return {name: ordered(parts[name], value) if name in parts else value for name, value in record.fields.items()}
