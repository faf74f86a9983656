"""Everything in one file, written at most every few minutes: a slow client reads a file, not the database."""

import asyncio
import time
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from foundation.database import Sessions
from knowledge.exporting.service import Request as Export
from knowledge.exporting.service import export

# Seconds for which a file is sent as it is.
_FRESH = 600.0


class Downloads:
    """The files under one folder, each written by one request while the others wait for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()

    async def file(self, sessions: Sessions, kind: str, name: str) -> Path:
        """The file, written anew when it is old. `kind` is one of exporting's."""
        path = self._folder / name
        async with self._lock:
            if not path.exists() or time.time() - path.stat().st_mtime > _FRESH:
                self._folder.mkdir(parents=True, exist_ok=True)
                await export(sessions, Export(kind, path, public=True))
        return path


def _downloads(request: Request) -> Downloads:
    found: Downloads = request.app.state.downloads
    return found


TheDownloads = Annotated[Downloads, Depends(_downloads)]
