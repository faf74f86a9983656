"""The folder of all imports: files are taken in, found again, and forgotten after a while."""

import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from fastapi import UploadFile

from console.imports.folder import FILE, Import
from foundation.errors import NotFoundError
from foundation.settings import Settings

# Seconds a file is kept, for who comes back to its plan the next day.
KEPT = 2 * 24 * 3600
# Bytes of the file that are copied at a time.
PIECE = 1024 * 1024
# Imports that the list shows.
SHOWN = 20


def find(settings: Settings, identifier: str) -> Import:
    """The import of an id. Raises NotFoundError."""
    try:
        folder = _root(settings) / str(UUID(identifier))
    except ValueError as error:
        raise NotFoundError("There is no such import.") from error
    if not (folder / "given.json").exists():
        raise NotFoundError("There is no such import, or it was too long ago.")
    return Import(folder)


def recent(settings: Settings) -> list[Import]:
    """The newest imports, the newest first."""
    held = [Import(folder) for folder in _folders(settings) if (folder / "given.json").exists()]
    return sorted(held, key=lambda one: one.at, reverse=True)[:SHOWN]


async def take_in(settings: Settings, file: UploadFile | None, wish: dict[str, str]) -> Import:
    """Keep what was given: a file, or the address in the wish."""
    await asyncio.to_thread(_forget_old, settings)
    made = Import(_root(settings) / str(uuid4()))
    made.folder.mkdir(parents=True, mode=0o700)
    if file:
        with made.folder.joinpath(_stored_name(file.filename or "")).open("wb") as stored:
            while piece := await file.read(PIECE):
                stored.write(piece)
    known = wish | {"at": datetime.now(UTC).isoformat()}
    (made.folder / "given.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return made


def _root(settings: Settings) -> Path:
    return settings.home / "imports"


def _folders(settings: Settings) -> Iterator[Path]:
    """Those of imports: their names are ids."""
    root = _root(settings)
    for folder in root.iterdir() if root.exists() else ():
        try:
            UUID(folder.name)
        except ValueError:
            continue
        yield folder


def _stored_name(name: str) -> str:
    """A name of ours with the ending of the one that was sent, which says what kind of file it is."""
    ending = Path(name).suffix.lower()
    return FILE + (ending if ending[1:].isalnum() and ending.isascii() and len(ending) < 10 else "")


def _forget_old(settings: Settings) -> None:
    for folder in _folders(settings):
        if folder.stat().st_mtime < time.time() - KEPT:
            shutil.rmtree(folder, ignore_errors=True)
