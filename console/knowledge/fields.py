"""Fields of a form as they were typed, and numbers and names made of them."""

from collections.abc import Iterator
from contextlib import suppress
from math import isfinite

from starlette.datastructures import FormData

from knowledge.places.gazetteer import Gazetteer

# Rows of a list that a form is read for; nobody writes as many.
MOST_ROWS = 300


def chosen(form: FormData, name: str) -> list[str]:
    """What was ticked in a group of boxes, each once."""
    return list(dict.fromkeys(value for value in form.getlist(name) if isinstance(value, str)))


def as_number(text: str) -> float | str | None:
    """`12,5` as 12.5; nothing as None; what is no number as it was typed, to be shown again."""
    with suppress(ValueError):
        number = float(text.replace(",", ".")) if text else None
        return number if number is None or isfinite(number) else text
    return text


def written(value: object) -> str:
    """A value of a record as its field shows it."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and isfinite(value) and value == int(value) else str(value)


def rows(fields: dict[str, str], prefix: str, *names: str) -> Iterator[tuple[str, ...]]:
    """The rows `<prefix>-<number>-<name>` in which anything was written."""
    for number in range(MOST_ROWS):
        row = tuple(fields.get(f"{prefix}-{number}-{name}", "") for name in names)
        if any(row):
            yield row
        elif not any(f"{prefix}-{number}-{name}" in fields for name in names):
            return


def town_code(name: str, gazetteer: Gazetteer) -> str:
    """ISTAT's code of the municipality; a name that is none stays as it is."""
    place = gazetteer.by_name(name) or gazetteer.by_code(name)
    return place.code if place else name


def town_name(code: str, gazetteer: Gazetteer) -> str:
    """The name of the municipality; what is no code stays as it is."""
    place = gazetteer.by_code(code)
    return place.name if place else code
