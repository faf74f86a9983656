"""An import as a folder with its file: what was asked for, how far it is, and what came of it.

Whichever process of the house is asked finds the state there. Who works on an import shows that she lives by
touching the file `running`; when nobody has for a while, the work was interrupted.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import yaml

from foundation.errors import ConflictError
from foundation.files import read_yaml
from knowledge.importing.sentences import Sentence

# What is done: its columns are looked at, it is planned, it is carried out.
Step = Literal["columns", "plan", "done"]
State = Literal["running", "cancelled", "failed", "done", "planned", "columns", "stopped"]
# Seconds without a sign of life after which work counts as interrupted.
PATIENCE = 20.0
# Bytes at the end of what a command said in which its last words are looked for.
_TAIL = 1 << 16
# What the file is called here; its ending is the one it came with.
FILE = "sent-file"
_PROGRESS = re.compile(r"progress (\w+) (\d+)")
# How a command says, for programs, why it failed.
_FAILED = re.compile(r"^failed (\{.*\})$", re.MULTILINE)


@dataclass(frozen=True)
class Import:
    """One file, or address, that was given."""

    folder: Path

    @property
    def id(self) -> str:
        """What its page is addressed by."""
        return self.folder.name

    @property
    def wish(self) -> dict[str, str]:
        """What was asked for: `kind`, `source`, `name` of the file, `address`, `by` (an account), `at` (a moment)."""
        found: dict[str, str] = json.loads((self.folder / "given.json").read_text(encoding="utf-8"))
        return found

    @property
    def at(self) -> datetime:
        """When it was given."""
        return datetime.fromisoformat(self.wish["at"]).astimezone(UTC)

    @property
    def file(self) -> Path | None:
        """The file; None while it has not come from its address."""
        return next(self.folder.glob(f"{FILE}*"), None)

    @property
    def state(self) -> State:
        """How far it is; `columns`: they wait to be mapped, `stopped`: the work on it was interrupted."""
        try:
            alive = time.time() - (self.folder / "running").stat().st_mtime < PATIENCE
        except FileNotFoundError:
            ends: tuple[State, ...] = ("cancelled", "failed", "done", "planned", "columns")
            return next((state for state in ends if (self.folder / state).exists()), "stopped")
        return "running" if alive else "stopped"

    @property
    def step(self) -> str:
        """What is, or was last, done."""
        return (self.folder / "step").read_text(encoding="utf-8")

    def begin(self, step: Step) -> None:
        """The work of a step begins here and now. Raises ConflictError while other work is under way."""
        if self.state == "running":
            raise ConflictError("This import is under way.")
        gone = ("cancelled", "failed", "running", *(() if step == "done" else ("planned",)))
        for name in (*gone, *(("columns",) if step == "columns" else ())):
            (self.folder / name).unlink(missing_ok=True)
        try:
            (self.folder / "running").touch(exist_ok=False)
        except FileExistsError as error:
            raise ConflictError("This import is under way.") from error
        (self.folder / "said").write_bytes(b"")
        (self.folder / "step").write_text(step, encoding="utf-8")

    def cancel(self) -> None:
        """Whoever works on it is to stop. Raises ConflictError when nobody does, or when it is being written."""
        if self.state != "running" or self.step == "done":
            raise ConflictError("This import is not being planned.")
        (self.folder / "cancelled").touch()

    @property
    def progress(self) -> tuple[str, int]:
        """What is being done, and how far it is (`knowledge.importing.progress`)."""
        found = _PROGRESS.findall(self._said())
        return (found[-1][0], int(found[-1][1])) if found else ("preparing", 0)

    @property
    def error(self) -> str:
        """Why it failed, in one sentence."""
        return (self.folder / "failed").read_text(encoding="utf-8")

    def failure(self, language: str) -> str:
        """Why it failed, as the importers say it to a reader; empty where the error is another."""
        found = _FAILED.findall(self._said())
        return self._named(Sentence.of(json.loads(found[-1])).in_language(language)) if found else ""

    def last_word(self) -> str:
        """The last line that the command said and that is not about its progress."""
        lines = [line for line in self._said().splitlines() if line.strip() and not _PROGRESS.fullmatch(line)]
        return self._named(lines[-1]) if lines else ""

    def _named(self, sentence: str) -> str:
        """The file is called as people do."""
        return sentence.replace(self.file.name if self.file else FILE, self.wish["name"])

    def _said(self) -> str:
        with (self.folder / "said").open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            return file.read().decode(errors="replace")

    @property
    def report(self) -> dict[str, Any]:
        """The plan, or what was carried out: counts and lines as `approdo import --json` prints them."""
        return self._json("done" if self.state == "done" else "planned")

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a table as `approdo import --columns --json` prints them."""
        return self._json("columns")

    def _json(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return found

    @property
    def mapping(self) -> dict[str, str] | None:
        """Field → column, as the editor chose; None as long as she has not."""
        path = self.folder / "mapping.yml"
        found: dict[str, str] | None = read_yaml(path) if path.exists() else None
        return found

    def map(self, mapping: Mapping[str, str]) -> None:
        """Keep what she chose."""
        text = yaml.safe_dump(dict(mapping), allow_unicode=True)
        (self.folder / "mapping.yml").write_text(text, encoding="utf-8")

    @property
    def first_step(self) -> Step:
        """Where to begin: a table's columns are mapped before it is planned."""
        return "columns" if self.wish["kind"] == "table" and self.mapping is None else "plan"
