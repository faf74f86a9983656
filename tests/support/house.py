"""The whole house as a process, for tests that talk to it as people do."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx

from foundation.database import Sessions
from foundation.settings import PROJECT, Settings
from tests.support.databases import Found, in_database

# Training included, on two cores.
PATIENCE = 1500.0


def free_port() -> int:
    """The first of three free ports in a row."""
    for port in range(18080, 19000, 10):
        if all(_is_free(port + offset) for offset in range(3)):
            return port
    raise RuntimeError("no three free ports in a row between 18080 and 19000")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


class RunningHouse:
    """`approdo run` in a home of its own."""

    def __init__(self, home: Path, port: int, **environment: str) -> None:
        self.home = home
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are started with."""
        own = {"APPRODO_HOME": str(self.home), "APPRODO_PORT": str(self.port), "APPRODO_RATE_LIMIT": "off"}
        return os.environ | own | self._environment

    def start(self, fresh: bool = True) -> None:
        """Start it, with an empty database when `fresh`, and wait until it answers."""
        if fresh:
            for path in [*self.home.glob("*.db"), *self.home.glob("*.db-*")]:
                path.unlink()
        with (self.home / "house.log").open("wb") as log:
            command = [sys.executable, "-m", "approdo", "run"]
            self._process = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Return once a question can be answered; fail with the log when that takes too long."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process and self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/health/ready", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)
        raise RuntimeError((self.home / "house.log").read_text(errors="replace")[-3000:])

    def children(self) -> Iterator[tuple[int, str]]:
        """The process ids of the children with the last part of their commands."""
        assert self._process
        found = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self._process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        for line in found.stdout.splitlines():
            pid, _, arguments = line.strip().partition(" ")
            yield int(pid), arguments

    def database(self, work: Callable[[Sessions], Awaitable[Found]]) -> Found:
        """Do something with its database, beside it."""
        return in_database(Settings(home=self.home), work)

    def memory(self) -> float:
        """The resident memory of the supervisor and all its children, in megabytes (Linux: VmRSS)."""
        assert self._process
        pids = [self._process.pid, *(pid for pid, _ in self.children())]
        return sum(_resident(pid) for pid in pids) / 1024

    def kill(self, name: str) -> None:
        """Kill -9 the child whose command contains `name` (`rasa run`, `approdo web`, `approdo actions`)."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            # One that died a moment ago is started again by the supervisor.
            for pid, arguments in self.children():
                if name in arguments:
                    os.kill(pid, signal.SIGKILL)
                    return
            time.sleep(0.1)
        raise RuntimeError(f"no child {name} among {list(self.children())}")

    def kill_all(self) -> None:
        """Kill -9 the supervisor; its children follow."""
        assert self._process
        self._process.kill()
        self._process.wait()
        until = time.monotonic() + 30
        while not all(_is_free(self.port + offset) for offset in range(3)) and time.monotonic() < until:
            time.sleep(0.2)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
