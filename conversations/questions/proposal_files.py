"""Proposals that wait under the house's home, and what trying them has found."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from conversations.questions.proposals import Sentence, as_yaml
from foundation.errors import InvalidInputError, NotFoundError

# Proposals that wait at once.
MOST = 500
_NAME = re.compile(r"\d{4}-\d\d-\d\d-[a-z_]+-\d+\.yml")


def store(home: Path, day: date, sentences: Sequence[Sentence]) -> str:
    """Keep a proposal under the house's home; its name. Raises InvalidInputError when too many wait already."""
    folder = home / "proposals"
    folder.mkdir(parents=True, exist_ok=True)
    if len(names(home)) >= MOST:
        raise InvalidInputError(f"{MOST} proposals wait already: try those first.")
    for number in range(1, MOST * 2):
        path = folder / f"{day.isoformat()}-{sentences[0].topic}-{number}.yml"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(as_yaml(sentences))
        except FileExistsError:
            continue
        return path.name
    raise InvalidInputError("There are too many proposals of this day.")


def beside(path: Path) -> Path:
    """Where it is noted what trying a proposal has found."""
    return path.with_suffix(".tried.json")


def tried(path: Path) -> dict[str, Any] | None:
    """What the last try of a proposal has found; None when there was none."""
    try:
        found: dict[str, Any] = json.loads(beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def remove(path: Path) -> None:
    """The proposal waits no more: it was taken, or is not wanted."""
    path.unlink(missing_ok=True)
    beside(path).unlink(missing_ok=True)


def names(home: Path) -> list[str]:
    """The proposals that wait, the newest first."""
    found = (path.name for path in (home / "proposals").glob("*.yml"))
    return sorted((name for name in found if _NAME.fullmatch(name)), reverse=True)


def path_of(home: Path, name: str) -> Path:
    """The file of a proposal. Raises NotFoundError for a name that is none."""
    if name not in names(home):
        raise NotFoundError("There is no such proposal.")
    return home / "proposals" / name
