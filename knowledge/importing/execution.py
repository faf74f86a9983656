"""A plan carried out, in the transaction of the caller: all of it or nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import now
from knowledge.importing import repository
from knowledge.importing.batches import BATCH, Batches, Compared
from knowledge.importing.compare import hashes_of
from knowledge.importing.plan import Plan
from knowledge.importing.progress import Told, silent, while_writing
from knowledge.importing.record import Outcome, value_hash
from knowledge.importing.records import repository as records_repository
from knowledge.importing.sentences import conflict


async def execute(session: AsyncSession, plan: Plan, told: Told = silent) -> None:
    """Write what the plan says; nothing commits. Raises ConflictError when a record was changed since it was made."""
    at, reading = now(), plan.reading
    batches = Batches(session, reading.kind, reading.overwrite, checked=True)
    counts: Counter[str] = Counter()
    records = while_writing(plan.spool.records(), told)
    while batch := list(islice(records, BATCH)):
        found, refused = await batches.compare(batch)
        counts.update(comparison.outcome for _, comparison, _ in found)
        counts[Outcome.REFUSED] += len(refused)
        await _write(session, reading.kind, found, at)
    _same_as_planned(plan, counts)
    await repository.saw(session, plan.seen, at)
    if plan.gone and not plan.held_back:
        services = [record_id for _, entity, record_id in plan.gone if entity == "service"]
        await records_repository.deactivate(session, services)
        await _remember_gone(session, plan)


def _same_as_planned(plan: Plan, counts: Counter[str]) -> None:
    for outcome in (Outcome.NEW, Outcome.CHANGED):
        if counts[outcome] != plan.total(outcome):
            raise conflict("changed_meanwhile")
    if counts[Outcome.REFUSED]:
        raise conflict("deleted_meanwhile")


async def _write(session: AsyncSession, kind: str, found: Sequence[Compared], at: datetime) -> None:
    new: dict[str, dict[str, dict[str, Any]]] = {}
    changed: dict[str, list[str]] = {}
    for record, comparison, _ in found:
        if comparison.outcome is Outcome.NEW:
            new.setdefault(record.entity, {})[record.id] = record.defaults | record.fields
    for entity, records in new.items():
        await records_repository.add(session, entity, records)
    for record, comparison, _ in found:
        taken = {difference.name: difference.theirs for difference in comparison.differences if difference.taken}
        if taken:
            await records_repository.change(session, record.entity, record.id, taken)
            changed.setdefault(record.entity, []).append(record.id)
    for entity, identifiers in changed.items():
        await records_repository.changed(session, entity, identifiers)
    await _remember(session, kind, found, at)


async def _remember(session: AsyncSession, kind: str, found: Sequence[Compared], at: datetime) -> None:
    first = [
        (record, hashes_of(record) if comparison.outcome is Outcome.NEW else comparison.hashes)
        for record, comparison, known in found
        if known is None
    ]
    again = [
        (known.id, comparison.hashes)
        for _, comparison, known in found
        if known and (known.gone or known.hashes != comparison.hashes)
    ]
    await repository.remember(session, kind, first, at)
    await repository.remember_again(session, again)


async def _remember_gone(session: AsyncSession, plan: Plan) -> None:
    services = [number for number, entity, _ in plan.gone if entity == "service"]
    others = [number for number, entity, _ in plan.gone if entity != "service"]
    # The next import that finds the service again may set it active, as nobody else has changed it.
    await repository.mark_gone(session, services, {"status": value_hash("inactive")})
    await repository.mark_gone(session, others, {})
