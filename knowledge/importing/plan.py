"""The plan of an import: every record of the file beside what stands, before anything is written."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.importing import repository
from knowledge.importing.batches import BATCH, Batches
from knowledge.importing.compare import Comparison, Known
from knowledge.importing.reading import Reading
from knowledge.importing.record import Fate, Outcome, Record, Refused
from knowledge.importing.sentences import Sentence, said
from knowledge.importing.spool import Spool

Sink = Callable[[Fate], None]
# Beyond this share of a source (and this many) a file without them is more likely half a file.
_MUCH, _MANY = 0.5, 20


@dataclass
class Plan:
    """What an import would do. `counts` are by `(entity, outcome)`; `gone` are `(number, entity, record id)`.

    `held_back` says why what is gone is not marked.
    """

    reading: Reading
    spool: Spool
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: "array[int]" = field(default_factory=lambda: array("q"))
    sources: set[str] = field(default_factory=set)
    gone: list[tuple[int, str, str]] = field(default_factory=list)
    held_back: Sentence | None = None
    unreadable: int = 0

    def total(self, outcome: Outcome) -> int:
        """How many records have this outcome."""
        return sum(count for (_, held), count in self.counts.items() if held == outcome)

    @property
    def taken(self) -> int:
        """How many records of the file could be read and compared."""
        outcomes = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.DIFFERS)
        return sum(self.total(outcome) for outcome in outcomes)


async def make_plan(session: AsyncSession, reading: Reading, spool: Spool, sink: Sink, accept_gone: bool) -> Plan:
    """Read the whole file and compare it; each line of the plan goes to `sink` as it is found.

    Raises InvalidInputError or TooLargeError when the file as a whole cannot be used.
    """
    plan = Plan(reading, spool, sources=set(reading.sources))
    batches = Batches(session, reading.kind, reading.overwrite)
    for batch in _in_batches(reading.rows):
        refused = [row for row in batch if isinstance(row, Refused)]
        records = [row for row in batch if isinstance(row, Record)]
        plan.sources.update(record.source for record in records)
        found, more = await batches.compare(records)
        for record, comparison, known in found:
            _note(plan, record, comparison, known, sink)
        await _refuse(session, plan, [*refused, *more], sink)
    await _find_gone(session, plan, sink, accept_gone)
    return plan


def _in_batches(rows: Iterator[Record | Refused]) -> Iterator[list[Record | Refused]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def to_be_written(comparison: Comparison, known: Known | None) -> bool:
    """Whether anything has to be written for the record: itself, or what is remembered of it."""
    if comparison.outcome in (Outcome.NEW, Outcome.CHANGED) or known is None:
        return True
    return known.gone or known.hashes != comparison.hashes


def _note(plan: Plan, record: Record, comparison: Comparison, known: Known | None, sink: Sink) -> None:
    plan.counts[record.entity, comparison.outcome] += 1
    if known:
        plan.seen.append(known.id)
    if to_be_written(comparison, known):
        plan.spool.add(record)
    if comparison.outcome is not Outcome.SAME:
        line = Fate(comparison.outcome, record.entity, record.key, record.row, record.label, comparison.differences)
        sink(line)


async def _refuse(session: AsyncSession, plan: Plan, refused: list[Refused], sink: Sink) -> None:
    keys = [key for row in refused for key in row.keys]
    memory = await repository.known(session, plan.reading.kind, keys)
    plan.seen.extend(known.id for known in memory.values())
    for row in refused:
        plan.unreadable += not row.known
        plan.counts["row", Outcome.REFUSED] += 1
        key = row.keys[0][2] if row.keys else ""
        sink(Fate(Outcome.REFUSED, "row", key, row.row, row.label, column=row.column, why=row.why))


async def _find_gone(session: AsyncSession, plan: Plan, sink: Sink, accept_gone: bool) -> None:
    seen, total = set(plan.seen), 0
    keys = []
    async for number, entity, key, record_id in repository.present(session, plan.reading.kind, plan.sources):
        total += 1
        if number not in seen:
            plan.gone.append((number, entity, record_id))
            keys.append(key)
    if plan.gone and not accept_gone:
        plan.held_back = _why_not_gone(plan, total)
    names = await repository.names(session, ((entity, record_id) for _, entity, record_id in plan.gone))
    for key, (_, entity, record_id) in zip(keys, plan.gone, strict=True):
        plan.counts[entity, Outcome.GONE] += 1
        sink(Fate(Outcome.GONE, entity, key, 0, names.get((entity, record_id), ""), why=plan.held_back))


def _why_not_gone(plan: Plan, total: int) -> Sentence | None:
    if plan.unreadable:
        return said("gone_unreadable", count=plan.unreadable)
    if len(plan.gone) > max(_MANY, total * _MUCH):
        return said("gone_many", count=len(plan.gone), total=total)
    return None
