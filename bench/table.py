"""One line of the table: ours, the baseline, and how many times as much."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """A measure of ours beside a baseline, both in `unit`; no baseline where there is nothing to compare with."""

    what: str
    unit: str
    ours: float
    baseline: float | None = None
    against: str = ""

    @property
    def ratio(self) -> str:
        """Ours as a multiple of the baseline."""
        return f"{self.ours / self.baseline:.2f}" if self.baseline else ""


def show(title: str, rows: Iterable[Row]) -> None:
    """Print the rows as one table."""
    table = Table("measure", "unit", "ours", "baseline", "ratio", "baseline is", title=f"Approdo: {title}")
    for row in rows:
        baseline = "" if row.baseline is None else f"{row.baseline:,.2f}"
        table.add_row(row.what, row.unit, f"{row.ours:,.2f}", baseline, row.ratio, row.against)
    Console(width=150).print(table)
