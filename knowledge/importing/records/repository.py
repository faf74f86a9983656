"""SQL for the records that imports read and write; in bulk, a batch at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import now
from foundation.text import folded
from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation
from knowledge.importing.entities import Entity, Part, entities, ordered, plain, typed
from knowledge.places.models import Municipality
from knowledge.search.documents import Kind
from knowledge.search.index import index


async def standing(session: AsyncSession, name: str, identifiers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The fields, as plain values, of those records that exist, by id."""
    entity = entities()[name]
    key = entity.table.c[entity.identifier]
    query = select(key, *(entity.table.c[column] for column in entity.columns)).where(key.in_(identifiers))
    rows = await session.execute(query)
    found = {row[0]: dict(zip(entity.columns, map(plain, row[1:]), strict=True)) for row in rows}
    for part_name, part in entity.parts.items() if found else ():
        held = await _rows(session, part, list(found))
        for identifier, fields in found.items():
            fields[part_name] = ordered(part, held.get(identifier, []))
    return found


async def _rows(session: AsyncSession, part: Part, identifiers: list[str]) -> dict[str, list[Any]]:
    table = part.table
    query = select(table.c.service_id, *(table.c[column] for column in part.columns))
    query = query.where(table.c.service_id.in_(identifiers))
    if "id" in table.c:
        query = query.order_by(table.c.id)
    held: dict[str, list[Any]] = {}
    for row in await session.execute(query):
        held.setdefault(row[0], []).append(_cell(part, row[1:]))
    return held


def _cell(part: Part, values: Iterable[Any]) -> Any:
    cells = dict(zip(part.columns, map(plain, values), strict=True))
    return (
        cells[part.columns[0]] if part.single else {name: value for name, value in cells.items() if value is not None}
    )


async def existing(session: AsyncSession, name: str, identifiers: Iterable[str]) -> set[str]:
    """Those of the ids that exist."""
    entity = entities()[name]
    key = entity.table.c[entity.identifier]
    return set(await session.scalars(select(key).where(key.in_(list(identifiers)))))


async def cadastral_codes(session: AsyncSession, codes: Iterable[str]) -> dict[str, str]:
    """Which municipality (ISTAT's code) each of the cadastral codes belongs to."""
    query = select(Municipality.cadastral_code, Municipality.code).where(Municipality.cadastral_code.in_(list(codes)))
    return {row[0]: row[1] for row in await session.execute(query)}


async def add(session: AsyncSession, name: str, records: Mapping[str, Mapping[str, Any]]) -> None:
    """Write new records: id → fields."""
    if not records:
        return
    entity = entities()[name]
    rows = [_row(entity, identifier, fields) for identifier, fields in records.items()]
    await session.execute(insert(entity.table), rows)
    for part_name in entity.parts:
        await _add_rows(session, entity.parts[part_name], {key: row.get(part_name) for key, row in records.items()})
    await _freshen(session, name, list(records))


def _row(entity: Entity, identifier: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = {entity.identifier: identifier}
    for column in entity.columns:
        value = fields.get(column)
        held[column] = typed(entity.table.c[column], entity.blank.get(column) if value is None else value)
    return held


async def _add_rows(session: AsyncSession, part: Part, values: Mapping[str, Sequence[Any] | None]) -> None:
    rows = []
    for identifier, listed in values.items():
        for value in listed or ():
            cells = {part.columns[0]: value} if part.single else value
            row = {column: typed(part.table.c[column], cells.get(column)) for column in part.columns}
            rows.append({"service_id": identifier} | row)
    if rows:
        await session.execute(insert(part.table), rows)


async def change(session: AsyncSession, name: str, identifier: str, fields: Mapping[str, Any]) -> None:
    """Write these fields of a record that exists, and no others."""
    entity = entities()[name]
    columns = {
        column: typed(entity.table.c[column], entity.blank.get(column) if value is None else value)
        for column, value in fields.items()
        if column not in entity.parts
    }
    if columns:
        where = entity.table.c[entity.identifier] == identifier
        await session.execute(update(entity.table).where(where).values(columns))
    for column in fields.keys() & entity.parts.keys():
        part = entity.parts[column]
        await session.execute(delete(part.table).where(part.table.c.service_id == identifier))
        await _add_rows(session, part, {identifier: fields[column]})


async def changed(session: AsyncSession, name: str, identifiers: Sequence[str]) -> None:
    """After `change`: what is derived from the fields is made anew."""
    await _freshen(session, name, identifiers)


async def deactivate(session: AsyncSession, identifiers: Sequence[str]) -> None:
    """These services are no longer offered; nothing of them is deleted."""
    for start in range(0, len(identifiers), 1000):
        part = identifiers[start : start + 1000]
        where = Service.id.in_(part), Service.status == "active"
        await session.execute(update(Service).where(*where).values(status="inactive", last_modified=now()))
        await index(session, "service", part)


async def _freshen(session: AsyncSession, name: str, identifiers: Sequence[str]) -> None:
    """What is searched, and the moment of the change, of the services these records belong to."""
    if name == "municipality" or not identifiers:
        return
    query = (
        select(Service.id, Service.name, Service.description, Organization.name, Municipality.name)
        .join(Organization, Organization.id == Service.organization_id)
        .outerjoin(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .outerjoin(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Municipality, Municipality.code == Location.municipality_code)
    )
    column = {"service": Service.id, "organization": Organization.id, "location": Location.id}[name]
    rows = (await session.execute(query.where(column.in_(identifiers)))).all()
    texts: dict[str, dict[str, None]] = {}
    for identifier, *parts in rows:
        texts.setdefault(identifier, {}).update(dict.fromkeys(str(part) for part in parts if part))
    if texts:
        table = entities()["service"].table
        statement = update(table).where(table.c.id == bindparam("key"))
        statement = statement.values(search_text=bindparam("text"), last_modified=bindparam("at"))
        moment, connection = now(), await session.connection()
        values = [{"key": key, "text": folded(" ".join(held)), "at": moment} for key, held in texts.items()]
        await connection.execute(statement, values)
    await index(session, cast(Kind, name), identifiers)
