"""Starts the processes, starts again the one that dies, ends all of them together."""

import asyncio
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
from rich.console import Console

from foundation.errors import ConfigurationError
from foundation.settings import PROJECT, Settings
from foundation.waiting import wait_at_most

# Seconds between the death of a child and its next start: doubled each time it does not live for a minute.
FIRST_PAUSE, LONGEST_PAUSE, HEALTHY = 0.5, 30.0, 60.0
PATIENCE = 180.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """One process: its name, its command and its environment."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]


def check_ports(settings: Settings) -> None:
    """Raise ConfigurationError with a plain sentence when a port is taken."""
    for port in (settings.port, settings.rasa_port, settings.actions_port):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise ConfigurationError(
                    f"Port {port} is taken. Approdo needs three in a row from {settings.port}: stop what uses it, "
                    f"or choose another with APPRODO_PORT=9080 make run.",
                    port=port,
                ) from error


def _die_with_parent() -> None:
    # Linux only: nobody is left behind when the supervisor itself is killed.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps the children alive until it is told to stop."""

    def __init__(self, children: Sequence[Child], settings: Settings, console: Console) -> None:
        self._children = children
        self._settings = settings
        self._console = console
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Start everything, say when it is ready, and return once all has ended."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        keepers = [asyncio.create_task(self._keep(child)) for child in self._children]
        watcher = asyncio.create_task(self._announce())
        await self._stopping.wait()
        self._console.print("Ending …")
        watcher.cancel()
        await asyncio.gather(*keepers)

    async def _keep(self, child: Child) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            process = await self._start(child)
            await self._until_over(process)
            if self._stopping.is_set():
                await self._end(process)
                return
            pause = FIRST_PAUSE if time.monotonic() - began > HEALTHY else min(pause * 2, LONGEST_PAUSE)
            self._console.print(
                f"[yellow]{child.name} ended ({process.returncode}); it starts again in {pause:.0f} s.[/]"
            )
            await wait_at_most(self._stopping, pause)

    async def _start(self, child: Child) -> asyncio.subprocess.Process:
        log = self._settings.home / "log"
        log.mkdir(parents=True, exist_ok=True)
        with (log / f"{child.name}.log").open("ab") as output:
            return await asyncio.create_subprocess_exec(
                *child.command,
                cwd=PROJECT,
                env=os.environ | child.environment,
                stdout=output,
                stderr=output,
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    async def _until_over(self, process: asyncio.subprocess.Process) -> None:
        waits = {asyncio.create_task(process.wait()), asyncio.create_task(self._stopping.wait())}
        _, rest = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(8):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _announce(self) -> None:
        """Say when a question can be answered, with the address to open."""
        began = time.monotonic()
        url = f"http://127.0.0.1:{self._settings.port}"
        async with httpx.AsyncClient(base_url=url, timeout=3, trust_env=False) as client:
            with self._console.status("starting Rasa, the actions and the web app …"):
                while not await _is_ready(client):
                    if time.monotonic() - began > PATIENCE:
                        self._console.print(
                            f"[red]Not ready after {PATIENCE:.0f} s: see {self._settings.home / 'log'}.[/]"
                        )
                        return
                    await asyncio.sleep(0.5)
        seconds = time.monotonic() - began
        self._console.print(
            f"[green]✓[/] started in {seconds:.0f} s\n\nApprodo is open: [bold]{self._settings.web_url}[/]"
        )
        self._console.print("Ctrl-C ends it.")


async def _is_ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/health/ready")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
