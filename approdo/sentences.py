"""`approdo sentences`: proposed training sentences, tried on the evaluation questions before they are taken."""

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from approdo.trials import Changed, Trial

app = typer.Typer(no_args_is_help=True, help="Training sentences that staff proposed.")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="A proposal: plain NLU YAML.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Take it though it was not tried, or made it worse.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.command(name="try")
def try_file(file: File, as_json: Json = False) -> None:
    """Train a copy of the data with the proposal, ask data/test before and after, and say what changed.

    Takes some minutes. Nothing but a note beside the proposal is written.
    """
    from approdo import trials
    from conversations.questions import proposals
    from foundation.settings import Settings

    sentences = proposals.read(file)
    with tempfile.TemporaryDirectory(prefix="approdo-try-") as folder:
        trial = trials.run(Settings(), sentences, Path(folder), lambda step: typer.echo(f"{step} …", err=True))
    trials.remember(file, trial)
    if as_json:
        typer.echo(json.dumps(trial.as_data(), ensure_ascii=False, indent=2))
    else:
        _print(trial)


@app.command()
def take(file: File, anyway: Anyway = False) -> None:
    """Write the proposal into data/nlu, when trying it has not made understanding worse."""
    from approdo import trials
    from conversations.questions import proposal_files, proposals
    from foundation.errors import ConflictError

    sentences = proposals.read(file)
    tried = trials.recalled(file)
    if tried is None and not anyway:
        raise ConflictError(f"Not tried with the present data: run `approdo sentences try {file}` first, or --anyway.")
    if tried and tried["is_worse"] and not anyway:
        figures = f"{tried['after']} of {tried['questions']} right instead of {tried['before']}"
        raise ConflictError(f"It made understanding worse ({figures}): change it, or take it with --anyway.")
    for path in proposals.add_to(proposals.NLU, sentences):
        typer.echo(f"changed: {path}")
    proposal_files.remove(file)
    typer.echo("The next `make run` trains with them.")


def _print(trial: "Trial") -> None:
    """Both figures, then every question that became right or wrong."""
    for name, before, after, all_of in (
        ("all", trial.before, trial.after, trial.questions),
        ("urgent", trial.urgent_before, trial.urgent_after, trial.urgent),
    ):
        shares = f"{before / all_of:.2%} → {after / all_of:.2%}" if all_of else "–"
        typer.echo(f"{name}: {shares} right ({before} → {after} of {all_of})")
    _print_changes("became right", trial.became_right)
    _print_changes("became wrong", trial.became_wrong)
    typer.echo("Worse than before." if trial.is_worse else "Not worse: it can be taken.")


def _print_changes(name: str, rows: "list[Changed]") -> None:
    typer.echo(f"{name}: {len(rows)}")
    for row in rows:
        instead = "" if row.taken_for == row.topic else f", taken for {row.taken_for}"
        typer.echo(f"  {row.language} {row.topic}{instead}: {row.text}")
