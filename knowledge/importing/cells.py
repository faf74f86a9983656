"""One cell of a file: what may be in it, and what is made of it before anybody reads it."""

from foundation.text import cleaned
from knowledge.hsds.cells import looks_like_formula, restored
from knowledge.importing.limits import CELL_CHARACTERS
from knowledge.importing.reading import Notes
from knowledge.importing.sentences import Sentence, said


def why_not(cell: str) -> Sentence | None:
    """Why the cell cannot be taken, or None."""
    if "\0" in cell:
        return said("nul")
    if len(cell) > CELL_CHARACTERS:
        return said("cell_too_long", count=len(cell), most=CELL_CHARACTERS)
    return None


def tidy(cell: str, column: str, row: int, notes: Notes) -> str:
    """The cell without control characters and spaces at its ends; an apostrophe that disarmed it is taken away."""
    text = cell.strip() if cell.isprintable() else cleaned(cell)
    if text[:1] in ("'", "=", "+", "-", "@"):
        text = restored(text)
        if looks_like_formula(text):
            notes.add(said("formula", column=column), row)
    return text
