"""The desk: from the person's sending to the mediator's screen and back, and the queue with a thousand waiting."""

import asyncio
import json
import random
import statistics
import time
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx

from accounts import sessions as account_sessions
from bench.clock import median_milliseconds
from bench.table import Row
from conversations import handoff, inbox
from conversations.handoff import Reason
from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import PROJECT, Settings
from tests.support.house import RunningHouse, free_port
from tests.support.staff import add_mediator

ROUNDS, MANY, WAITING = 4, 100, 1000
# Seconds between two rounds at most, at random: each of the hundred says something twice a minute.
PAUSE = 60.0


class Pair:
    """A person and the mediator who has her conversation, each listening to her own stream."""

    def __init__(self, url: str, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._desk = {"Cookie": f"approdo_session={token}"}
        self._url = url
        self.there: list[float] = []
        self.back: list[float] = []

    async def prepare(self) -> None:
        """Ask for a person and be taken."""
        started = (await self._client.post("/api/v1/conversations", json={"language": "it"})).json()
        self._path = f"/api/v1/conversations/{started['id']}"
        self._on_desk = f"/api/v1/desk/conversations/{started['id']}"
        self._mine = {"Authorization": f"Bearer {started['token']}"}
        body = {"id": str(uuid4()), "choice": "person"}
        await self._client.post(f"{self._path}/messages?wait=30", json=body, headers=self._mine)
        (await self._client.post(f"{self._on_desk}/take", headers=self._desk)).raise_for_status()

    async def talk(self, pause: float) -> None:
        """Some rounds of a question and an answer, each timed until the other side has it; up to `pause` s between."""
        async with (
            self._client.stream("GET", "/api/v1/desk/events", headers=self._desk) as desk,
            self._client.stream("GET", f"{self._path}/events", headers=self._mine) as person,
        ):
            on_desk, at_person = _events(desk), _events(person)
            for _ in range(ROUNDS):
                await asyncio.sleep(random.uniform(0, pause))
                self.there.append(await self._say(self._path, self._mine, {}, self._seen_on_desk, on_desk))
                language = {"language": "it"}
                self.back.append(await self._say(self._on_desk, self._desk, language, self._seen_by_her, at_person))

    async def _say(self, path, headers, more, seen, events) -> float:  # type: ignore[no-untyped-def]
        identifier = str(uuid4())
        began = time.perf_counter()
        body = {"id": identifier, "text": "Buongiorno, ho una domanda", **more}
        sending = asyncio.create_task(self._client.post(f"{path}/messages", json=body, headers=headers))
        async for name, data in events:
            if await seen(identifier, name, data):
                break
        taken = (time.perf_counter() - began) * 1000
        (await sending).raise_for_status()
        return taken

    async def _seen_on_desk(self, identifier: str, name: str, _data: object) -> bool:
        if name != "queue":
            return False
        answer = await self._client.get(f"{self._on_desk}/messages", headers=self._desk)
        return any(row["id"] == identifier for row in answer.json()["messages"])

    async def _seen_by_her(self, identifier: str, name: str, data: dict[str, object]) -> bool:
        return name == "message" and data["id"] == identifier


async def _events(response: httpx.Response) -> AsyncIterator[tuple[str, dict[str, object]]]:
    name = "message"
    async for line in response.aiter_lines():
        if line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            yield name, json.loads(line[5:])
            name = "message"


async def _talk(house: RunningHouse, sessions: Sessions, pairs: int) -> list[Row]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=house.url, timeout=120, trust_env=False, limits=limits) as client:
        talking = []
        for number in range(pairs):
            actor = await add_mediator(sessions, f"Mediator {number}")
            async with sessions.begin() as session:
                token = await account_sessions.start(session, actor.account_id, "bench")
            talking.append(Pair(house.url, client, token))
            await talking[-1].prepare()
        accepted = await median_milliseconds(lambda: client.get("/health/live"), 20)
        await asyncio.gather(*(pair.talk(PAUSE if pairs > 1 else 0) for pair in talking))
    rows = []
    for way, taken in (("to the mediator's screen", "there"), ("back to the person", "back")):
        times = sorted(value for pair in talking for value in getattr(pair, taken))
        what = f"{way}, {pairs} conversations at once"
        rows.append(Row(f"{what}: p50", "ms", statistics.median(times), accepted, "a bare request"))
        rows.append(Row(f"{what}: p95", "ms", times[int(len(times) * 0.95)], accepted, "a bare request"))
    return rows


async def _queue(house: RunningHouse, sessions: Sessions) -> Row:
    actor = await add_mediator(sessions, "Mediator of the queue")
    async with sessions.begin() as session:
        token = await account_sessions.start(session, actor.account_id, "bench")
    headers = {"Cookie": f"approdo_session={token}"}
    async with httpx.AsyncClient(base_url=house.url, timeout=60, trust_env=False, headers=headers) as client:
        empty = await median_milliseconds(lambda: client.get("/api/v1/desk/queue?view=waiting"), 20)
        for _ in range(WAITING):
            conversation, _token = await inbox.start_conversation(sessions, "web", "ar")
            async with sessions.begin() as session:
                await handoff.ask_for_person(session, conversation.id, Reason.ASKED, "permit_renewal")
        full = await median_milliseconds(lambda: client.get("/api/v1/desk/queue?view=waiting"), 20)
    return Row(f"the queue with {WAITING} waiting", "ms", full, empty, "the empty queue")


async def measure() -> list[Row]:
    """Milliseconds for each way, with one conversation and with many; the queue."""
    house = RunningHouse(PROJECT / "var" / "bench", free_port())
    await asyncio.to_thread(house.home.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread(house.start)
    engine = create_engine(Settings(home=house.home))
    sessions = create_sessions(engine)
    try:
        rows = [*await _talk(house, sessions, 1), *await _talk(house, sessions, MANY)]
        return [*rows, await _queue(house, sessions)]
    finally:
        await engine.dispose()
        await asyncio.to_thread(house.stop)
