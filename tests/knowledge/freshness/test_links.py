"""Links are tried on a real server: what fails is remembered since when, what works again is forgotten."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from foundation.database import Sessions, reading
from knowledge.directory.models import Organization
from knowledge.freshness.links import is_time, try_links
from knowledge.freshness.repository import checks, failing


class Site:
    """A server whose answers can be changed."""

    def __init__(self) -> None:
        self.status = 200
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    found = Site()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/page"
    yield found
    server.close()
    await server.wait_closed()


async def test_a_link_fails_since_the_first_time_and_recovers(sessions: Sessions, site: Site) -> None:
    gone = "http://127.0.0.1:9/"
    async with sessions.begin() as session:
        for number, url in enumerate((site.url, gone, "mailto:a@example.org")):
            session.add(Organization(id=str(number), name="Ente", kind="association", website=url))
    assert await is_time(sessions)
    async with httpx.AsyncClient(trust_env=False) as client:
        assert await try_links(sessions, client, pause=0) == 1
        site.status = 404
        assert await try_links(sessions, client, pause=0) == 2
        async with reading(sessions) as session:
            first = {row.url: row.failing_since for row in await failing(session)}
        assert set(first) == {site.url, gone}
        site.status = 403
        assert await try_links(sessions, client, pause=0) == 1
    async with reading(sessions) as session:
        held = await checks(session)
    assert set(held) == {site.url, gone}
    assert held[gone].failing_since == first[gone]
    assert held[site.url].failing_since is None
    assert not await is_time(sessions)


async def test_a_house_without_a_line_blames_nobody(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        session.add(Organization(id="1", name="Ente", kind="association", website="http://127.0.0.1:9/"))
    async with httpx.AsyncClient(trust_env=False) as client:
        assert await try_links(sessions, client, pause=0) == 0
    async with reading(sessions) as session:
        assert await failing(session) == []
