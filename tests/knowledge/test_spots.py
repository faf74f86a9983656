"""Where services of a town are given, as its map shows them: on both databases."""

from collections.abc import AsyncIterator

import pytest_asyncio

from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.settings import Settings
from knowledge.directory.models import Location, Organization, Service
from knowledge.directory.repository import Spot, spots
from knowledge.loading import load_content

LIVIGNO = "014037"
HERE = (46.54, 10.13)


def a_service(name: str, latitude: float | None, address: str | None = None, status: str = "active") -> Service:
    """A service in Livigno."""
    identifier = f"spot-{name}"
    place = Location(
        id=identifier, municipality_code=LIVIGNO, latitude=latitude, longitude=latitude and 10.13, address_1=address
    )
    return Service(id=identifier, name=name, status=status, locations=[place])


@pytest_asyncio.fixture
async def livigno(each_database: Settings) -> AsyncIterator[Sessions]:
    engine = create_engine(each_database)
    sessions = create_sessions(engine)
    await load_content(sessions)
    rows = [
        a_service("far", 46.60, "Via Lontana 1"),
        a_service("near", 46.55, "Via Vicina 1"),
        a_service("مكتب", 46.55, "Via Vicina 1"),
        a_service("self", 46.54),
        a_service("nowhere", None),
        a_service("closed", 46.541, status="inactive"),
    ]
    async with sessions.begin() as session:
        session.add(Organization(id="spots", name="Comune", kind="municipality", services=rows))
    yield sessions
    async with sessions.begin() as session:
        for row in rows:
            await session.delete(await session.get_one(Location, row.id))
        await session.delete(await session.get_one(Organization, "spots"))
    await engine.dispose()


async def test_each_point_once_the_nearest_first(livigno: Sessions) -> None:
    async with reading(livigno) as session:
        found = await spots(session, LIVIGNO, *HERE, 10, "spot-self")
        assert found == [
            Spot(46.55, 10.13, "Via Vicina 1", "near", 2),
            Spot(46.60, 10.13, "Via Lontana 1", "far", 1),
        ]
        assert [spot.name for spot in await spots(session, LIVIGNO, *HERE, 2)] == ["self", "near"]
        assert await spots(session, "no town", *HERE, 10) == []
