"""The steps of an import, each done by `approdo import` in a process of its own: the web app goes on answering."""

import asyncio
import os
import shutil
import sys
from pathlib import Path
from typing import BinaryIO

from console.imports.folder import FILE, Import, Step
from foundation.settings import PROJECT, Settings

# Seconds between two signs of life.
BEAT = 0.5
_RESULTS = {"columns": "columns", "plan": "planned", "done": "done"}
# Tasks are kept from being forgotten while they run.
_tasks: set[asyncio.Task[None]] = set()


def begin(settings: Settings, job: Import, step: Step) -> None:
    """Begin a step, and do not wait for it. Raises ConflictError while other work is under way."""
    job.begin(step)
    task = asyncio.create_task(_run(settings, job, step))
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _run(settings: Settings, job: Import, step: Step) -> None:
    result, kept = job.folder / "result", job.folder / "unpacked"
    kept.mkdir(exist_ok=True)
    try:
        with _open(result) as out, _open(job.folder / "said") as said:
            process = await asyncio.create_subprocess_exec(
                *_command(job, step), cwd=PROJECT, env=_environment(settings, kept), stdout=out, stderr=said
            )
            try:
                await _attend(job, process)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        _conclude(job, result, step)
    finally:
        (job.folder / "running").unlink(missing_ok=True)
        shutil.rmtree(kept, ignore_errors=True)


def _open(path: Path) -> BinaryIO:
    return path.open("wb")


async def _attend(job: Import, process: asyncio.subprocess.Process) -> None:
    """Show that it lives until it ends, or is to be cancelled."""
    ended = asyncio.create_task(process.wait())
    while not ended.done() and not (job.folder / "cancelled").exists():
        (job.folder / "running").touch()
        await asyncio.wait({ended}, timeout=BEAT)


def _conclude(job: Import, result: Path, step: Step) -> None:
    if (job.folder / "cancelled").exists():
        return
    if result.read_bytes().startswith(b"{"):
        result.replace(job.folder / _RESULTS[step])
    else:
        (job.folder / "failed").write_text(job.last_word(), encoding="utf-8")


def _command(job: Import, step: Step) -> list[str]:
    wish, file = job.wish, job.file
    options = ["--json", "--progress", "--source", wish["source"]]
    if step != "done":
        options.append("--columns" if step == "columns" else "--dry-run")
    if job.mapping is not None:
        options += ["--only-mapped", "--mapping", str(job.folder / "mapping.yml")]
    if file is None:
        options += ["--public", "--keep", str(job.folder / FILE)]
    return [sys.executable, "-m", "approdo", "import", wish["kind"], str(file or wish["address"]), *options]


def _environment(settings: Settings, folder: Path) -> dict[str, str]:
    known = {"APPRODO_HOME": str(settings.home), "APPRODO_DATABASE_URL": settings.database_url}
    # What a command that is ended leaves behind is in the import's own folder.
    return os.environ | known | {"APPRODO_IMPORT_HOSTS": settings.import_hosts, "TMPDIR": str(folder)}
