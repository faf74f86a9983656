"""The form of a text as its page shows it: each section with its value, what is wrong, what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.guides.forms import ROWS, SECTIONS, as_typed
from console.guides.work import Work
from foundation.catalogue import message
from knowledge.editing import Content
from knowledge.editing.differences import Piece
from knowledge.guides.content import LISTS, OPTIONAL
from knowledge.guides.markdown import as_html

# Lines a field shows at first.
HEIGHTS = {"title": 1, "summary": 4, "steps": 6, "documents": 5}
OTHER_HEIGHT = 3
# Empty rows beneath the sources and the phones; more come with the next saving.
SPARE_ROWS = 2


@dataclass(frozen=True)
class Field:
    """One section. `theirs` is what somebody else saved in between, None where it is the same.

    `italian` is the original as safe HTML, `changed` what it has become since the translation was made.
    """

    name: str
    value: str
    is_list: bool
    required: bool
    height: int
    fault: str = ""
    theirs: str | None = None
    italian: tuple[str, ...] = ()
    changed: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One field of a row of the tables."""

    name: str
    column: str
    value: str
    fault: str = ""


def sentences(faults: Mapping[str, str], language: str) -> dict[str, str]:
    """Faults in the reader's words, in the order of the form."""
    order = {name: place for place, name in enumerate(SECTIONS)}
    rows = sorted(faults.items(), key=lambda row: (order.get(row[0], len(order)), row[0]))
    return {name: message(key, language) for name, key in rows}


def fields(work: Work, content: Content, faults: Mapping[str, str], theirs: Content | None = None) -> list[Field]:
    """Every section in order."""
    return [_field(work, name, content["sections"], faults, theirs) for name in SECTIONS]


def _field(
    work: Work, name: str, sections: Mapping[str, Any], faults: Mapping[str, str], theirs: Content | None
) -> Field:
    value = as_typed(sections.get(name))
    other = as_typed(theirs["sections"].get(name)) if theirs else value
    return Field(
        name,
        value,
        name in LISTS,
        name not in OPTIONAL,
        max(HEIGHTS.get(name, OTHER_HEIGHT), value.count("\n") + 1),
        faults.get(name, ""),
        other if other != value else None,
        () if work.is_original else _italian(work.italian.get(name)),
        tuple(piece for row in work.changed if row.field.split(".")[0] == name for piece in row.pieces),
    )


def _italian(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value] if value else []
    return tuple(as_html(item) for item in items)


def rows(content: Content, kind: str, faults: Mapping[str, str]) -> list[list[Cell]]:
    """The rows of `source` or `phone`, and some empty ones."""
    held = [*content.get(f"{kind}s", []), *({} for _ in range(SPARE_ROWS))]
    return [
        [
            Cell(name := f"{kind}-{number}-{column}", column, str(row.get(column) or ""), faults.get(name, ""))
            for column in ROWS[kind]
        ]
        for number, row in enumerate(held)
    ]
