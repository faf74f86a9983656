"""The running house: start-up, memory, a turn; beside a bare Rasa with its starter bot."""

import asyncio
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from approdo.bot import rasa_command, rasa_environment
from approdo.client import AssistantClient
from bench.clock import median_milliseconds
from bench.table import Row
from foundation.settings import PROJECT, Settings
from tests.support.house import RunningHouse, free_port

QUESTION = "Come rinnovo il permesso di soggiorno?"
TURNS = 40


async def measure() -> list[Row]:
    """Start-up in seconds, memory in megabytes, a turn in milliseconds."""
    house = RunningHouse(PROJECT / "var" / "bench", free_port())
    house.home.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(house.start)
    await asyncio.to_thread(house.stop)
    began = time.monotonic()
    await asyncio.to_thread(house.start, False)
    start_up = time.monotonic() - began
    try:
        async with AssistantClient(Settings(port=house.port)) as client:
            turn = await median_milliseconds(lambda: client.ask(QUESTION), TURNS)
        memory = house.memory()
    finally:
        await asyncio.to_thread(house.stop)
    with starter_bot(house.port) as (bare_start, bare_memory, url):
        bare_turn = await _bare_turn(url)
    return [
        Row("start-up, models trained", "s", start_up, bare_start, "Rasa's starter bot"),
        Row("memory of all processes", "MB", memory, bare_memory, "Rasa's starter bot, one process"),
        Row(
            "a question: new conversation, answer, erasure",
            "ms",
            turn,
            bare_turn,
            "a bare REST turn of the starter bot",
        ),
    ]


async def _bare_turn(url: str) -> float:
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:
        turns = iter(range(10**6))
        return await median_milliseconds(
            lambda: client.post("/webhooks/rest/webhook", json={"sender": str(next(turns)), "message": "hello"}), TURNS
        )


@contextmanager
def starter_bot(port: int) -> Iterator[tuple[float, float, str]]:
    """Rasa's own starter bot, trained and running: seconds to start, megabytes, address."""
    with TemporaryDirectory() as folder:
        environment = rasa_environment(Settings(port=port, home=Path(folder)))
        quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(rasa_command("init", "--no-prompt"), check=True, **quiet)  # type: ignore[call-overload]
        began = time.monotonic()
        process = subprocess.Popen(rasa_command("run", "--port", str(port + 1)), **quiet)  # type: ignore[call-overload]
        url = f"http://127.0.0.1:{port + 1}"
        try:
            while not _answers(url):
                time.sleep(0.3)
            yield time.monotonic() - began, resident_megabytes(process.pid), url
        finally:
            process.terminate()
            process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.post(f"{url}/webhooks/rest/webhook", json={"sender": "x", "message": "hi"}, timeout=5).text != "[]"
    except httpx.HTTPError:
        return False


def resident_megabytes(pid: int) -> float:
    """The resident memory of a process (Linux: VmRSS)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024
