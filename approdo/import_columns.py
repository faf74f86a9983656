"""The columns of a table on the terminal: the first cells of each, and which field it would be taken for."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from knowledge.importing.columns import Columns, look_at
from knowledge.importing.record import Refused
from knowledge.importing.rows import Row

_SHOWN = 40


def show_columns(path: Path, as_json: bool) -> None:
    """Print the columns of a file. Raises InvalidInputError or TooLargeError when it is no table."""
    columns = look_at(path)
    if as_json:
        typer.echo(json.dumps(_facts(columns), ensure_ascii=False, indent=2))
        return
    fields = {column: field for field, column in columns.fields.items()}
    table = Table("column", "field", "first rows")
    for column in columns.header:
        cells = [row.cells.get(column, "")[:_SHOWN] for row in columns.rows if isinstance(row, Row)]
        table.add_row(Text(column), fields.get(column, "–"), Text(" · ".join(cell for cell in cells if cell)))
    Console(highlight=False).print(table)


def _facts(columns: Columns) -> dict[str, Any]:
    rows = [
        {"row": row.row, "why": str(row.why), "said": row.why.facts()}
        if isinstance(row, Refused)
        else {"row": row.number, "cells": row.cells}
        for row in columns.rows
    ]
    return asdict(columns) | {"rows": rows}
