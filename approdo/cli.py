"""The command line. Each command imports what it needs when it runs, so that the supervisor stays small."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from approdo import exporting, importing, indexing, posters, sentences, users, webhooks
from foundation.errors import ApprodoError
from foundation.log import configure_logging
from foundation.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Approdo.")
app.add_typer(users.app, name="user")
app.add_typer(webhooks.app, name="webhook")
app.add_typer(sentences.app, name="sentences")
app.command(name="import")(importing.import_data)
app.command(name="export")(exporting.export_data)
app.command(name="index")(indexing.rebuild_index)
app.command()(posters.qr)
console = Console(highlight=False)
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.command()
def run() -> None:
    """Set up what is missing, then serve everything until Ctrl-C."""
    from approdo.supervisor import Supervisor, check_ports

    settings = Settings()
    check_ports(settings)
    # A process of its own: what setting up needs in memory is given back.
    if subprocess.run([sys.executable, "-m", "approdo", "setup"], check=False).returncode:
        raise typer.Exit(1)
    from approdo.children import children

    if not settings.telegram_token:
        console.print("Telegram is off: APPRODO_TELEGRAM_TOKEN is not set. Everything else runs.")
    asyncio.run(Supervisor(children(settings), settings, console).run())


@app.command()
def setup() -> None:
    """Create or update the database, load the shipped content, train the models when their data changed."""
    from approdo.setup import set_up

    set_up(Settings(), console)


@app.command(hidden=True)
def web() -> None:
    """Serve the web app (started by `run`)."""
    import uvicorn

    from approdo.web import build_app

    settings = Settings()
    configure_logging(settings.log_level)
    uvicorn.run(
        build_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
        # Longer than a reverse proxy keeps its own: it never meets a connection that is just being closed.
        timeout_keep_alive=75,
    )


@app.command(hidden=True)
def actions() -> None:
    """Serve the actions to Rasa (started by `run`)."""
    from actions.server import serve

    serve(Settings())


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="The question, in any language.")],
    language: Annotated[str | None, typer.Option(help="The language to begin in, e.g. uk.")] = None,
    place: Annotated[str | None, typer.Option(help="The town she is in, e.g. Rho.")] = None,
    as_json: Json = False,
) -> None:
    """Ask the running assistant one question and print what it replies."""
    from approdo.client import AssistantClient

    async def replies() -> list[dict[str, object]]:
        async with AssistantClient(Settings()) as client:
            return await client.ask(text, language, place)

    found = asyncio.run(replies())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    from approdo.printing import print_reply

    for reply in found:
        print_reply(console, reply)


@app.command()
def evaluate(
    file: Annotated[
        Path, typer.Argument(exists=True, help="JSONL with lang, topic and text a line; or a folder like data/test.")
    ],
    as_json: Json = False,
) -> None:
    """Ask labelled questions to the running assistant and say how many it gets right."""
    from rich.progress import Progress

    from approdo import evaluation
    from approdo.printing import print_report

    questions = evaluation.read_questions(file)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("asking", total=len(questions))
        asked = evaluation.evaluate(Settings(), questions, lambda: progress.advance(task))
        found = evaluation.report(asyncio.run(asked))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print_report(console, found)


def main() -> None:
    """Run a command; an error is one plain sentence on stderr and status 1, wrong use is status 2."""
    try:
        app()
    except ApprodoError as error:
        typer.echo(error.message, err=True)
        sys.exit(1)
    except ValidationError as error:
        for row in error.errors():
            typer.echo(f"APPRODO_{str(row['loc'][0]).upper()}: {row['msg']}", err=True)
        sys.exit(1)
