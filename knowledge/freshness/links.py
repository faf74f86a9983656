"""Tries the addresses people are sent to: gently, one host at a time, and remembers since when one fails."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx

from foundation.clock import now
from foundation.database import Sessions, reading
from knowledge.freshness import repository
from knowledge.freshness.models import LinkCheck

# Seconds for one answer, and between two calls to the same host.
PATIENCE, PAUSE = 20.0, 1.0
AGAIN = timedelta(days=1)
# Hosts at once.
AT_ONCE = 4
# Servers that forbid robots are there all the same (RFC 9110: 401, 403, 405, 429).
ALIVE = frozenset({401, 403, 405, 429})


async def is_time(sessions: Sessions) -> bool:
    """Whether the last time was a day ago, whichever process did it."""
    async with reading(sessions) as session:
        held = await repository.checks(session)
    newest = max((row.tried_at for row in held.values()), default=None)
    return newest is None or newest <= now() - AGAIN


async def try_links(sessions: Sessions, client: httpx.AsyncClient, pause: float = PAUSE) -> int:
    """Try every address once and store what came of it; returns how many fail.

    Where none answers at all nothing is stored: that says nothing of them.
    """
    async with reading(sessions) as session:
        urls = await repository.addresses(session)
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)
    gate = asyncio.Semaphore(AT_ONCE)
    rows = await asyncio.gather(*(_try_host(client, some, gate, pause) for some in hosts.values()))
    results = {url: result for row in rows for url, result in row.items()}
    if results and all(status is None for status, _ in results.values()):
        # Not a single answer: it is our own line that is down.
        return 0
    async with sessions.begin() as session:
        held = await repository.checks(session)
        await repository.forget_links(session, [url for url in held if url not in results])
        for url, (status, problem) in results.items():
            session.add(_updated(held.get(url), url, status, problem, now()))
    return sum(bool(problem) for _, problem in results.values())


async def _try_host(
    client: httpx.AsyncClient, urls: Sequence[str], gate: asyncio.Semaphore, pause: float
) -> dict[str, tuple[int | None, str]]:
    found = {}
    async with gate:
        for url in urls:
            found[url] = await _try(client, url)
            await asyncio.sleep(pause)
    return found


async def _try(client: httpx.AsyncClient, url: str) -> tuple[int | None, str]:
    """The status, and a word for what is wrong (empty: nothing)."""
    try:
        async with client.stream("GET", url, follow_redirects=True, timeout=PATIENCE) as response:
            status = response.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return None, type(error).__name__
    return status, "" if status < 400 or status in ALIVE else "refused"


def _updated(held: LinkCheck | None, url: str, status: int | None, problem: str, moment: datetime) -> LinkCheck:
    row = held or LinkCheck(url=url)
    row.tried_at, row.status, row.problem = moment, status, problem[:40]
    row.failing_since = (row.failing_since or moment) if problem else None
    return row
