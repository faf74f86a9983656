"""Whole files as pieces of text, made while they are read: into a file on the command line, to a client on the web."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.exporting import geojson, repository, table
from knowledge.exporting.held import BATCH, every_service, services
from knowledge.exporting.hsds import Trees
from knowledge.exporting.registers import municipalities, schools
from knowledge.exporting.registers.repository import registered_schools
from knowledge.exporting.vocabulary import Vocabulary
from knowledge.exporting.wish import Wish

Pieces = AsyncIterator[str]
# Italian spreadsheets part cells at semicolons, and know UTF-8 by its mark.
_MARK = "\ufeff"


async def trees(session: AsyncSession, *, public: bool) -> Trees:
    """What makes trees of HSDS, with the titles topics have now."""
    return Trees(Vocabulary(await repository.topic_titles(session)), public=public)


async def hsds_json(session: AsyncSession, wish: Wish, *, public: bool) -> Pieces:
    """A list of full services of HSDS, one a line."""
    make = await trees(session, public=public)
    before = "["
    async for held in every_service(session, wish):
        yield f"{before}\n{_json(make.service(held))}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


async def table_csv(session: AsyncSession, wish: Wish) -> Pieces:
    """A table of services, one a row."""
    yield _MARK + _line((*table.COLUMNS, *table.MORE), ";")
    async for held in every_service(session, wish):
        yield _line(table.row(held), ";")


async def geojson_features(session: AsyncSession, wish: Wish) -> Pieces:
    """A collection of the services that have a position, one feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    async for held in every_service(session, wish):
        found = geojson.feature(held)
        if found:
            yield f"{before}{_json(found)}"
            before = ",\n"
    yield "\n]}\n"


async def schools_csv(session: AsyncSession, register: str) -> Pieces:
    """The schools of one of the Ministry's registers."""
    yield _line(schools.columns(register), ",")
    listed = await registered_schools(session, register)
    for start in range(0, len(listed), BATCH):
        batch = {record: (region, code) for record, region, code in listed[start : start + BATCH]}
        for held in await services(session, list(batch)):
            yield _line(schools.row(held, register, *batch[held.id]), ",")


async def municipalities_csv(session: AsyncSession) -> Pieces:
    """Every municipality."""
    yield _line(municipalities.COLUMNS, ";")
    for town in await repository.municipalities(session):
        yield _line(municipalities.row(town), ";")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(cells: Iterable[str], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerow(cells)
    return text.getvalue()
