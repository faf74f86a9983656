"""One process at a time serves the bots of a home folder: a lock of the operating system, gone with the process."""

import asyncio
import fcntl
import os
from pathlib import Path

# Seconds between two tries.
AGAIN = 2.0


class HomeLock:
    """The lock `telegram.lock` in a home folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "telegram.lock"
        self._file: int | None = None

    async def acquire(self) -> None:
        """Return once no other process has it; at once where this one has it already."""
        while self._file is None:
            if self._try():
                return
            await asyncio.sleep(AGAIN)

    def _try(self) -> bool:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let another process have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
