"""The plan of an import on the terminal: how many of what, and which rows, as tables or as JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from foundation.errors import InvalidInputError
from knowledge.importing.plan import Plan
from knowledge.importing.record import Fate, Outcome

# As many lines of one outcome as are kept for JSON, and shown in a table.
_KEPT, _SHOWN = 10_000, 20
_LISTED = (Outcome.NEW, Outcome.CHANGED, Outcome.DIFFERS, Outcome.GONE, Outcome.REFUSED)
_TITLES = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.DIFFERS: "Changed by hand since, or not from this source: left as it is",
    Outcome.GONE: "No longer in the file",
    Outcome.REFUSED: "Refused",
}


class Report:
    """Takes the lines of a plan as they come; all of them go to the file, if there is one."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file
        self._held: dict[Outcome, list[Fate]] = {outcome: [] for outcome in _LISTED}
        self._left_out: Counter[Outcome] = Counter()

    @classmethod
    @contextmanager
    def opened(cls, path: Path | None) -> Iterator[Self]:
        """A report that writes to `path`. Raises InvalidInputError where that cannot be written."""
        if path is None:
            yield cls(None)
            return
        try:
            file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise InvalidInputError(f"{path} cannot be written: {error.strerror}.") from error
        with file:
            yield cls(file)

    def add(self, fate: Fate) -> None:
        """One more line."""
        if self._file:
            self._file.write(json.dumps(_line(fate), ensure_ascii=False) + "\n")
        if len(self._held[fate.outcome]) < _KEPT:
            self._held[fate.outcome].append(fate)
        else:
            self._left_out[fate.outcome] += 1

    def show(self, plan: Plan, dry_run: bool, as_json: bool) -> None:
        """Print it all."""
        if as_json:
            typer.echo(json.dumps(self._summary(plan, dry_run), ensure_ascii=False, indent=2))
            return
        console = Console(highlight=False)
        console.print(Text(plan.reading.title, style="bold"))
        console.print(_counts(plan))
        for outcome in _LISTED:
            self._print_lines(console, outcome, plan.total(outcome))
        for sentence in plan.reading.notes.sentences():
            console.print(Text(f"• {sentence}"))
        if plan.gone and plan.held_back:
            console.print(Text(f"Nothing was marked as gone. {plan.held_back} --accept-gone marks it.", style="yellow"))
        console.print(Text(_conclusion(plan, dry_run), style="bold"))

    def _summary(self, plan: Plan, dry_run: bool) -> dict[str, Any]:
        counts: dict[str, dict[str, int]] = {}
        for (entity, outcome), count in sorted(plan.counts.items()):
            counts.setdefault(entity, {})[outcome] = count
        notes = plan.reading.notes.sentences()
        return {
            "kind": plan.reading.kind,
            "title": plan.reading.title,
            "dry_run": dry_run,
            "counts": counts,
            "refused": plan.total(Outcome.REFUSED),
            "held_back": str(plan.held_back or ""),
            "notes": [str(note) for note in notes],
            "lines": [_line(fate) for outcome in _LISTED for fate in self._held[outcome]],
            "left_out": sum(self._left_out.values()),
            "said": {
                "held_back": plan.held_back.facts() if plan.held_back else None,
                "notes": [note.facts() for note in notes],
            },
        }

    def _print_lines(self, console: Console, outcome: Outcome, total: int) -> None:
        shown = self._held[outcome][:_SHOWN]
        if not shown:
            return
        table = Table("row", "key", "name", "what", title=f"{_TITLES[outcome]}: {total}", title_justify="left")
        for fate in shown:
            row = str(fate.row) if fate.row else ""
            table.add_row(row, Text(f"{fate.entity} {fate.key}"), Text(fate.label), Text(_what(fate)))
        console.print(table)
        if total > len(shown):
            console.print(f"  … and {total - len(shown)} more (--report FILE has them all)")


def _what(fate: Fate) -> str:
    if fate.outcome is Outcome.REFUSED:
        return f"{fate.column}: {fate.why}" if fate.column else str(fate.why)
    lines = [
        f"{one.name or 'record'}: {one.ours!s:.60} → {one.theirs!s:.60}{_kept(one.taken)}" for one in fate.differences
    ]
    return "\n".join(lines)


def _kept(taken: bool) -> str:
    return "" if taken else " (not taken)"


def _line(fate: Fate) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(fate).items() if value or name == "outcome"}
    return facts | ({"why": str(fate.why), "said": fate.why.facts()} if fate.why else {})


def _counts(plan: Plan) -> Table:
    outcomes = [outcome for outcome in Outcome if outcome is not Outcome.REFUSED]
    table = Table("", *outcomes, box=None, pad_edge=False)
    for entity in dict.fromkeys(entity for entity, _ in plan.counts if entity != "row"):
        table.add_row(entity, *(str(plan.counts[entity, outcome]) for outcome in outcomes))
    return table


def _conclusion(plan: Plan, dry_run: bool) -> str:
    refused = plan.total(Outcome.REFUSED)
    rows = f"; {refused} row{'' if refused == 1 else 's'} refused" if refused else ""
    if not plan.taken:
        return f"Nothing in the file could be taken{rows}."
    written = plan.total(Outcome.NEW) + plan.total(Outcome.CHANGED)
    if dry_run:
        return f"A dry run: nothing was written. {written} records would be{rows}."
    return f"{written} records written{rows}." if written else f"Nothing to write: all is as the file says{rows}."
