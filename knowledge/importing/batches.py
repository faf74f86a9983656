"""A batch of records beside the database: what is refused after all, and what each of the others is."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.importing import repository
from knowledge.importing.checking import fault
from knowledge.importing.compare import Comparison, Known, compared
from knowledge.importing.record import ENTITIES, Record, Refused
from knowledge.importing.records import repository as records_repository
from knowledge.importing.sentences import Sentence, said

# Records. Each query of a batch names all of their ids: the databases take 32,766 and 65,535.
BATCH = 3_000
Compared = tuple[Record, Comparison, Known | None]


class Batches:
    """Compares records batch by batch; remembers which keys and records this run has met already."""

    def __init__(self, session: AsyncSession, kind: str, overwrite: bool, checked: bool = False) -> None:
        self._session = session
        self._kind = kind
        self._overwrite = overwrite
        # Records that have been here before need not be looked at again.
        self._checked = checked
        # Hashes instead of the texts: half a million keys stay small.
        self._keys: set[int] = set()
        self._sources: dict[str, bool] = {}
        self._accepted: set[int] = set()
        self._codes: dict[str, str] = {}

    async def compare(self, batch: Sequence[Record]) -> tuple[list[Compared], list[Refused]]:
        """Each record with its comparison, in the order of writing; and those that cannot be taken."""
        refused: list[Refused] = []
        found: list[Compared] = []
        known = await self._known(batch)
        for entity in ENTITIES:
            mine = [record for record in batch if record.entity == entity]
            mine = [record for record in mine if not self._faulty(record, refused)]
            held = await records_repository.standing(self._session, entity, [r.id for r in mine]) if mine else {}
            memories = {record.id: known.get((record.entity, record.source, record.key)) for record in mine}
            deleted = {r.id for r in mine if r.id not in held and memories[r.id] is not None}
            self._accepted.difference_update(hash((entity, one)) for one in deleted)
            if entity == "municipality" and mine:
                mine = await self._with_own_codes(mine, refused)
            if entity == "service":
                mine = [record async for record in self._referring(mine, deleted, refused)]
            for record in mine:
                memory = memories[record.id]
                found.append((record, compared(record, held.get(record.id), memory, self._overwrite), memory))
        return found, refused

    async def _known(self, batch: Sequence[Record]) -> dict[tuple[str, ...], Known]:
        for source in {record.source for record in batch} - self._sources.keys():
            self._sources[source] = await repository.is_known(self._session, self._kind, source)
        # The first file of a source has nothing to be compared with.
        keys = [(record.entity, record.source, record.key) for record in batch if self._sources[record.source]]
        return await repository.known(self._session, self._kind, keys)

    def _faulty(self, record: Record, refused: list[Refused]) -> bool:
        key = hash((record.entity, record.source, record.key))
        why = None if self._checked else fault(record)
        if key in self._keys:
            why = ("id", said("earlier_row", key=record.key))
        self._keys.add(key)
        if why:
            refused.append(refusal(record, *why))
        else:
            self._accepted.add(hash((record.entity, record.id)))
        return why is not None

    async def _referring(
        self, services: list[Record], deleted: set[str], refused: list[Refused]
    ) -> AsyncIterator[Record]:
        organizations = await self._missing("organization", [str(r.fields.get("organization_id")) for r in services])
        places = await self._missing("location", [str(p) for r in services for p in r.fields.get("locations", ())])
        for record in services:
            if record.id in deleted:
                yield record
                continue
            if record.fields.get("organization_id") in organizations or "organization_id" not in record.fields:
                refused.append(refusal(record, "organization_id", said("owner_refused")))
                continue
            locations = record.fields.get("locations", ())
            if places.intersection(locations):
                kept = [place for place in locations if place not in places]
                record = replace(record, fields=record.fields | {"locations": kept})
            yield record

    async def _with_own_codes(self, towns: list[Record], refused: list[Refused]) -> list[Record]:
        codes = [str(record.fields["cadastral_code"]) for record in towns]
        self._codes |= await records_repository.cadastral_codes(self._session, codes)
        kept = []
        for record, code in zip(towns, codes, strict=True):
            owner = self._codes.setdefault(code, record.id)
            if owner == record.id:
                kept.append(record)
            else:
                refused.append(refusal(record, "cadastral_code", said("code_taken", code=code, owner=owner)))
        return kept

    async def _missing(self, entity: str, identifiers: list[str]) -> set[str]:
        unmet = {one for one in identifiers if hash((entity, one)) not in self._accepted}
        return unmet - await records_repository.existing(self._session, entity, unmet) if unmet else set()


def refusal(record: Record, column: str, why: Sentence) -> Refused:
    """A record that cannot be taken, with its own key: it is not gone."""
    return Refused(record.row, column, why, ((record.entity, record.source, record.key),), known=True)
