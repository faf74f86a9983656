"""SQL for what imports remember of the records they wrote."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.importing.compare import Known
from knowledge.importing.entities import entities
from knowledge.importing.models import ImportedRecord
from knowledge.importing.record import Record
from knowledge.places.models import Municipality

_MANY = 1000


async def known(session: AsyncSession, kind: str, keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, ...], Known]:
    """What is remembered of each `(entity, source, key)`."""
    wanted = defaultdict(list)
    for entity, source, key in keys:
        wanted[entity, source].append(key)
    found: dict[tuple[str, ...], Known] = {}
    row = ImportedRecord
    for (entity, source), listed in wanted.items():
        query = select(row.key, row.id, row.record_id, row.hashes, row.gone).where(
            row.kind == kind, row.source == source, row.entity == entity, row.key.in_(listed)
        )
        for key, number, record_id, hashes, gone in await session.execute(query):
            found[entity, source, key] = Known(number, record_id, hashes, gone)
    return found


async def is_known(session: AsyncSession, kind: str, source: str) -> bool:
    """Whether anything of the source was imported before."""
    row = ImportedRecord
    query = select(row.id).where(row.kind == kind, row.source == source).limit(1)
    return await session.scalar(query) is not None


async def remember(
    session: AsyncSession, kind: str, rows: Sequence[tuple[Record, dict[str, str]]], at: datetime
) -> None:
    """Remember the first import of these records with the hashes of what was written."""
    values = [
        {
            "kind": kind,
            "source": record.source,
            "entity": record.entity,
            "key": record.key,
            "record_id": record.id,
            "hashes": hashes,
            "last_seen": at,
            "gone": False,
        }
        for record, hashes in rows
    ]
    if values:
        await session.execute(insert(ImportedRecord), values)


async def remember_again(session: AsyncSession, rows: Sequence[tuple[int, dict[str, str]]]) -> None:
    """New hashes for what is remembered already; it is no longer gone."""
    if rows:
        table = _table()
        statement = update(table).where(table.c.id == bindparam("number")).values(hashes=bindparam("new"), gone=False)
        connection = await session.connection()
        await connection.execute(statement, [{"number": number, "new": hashes} for number, hashes in rows])


async def saw(session: AsyncSession, numbers: Sequence[int], at: datetime) -> None:
    """These were in the newest file."""
    for start in range(0, len(numbers), _MANY):
        part = list(numbers[start : start + _MANY])
        await session.execute(update(ImportedRecord).where(ImportedRecord.id.in_(part)).values(last_seen=at))


async def present(session: AsyncSession, kind: str, sources: Iterable[str]) -> AsyncIterator[tuple[int, str, str, str]]:
    """`(number, entity, key, record id)` of everything of these sources that was in the file of last time."""
    row = ImportedRecord
    for source in sorted(sources):
        last = 0
        while True:
            query = select(row.id, row.entity, row.key, row.record_id).where(
                row.kind == kind, row.source == source, row.gone.is_(False), row.id > last
            )
            rows = (await session.execute(query.order_by(row.id).limit(_MANY))).all()
            for number, entity, key, record_id in rows:
                yield number, entity, key, record_id
            if len(rows) < _MANY:
                break
            last = rows[-1][0]


async def names(session: AsyncSession, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What each `(entity, id)` is called; a place without a name by its street, or its town."""
    wanted = defaultdict(list)
    for entity, identifier in records:
        wanted[entity].append(identifier)
    found: dict[tuple[str, str], str] = {}
    for entity, listed in wanted.items():
        key = entities()[entity].table.c[entities()[entity].identifier]
        for start in range(0, len(listed), _MANY):
            query = _called(entity).where(key.in_(listed[start : start + _MANY]))
            found |= {(entity, row[0]): row[1] or "" for row in await session.execute(query)}
    return found


def _called(entity: str) -> Select[str, str | None]:
    """The id and the name of every record of a kind."""
    table = entities()[entity].table
    key = table.c[entities()[entity].identifier]
    if entity != "location":
        return select(key, table.c.name)
    town = Municipality.__table__.c
    named = select(key, func.coalesce(table.c.name, table.c.address_1, town.name))
    return named.outerjoin(Municipality, town.code == table.c.municipality_code)


async def mark_gone(session: AsyncSession, numbers: Sequence[int], hashes: dict[str, str]) -> None:
    """They are no longer in the file; `hashes` are those of the fields that say so."""
    table = _table()
    for start in range(0, len(numbers), _MANY):
        part = list(numbers[start : start + _MANY])
        rows = (await session.execute(select(table.c.id, table.c.hashes).where(table.c.id.in_(part)))).all()
        statement = update(table).where(table.c.id == bindparam("number")).values(hashes=bindparam("new"), gone=True)
        connection = await session.connection()
        await connection.execute(statement, [{"number": number, "new": held | hashes} for number, held in rows])


async def municipalities(session: AsyncSession) -> Sequence[Any]:
    """Every municipality: code, cadastral code, name, province, latitude, longitude."""
    row = Municipality
    columns = (row.code, row.cadastral_code, row.name, row.province, row.latitude, row.longitude)
    return (await session.execute(select(*columns))).all()


def _table() -> SqlTable:
    return ImportedRecord.metadata.tables[ImportedRecord.__tablename__]
