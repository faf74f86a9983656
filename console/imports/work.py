"""An import as a folder with its file: planned and carried out by `approdo import`, in a process of its own.

The web app goes on answering meanwhile, and whichever process is asked finds the state in the folder.
"""

import asyncio
import json
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fastapi import UploadFile

from foundation.errors import InvalidInputError, NotFoundError
from foundation.settings import PROJECT, Settings

# Seconds a file is kept, for who comes back to its plan the next day.
KEPT = 2 * 24 * 3600
# Bytes of the file that are copied at a time.
PIECE = 1024 * 1024
NAMES = {"plan": "plan.json", "done": "done.json", "error": "error.txt", "running": "running"}


@dataclass(frozen=True)
class Import:
    """One file that was sent, and how far it is: `running`, `planned`, `done` or `failed`."""

    folder: Path

    @property
    def id(self) -> str:
        """What its page is addressed by."""
        return self.folder.name

    @property
    def wish(self) -> dict[str, str]:
        """What was asked for: `kind`, `source`, `columns` and the file's name."""
        found: dict[str, str] = json.loads((self.folder / "wish.json").read_text(encoding="utf-8"))
        return found

    @property
    def state(self) -> str:
        """How far it is."""
        if (self.folder / NAMES["running"]).exists():
            return "running"
        if (self.folder / NAMES["error"]).exists():
            return "failed"
        return "done" if (self.folder / NAMES["done"]).exists() else "planned"

    @property
    def report(self) -> dict[str, Any]:
        """The plan, or what was carried out: counts and lines as `approdo import --json` prints them."""
        path = self.folder / NAMES["done" if self.state == "done" else "plan"]
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @property
    def error(self) -> str:
        """Why it failed, in one sentence."""
        return (self.folder / NAMES["error"]).read_text(encoding="utf-8")


def find(settings: Settings, identifier: str) -> Import:
    """The import of an id. Raises NotFoundError."""
    try:
        folder = _root(settings) / str(UUID(identifier))
    except ValueError as error:
        raise NotFoundError("There is no such import.") from error
    if not folder.is_dir():
        raise NotFoundError("There is no such import, or it was too long ago.")
    return Import(folder)


async def take_in(settings: Settings, file: UploadFile, wish: dict[str, str]) -> Import:
    """Keep a file that was sent. Raises InvalidInputError for an empty one."""
    await asyncio.to_thread(_forget_old, settings)
    made = Import(_root(settings) / str(uuid4()))
    made.folder.mkdir(parents=True, mode=0o700)
    with made.folder.joinpath(_stored_name(file.filename or "")).open("wb") as stored:
        while piece := await file.read(PIECE):
            stored.write(piece)
        if not stored.tell():
            raise InvalidInputError("The file is empty.")
    (made.folder / "wish.json").write_text(json.dumps(wish, ensure_ascii=False), encoding="utf-8")
    return made


def _root(settings: Settings) -> Path:
    return settings.home / "imports"


def _stored_name(name: str) -> str:
    """A name of ours with the ending of the one that was sent, which says what kind of file it is."""
    ending = Path(name).suffix.lower()
    return f"file{ending}" if ending[1:].isalnum() and len(ending) < 10 else "file"


def _forget_old(settings: Settings) -> None:
    root = _root(settings)
    for folder in root.iterdir() if root.exists() else ():
        if folder.stat().st_mtime < time.time() - KEPT:
            shutil.rmtree(folder, ignore_errors=True)


async def run(settings: Settings, job: Import, dry_run: bool) -> None:
    """Plan or carry out an import; how it ended stands in its folder."""
    running = job.folder / NAMES["running"]
    running.touch()
    try:
        process = await asyncio.create_subprocess_exec(
            *_command(job, dry_run), cwd=PROJECT, env=_environment(settings), stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, complained = await process.communicate()
        if said.startswith(b"{"):
            (job.folder / NAMES["plan" if dry_run else "done"]).write_bytes(said)
        else:
            last = complained.decode(errors="replace").strip().splitlines()[-1:]
            (job.folder / NAMES["error"]).write_text("".join(last), encoding="utf-8")
    finally:
        running.unlink(missing_ok=True)


def _command(job: Import, dry_run: bool) -> list[str]:
    file, wish = next(job.folder.glob("file*")), job.wish
    columns = [part for pair in wish["columns"].splitlines() if pair.strip() for part in ("--map", pair.strip())]
    options = ["--json", *(["--dry-run"] if dry_run else []), *columns]
    if wish["source"]:
        options += ["--source", wish["source"]]
    return [sys.executable, "-m", "approdo", "import", wish["kind"], str(file), *options]


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {"APPRODO_HOME": str(settings.home), "APPRODO_DATABASE_URL": settings.database_url}
