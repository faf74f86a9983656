"""The search at 1,000, 10,000 and 100,000 services on SQLite and PostgreSQL, beside a plain LIKE scan."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from approdo.setup import migrate
from bench.table import Row
from foundation.database import Base, Sessions, create_engine, create_sessions, reading
from foundation.settings import Settings
from foundation.text import folded
from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic
from knowledge.guides.service import titles
from knowledge.loading import load_content
from knowledge.places.files import read_places
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.place import Place
from knowledge.search.index import rebuild
from knowledge.search.judged import judged
from knowledge.search.service import search
from tests.support.postgresql import postgresql

Call = Callable[[AsyncSession, str], Awaitable[None]]
SIZES = (1_000, 10_000, 100_000)
# Services of one organization.
OF_ONE = 4
BATCH = 4_000
KINDS = ("association", "school", "desk", "cooperative", "foundation", "municipality")
CALLED = ("Associazione", "Scuola", "Sportello", "Cooperativa", "Fondazione", "Centro", "Istituto", "Casa", "Circolo")
AFTER = (
    *("San Giuseppe", "Don Milani", "La Rotonda", "Il Ponte", "Arcobaleno", "Manzoni", "Sant'Ambrogio", "Montessori"),
    *("Il Sentiero", "Pace e Bene", "Mondo Aperto", "Garibaldi", "La Fonte", "Papa Giovanni", "Solidale", "Insieme"),
)


def searches() -> list[str]:
    """The hundred judged searches: names, towns, misspelt words, sixteen languages."""
    return [row.text for row in judged()]


async def fill(session: AsyncSession, begin: int, end: int) -> None:
    """Generate services of organizations in all municipalities, named after their topics."""
    places, called = read_places(), await titles(session, "it")
    for start in range(begin, end, BATCH):
        rows: dict[type[Base], list[dict[str, object]]] = {}
        for number in range(start, min(end, start + BATCH)):
            for table, row in _service(number, places, called):
                rows.setdefault(table, []).append(row)
        for table, listed in rows.items():
            await session.execute(insert(table), listed)


def _service(
    number: int, places: list[Place], called: dict[str, str]
) -> Iterator[tuple[type[Base], dict[str, object]]]:
    chance = random.Random(number)
    key, owner, place = f"service-{number}", f"organization-{number // OF_ONE}", chance.choice(places)
    topic = chance.choice(sorted(called))
    if number % OF_ONE == 0:
        name = f"{chance.choice(CALLED)} {chance.choice(AFTER)} di {place.name}"
        yield Organization, {"id": owner, "name": name, "kind": chance.choice(KINDS), "description": ""}
    described = f"{called[topic]} per chi abita a {place.name} e dintorni, {chance.choice(AFTER)}."
    row: dict[str, object] = {
        "id": key,
        "organization_id": owner,
        "name": called[topic],
        "description": described,
        "source": {},
    }
    yield Service, row | {"search_text": folded(described)}
    where = {"latitude": place.latitude, "longitude": place.longitude, "municipality_code": place.code}
    yield Location, {"id": key, "name": None} | where
    yield ServiceAtLocation, {"service_id": key, "location_id": key}
    yield ServiceTopic, {"service_id": key, "topic": topic}


async def measure() -> list[Row]:
    """A row for the middle and one for the slowest of a hundred searches, for each size and database."""
    with TemporaryDirectory() as folder:
        rows = await _measured("SQLite", Settings(home=Path(folder)))
    with TemporaryDirectory() as folder, postgresql(Path(folder)) as address:
        return rows + await _measured("PostgreSQL", Settings(home=Path(folder), database_url=address))


async def _measured(name: str, settings: Settings) -> list[Row]:
    # Alembic runs its own event loop.
    await asyncio.to_thread(migrate, settings)
    engine = create_engine(settings)
    sessions, gazetteer, rows, begin = create_sessions(engine), Gazetteer.load(), [], 0
    await load_content(sessions)
    for size in SIZES:
        async with sessions.begin() as session:
            await fill(session, begin, size)
            began = time.perf_counter()
            await rebuild(session)
            taken = time.perf_counter() - began
        begin = size
        if name == "PostgreSQL":
            async with engine.connect() as connection:
                await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("ANALYZE"))
        ours = await _times(sessions, partial(_search, gazetteer))
        plain = await _times(sessions, _like)
        what = f"{name}, {size:,} services"
        rows.append(Row(f"{what}: search, median", "ms", quantiles(ours)[0], quantiles(plain)[0], "a LIKE scan"))
        rows.append(Row(f"{what}: search, p99", "ms", quantiles(ours)[1], quantiles(plain)[1], "a LIKE scan"))
        rows.append(Row(f"{what}: index everything anew", "s", taken))
    await engine.dispose()
    return rows


def quantiles(times: list[float]) -> tuple[float, float]:
    """The median and the 99th of a hundred."""
    return median(times), sorted(times)[int(len(times) * 0.99) - 1]


async def _times(sessions: Sessions, call: Call) -> list[float]:
    """Milliseconds of each search, after one that is not counted."""
    found = []
    async with reading(sessions) as session:
        await call(session, "Ballafon")
        for asked in searches():
            began = time.perf_counter()
            await call(session, asked)
            found.append((time.perf_counter() - began) * 1000)
    return found


async def _search(gazetteer: Gazetteer, session: AsyncSession, asked: str) -> None:
    await search(session, asked, gazetteer=gazetteer)


async def _like(session: AsyncSession, asked: str) -> None:
    """What it costs without an index; it finds no misspelt word, no other language and nothing near."""
    query = select(Service.id).where(Service.status == "active")
    for word in folded(asked).split():
        query = query.where(Service.search_text.contains(word))
    (await session.execute(query.order_by(Service.name).limit(20))).all()
