"""A PostgreSQL server of the tests' own: a new cluster in a temporary folder, reached through a socket there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PORT = "54329"


def _program(name: str) -> str:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        pytest.fail(f"PostgreSQL is not installed ({name}): apt-get install postgresql")
    return found


def _as_postgres(*command: str) -> None:
    # The server refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a running, empty server."""
    data = folder / "data"
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _as_postgres(_program("initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--locale=C.UTF-8")
    options = f"-k {folder} -p {PORT} -c listen_addresses=''"
    control = _program("pg_ctl")
    _as_postgres(control, "-D", str(data), "-w", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}&port={PORT}"
    finally:
        _as_postgres(control, "-D", str(data), "-w", "-m", "immediate", "stop")
