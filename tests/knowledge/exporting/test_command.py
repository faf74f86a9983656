"""`approdo export` as it is typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foundation.settings import PROJECT


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "approdo", "export", *arguments]
    environment = os.environ | {"APPRODO_HOME": str(home)}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def test_a_file_is_written(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    done = run(copy, "hsds", str(path), "--public")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {path}\n")
    assert len(json.loads(path.read_text(encoding="utf-8"))) > 100


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("nothing", "a.csv"), 2, "is none of hsds"),
        (("schools", "a.csv", "--register", "private"), 2, "is none of statali"),
        (("table", "/nowhere/at/all/a.csv"), 1, "is no folder that can be written to."),
        (("table", "a.pdf"), 1, "a name that ends in .csv"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    copy: Path, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    done = run(copy, *arguments)
    assert done.returncode == status
    assert sentence in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path / "empty", "table", str(tmp_path / "a.csv"))
    assert done.returncode == 1
    assert "approdo setup" in done.stderr
    assert not (tmp_path / "a.csv").exists()
