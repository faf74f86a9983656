"""Whether a record fits the tables: found here, with the field's name, not by the database in the middle of a run."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from sqlalchemy import Column, Numeric, String, Table
from sqlalchemy.types import Date, Float, Integer, Time

from knowledge.importing.entities import entities
from knowledge.importing.record import Record
from knowledge.importing.sentences import Sentence, said

_LARGEST = {"latitude": 90.0, "longitude": 180.0, "minimum_age": 150.0, "maximum_age": 150.0}
_LONGEST_TEXT = 20_000  # characters
_LONGEST_KEY = 200


def fault(record: Record) -> tuple[str, Sentence] | None:
    """The field that is to blame and why, or None when the record can be written."""
    if not 0 < len(record.key) <= _LONGEST_KEY:
        return "id", said("bad_key", most=_LONGEST_KEY)
    return next(_faults(record), None)


def part_fault(entity: str, name: str, row: Any) -> tuple[str, Sentence] | None:
    """The same for one row of a part (one telephone number of a service)."""
    part = entities()[entity].parts[name]
    for column, value in ({part.columns[0]: row} if part.single else row).items():
        if why := _why_not(part.table, column, value):
            return column, why
    return None


def _faults(record: Record) -> Iterator[tuple[str, Sentence]]:
    entity = entities()[record.entity]
    values = record.defaults | record.fields
    lengths = _lengths(record.entity)
    for name, value in values.items():
        if value.__class__ is str and 0 < len(value) <= lengths.get(name, 0) and "\0" not in value:
            # Nearly all of them.
            continue
        if name in entity.parts:
            faults = (part_fault(record.entity, name, row) for row in value)
            yield from ((name, found[1]) for found in faults if found)
        elif why := _why_not(entity.table, name, value):
            yield name, why


@cache
def _lengths(entity: str) -> dict[str, int]:
    """How many characters the columns of text hold."""
    table = entities()[entity].table
    columns = {name: table.c[name].type for name in entities()[entity].columns}
    return {name: kind.length or _LONGEST_TEXT for name, kind in columns.items() if isinstance(kind, String)}


def _why_not(table: Table, name: str, value: Any) -> Sentence | None:
    column = table.c[name]
    if value is None or value == "":
        missing = value is None and not column.nullable and column.default is None
        return said("missing") if missing or (name == "name" and not column.nullable) else None
    if isinstance(value, str):
        return _why_not_text(column, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        largest = _LARGEST.get(name, 2_000_000_000)
        return None if -largest <= value <= largest else said("out_of_range", value=str(value))
    return None


def _why_not_text(column: Column[Any], value: str) -> Sentence | None:
    if "\0" in value:
        return said("nul")
    if isinstance(column.type, String):
        longest = column.type.length or _LONGEST_TEXT
        return said("too_long", count=len(value), most=longest) if len(value) > longest else None
    return None if _is_of(column, value) else said(_expected(column), value=value[:40])


def _is_of(column: Column[Any], value: str) -> bool:
    try:
        if isinstance(column.type, Numeric) and not isinstance(column.type, Float):
            number = Decimal(value)
            return number.is_finite() and abs(number) < 10**8
        if isinstance(column.type, Date):
            date.fromisoformat(value)
        elif isinstance(column.type, Time):
            time.fromisoformat(value)
        elif isinstance(column.type, Float | Integer):
            return False
    except (ValueError, InvalidOperation):
        return False
    return True


def _expected(column: Column[Any]) -> str:
    if isinstance(column.type, Date):
        return "not_date"
    return "not_time" if isinstance(column.type, Time) else "not_number"
