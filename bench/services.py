"""The nearest services among 100,000, beside one pass over all of them in memory."""

import asyncio
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from approdo.setup import migrate
from bench.clock import median_milliseconds
from bench.table import Row
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.settings import Settings
from foundation.topics import topics
from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic
from knowledge.directory.repository import nearest_services
from knowledge.loading import load_content
from knowledge.places.distance import kilometres
from knowledge.places.files import read_places
from knowledge.places.place import Place

SERVICES = 100_000
# Milan, in degrees.
HERE = (45.4643, 9.1895)


async def fill(sessions: Sessions) -> None:
    """Generate services spread over all municipalities and directory topics."""
    chance, places = random.Random(0), read_places()
    names = [topic.id for topic in topics().values() if topic.kind == "directory"]
    ids = [f"generated-{number}" for number in range(SERVICES)]
    async with sessions.begin() as session:
        await session.execute(insert(Organization).values(id="generated", name="generated", kind="desk"))
        for start in range(0, SERVICES, 5000):
            part = ids[start : start + 5000]
            await session.execute(insert(Service), [_service(name) for name in part])
            await session.execute(insert(Location), [_location(name, chance, places) for name in part])
            await session.execute(insert(ServiceAtLocation), [{"service_id": n, "location_id": n} for n in part])
            await session.execute(
                insert(ServiceTopic), [{"service_id": n, "topic": chance.choice(names)} for n in part]
            )


def _service(name: str) -> dict[str, object]:
    return {"id": name, "organization_id": "generated", "name": name, "description": "", "source": {}}


def _location(name: str, chance: random.Random, places: list[Place]) -> dict[str, object]:
    place = chance.choice(places)
    return {
        "id": name,
        "municipality_code": place.code,
        "latitude": place.latitude + chance.uniform(-0.02, 0.02),
        "longitude": place.longitude + chance.uniform(-0.02, 0.02),
    }


async def measure() -> list[Row]:
    """The row of the table."""
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        # Alembic runs its own event loop.
        await asyncio.to_thread(migrate, settings)
        engine = create_engine(settings)
        sessions = create_sessions(engine)
        await load_content(sessions)
        await fill(sessions)
        ours = await median_milliseconds(lambda: _nearest(sessions), 30)
        plain = await median_milliseconds(lambda: _one_pass(sessions), 3)
        await engine.dispose()
    return [Row(f"nearest 3 of {SERVICES:,} services", "ms", ours, plain, "reading all and sorting in memory")]


async def _nearest(sessions: Sessions) -> None:
    async with reading(sessions) as session:
        await nearest_services(session, "italian_course", *HERE, 3, 50.0)


async def _one_pass(sessions: Sessions) -> None:
    """What it costs without an index: every row of the topic is read and its distance computed here."""
    query = (
        select(Service.id, Location.latitude, Location.longitude)
        .join(ServiceTopic, ServiceTopic.service_id == Service.id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .where(ServiceTopic.topic == "italian_course")
    )
    here = min(read_places(), key=lambda place: abs(place.latitude - HERE[0]) + abs(place.longitude - HERE[1]))
    async with reading(sessions) as session:
        rows = (await session.execute(query)).all()
    sorted(rows, key=lambda row: kilometres(row.latitude, row.longitude, here))
