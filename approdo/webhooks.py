"""`approdo webhook`: the programs that want to be told of hand-offs and messages."""

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from approdo.transaction import in_database

if TYPE_CHECKING:
    from conversations.webhooks.calls import Outcome
    from conversations.webhooks.models import Webhook

app = typer.Typer(no_args_is_help=True, help="Other help desks: who is told of hand-offs and messages.")
Identifier = Annotated[str, typer.Argument(metavar="ID", help="The webhook's id, as `webhook list` shows it.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="The address that is called, https:// or http://.")],
    events: Annotated[str, typer.Option(help="The events it wants, separated by commas; all when left out.")] = "",
) -> None:
    """Tell a program from now on; prints its id and, this once, the secret that signs the calls."""
    from conversations.webhooks import registry
    from foundation.errors import InvalidInputError

    wanted = [event.strip() for event in events.split(",") if event.strip()]
    try:
        webhook = in_database(lambda session: registry.add_webhook(session, url, wanted))
    except InvalidInputError as error:
        raise typer.BadParameter(error.message) from error
    typer.echo(f"id      {webhook.id}")
    typer.echo(f"url     {webhook.url}")
    typer.echo(f"events  {', '.join(webhook.events)}")
    typer.echo(f"secret  {webhook.secret}")
    typer.echo("The secret is not shown again: keep it where the receiver checks the signatures.", err=True)


@app.command(name="list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False) -> None:
    """Show every webhook with what waits and what was given up."""
    from conversations.webhooks import registry

    rows = in_database(registry.list_webhooks)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], indent=2))
        return
    if not rows:
        typer.echo("There is no webhook: `approdo webhook add URL` adds one.")
    for row in rows:
        typer.echo(f"{row.id}  {'on' if row.active else 'off'}  {row.waiting} waiting  {row.failed} given up")
        typer.echo(f"    {row.url}")
        typer.echo(f"    {', '.join(row.events)}")


@app.command()
def remove(identifier: Identifier) -> None:
    """Tell a program no more, and drop what it has not been told yet."""
    from conversations.webhooks import registry

    in_database(lambda session: registry.remove_webhook(session, identifier))
    typer.echo("Removed.")


@app.command(name="try")
def try_out(identifier: Identifier) -> None:
    """Make one signed call of type `test` now and say what the program answered."""
    from conversations.webhooks import registry

    webhook = in_database(lambda session: registry.find_webhook(session, identifier))
    outcome = asyncio.run(_called(webhook))
    if not outcome.accepted:
        answered = f"it answered {outcome.status}" if outcome.status else f"there was no answer ({outcome.cause})"
        typer.echo(f"The call was not accepted: {answered}. What counts is a status from 200 to 299.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Accepted: it answered {outcome.status}.")


async def _called(webhook: "Webhook") -> "Outcome":
    from conversations.webhooks.calls import Call, connect, post
    from conversations.webhooks.outbox import payload
    from foundation.clock import now

    async with connect() as client:
        return await post(client, Call(str(uuid4()), webhook.url, webhook.secret, payload("test", now(), {})))
