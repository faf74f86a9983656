"""`approdo user`: the accounts of the staff. What a coordinator does in the console can be done here too."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from approdo.transaction import in_database

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

app = typer.Typer(no_args_is_help=True, help="The accounts of mediators, editors and coordinators.")
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The e-mail address of the account.")]


def _codes(languages: str, role: str) -> list[str]:
    """The codes of `--languages`; wrong use where one is unknown or the role does not mediate."""
    from foundation.languages import languages as known

    codes = [code.strip().lower() for code in languages.split(",") if code.strip()]
    unknown = [code for code in codes if code not in known()]
    if unknown:
        raise typer.BadParameter(f"unknown: {', '.join(unknown)}. Known are {', '.join(known())}.")
    if codes and role == "editor":
        raise typer.BadParameter("languages are for who mediates: an editor does not.")
    return list(dict.fromkeys(codes))


def _password(email: str, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was generated here: nobody has written it down yet."""
    from accounts.passwords import check_password, generated_password

    if not from_stdin and not sys.stdin.isatty():
        return generated_password(), True
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt="The same once more")
    check_password(password, email)
    return password, False


@app.command()
def add(
    email: Email,
    role: Annotated[Literal["admin", "editor", "mediator"], typer.Option(help="What she may do.")],
    name: Annotated[str, typer.Option(help="Her name as colleagues see it; the beginning of EMAIL without it.")] = "",
    languages: Annotated[str, typer.Option(help="The languages she mediates in, e.g. it,ar.")] = "",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from a pipe.")] = False,
) -> None:
    """Add an account. Asks for a password; without a terminal one is made and printed, this once."""
    import asyncio

    from accounts.models import Account, Role
    from accounts.passwords import hashed
    from accounts.service import create_account
    from approdo.setup import migrate
    from conversations.rota.service import save_profile
    from foundation.settings import Settings

    codes = _codes(languages, role)
    password, generated = _password(email, password_stdin)
    password_hash = asyncio.run(hashed(password))

    async def work(session: "AsyncSession") -> Account:
        called = name or email.partition("@")[0]
        account = await create_account(session, email, called, Role(role), password_hash)
        if codes:
            await save_profile(session, account.id, codes, [], [])
        return account

    migrate(Settings())
    account = in_database(work)
    typer.echo(f"{account.email} may sign in as {role}: {Settings().web_url}/console")
    if generated:
        typer.echo(f"Password, shown only now: {password}")


@app.command(name="list")
def show() -> None:
    """Print every account: e-mail, role, name, and what is special about it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from accounts.repository import all_accounts

    table = Table("e-mail", "role", "name", "", box=None, pad_edge=False)
    for account in in_database(all_accounts):
        special = {
            "not active": not account.active,
            "second factor": account.second_factor_secret is not None,
            "second factor required": account.second_factor_required,
            "temporary password": account.password_temporary,
        }
        words = ", ".join(word for word, holds in special.items() if holds)
        table.add_row(Text(account.email), account.role, Text(account.name), words)
    Console(highlight=False).print(table)


@app.command()
def deactivate(email: Email) -> None:
    """She may no longer sign in, and is out at once."""
    from accounts import management, service

    async def work(session: "AsyncSession") -> None:
        account = await service.by_email(session, email)
        await management.deactivate(session, account.id, by=None)

    in_database(work)
    typer.echo(f"{email} may no longer sign in.")


@app.command()
def activate(email: Email) -> None:
    """She may sign in again."""
    from accounts import management, service

    async def work(session: "AsyncSession") -> None:
        account = await service.by_email(session, email)
        await management.activate(session, account.id, by=None)

    in_database(work)
    typer.echo(f"{email} may sign in again.")


@app.command(name="end-sessions")
def end_sessions(email: Email) -> None:
    """Sign her off everywhere."""
    from accounts import management, service

    async def work(session: "AsyncSession") -> int:
        account = await service.by_email(session, email)
        return await management.end_sessions(session, account.id, by=None)

    typer.echo(f"{in_database(work)} sessions of {email} have ended.")


@app.command()
def reset(email: Email) -> None:
    """For who cannot come in: a password for once is printed, the second factor is taken away, all sessions end."""
    import asyncio

    from accounts import management, passwords, service

    password = passwords.generated_password()
    password_hash = asyncio.run(passwords.hashed(password))

    async def work(session: "AsyncSession") -> None:
        account = await service.by_email(session, email)
        await management.reset_password(session, account.id, password_hash, by=None)
        await management.reset_second_factor(session, account.id, by=None)

    in_database(work)
    typer.echo(f"Password of {email} for coming in once, shown only now: {password}")
