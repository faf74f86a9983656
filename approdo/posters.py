"""`approdo qr`: the QR code of a link to the bot, as a poster to print or in the terminal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from connectors.telegram.deep_links import Beginning


def _bot(given: str) -> str:
    """The bot's user name: the one given, else the one this house has served last."""
    if given:
        return given.removeprefix("@")
    from approdo.transaction import in_database
    from connectors.telegram import repository
    from foundation.errors import ConfigurationError

    async def find(session: "AsyncSession") -> str:
        return next((row.username for row in await repository.connectors(session) if row.username), "")

    found = in_database(find)
    if not found:
        raise ConfigurationError(
            "The bot's name is not known yet: start Approdo with APPRODO_TELEGRAM_TOKEN once, or give --bot."
        )
    return found


def _beginning(town: str, language: str, topic: str) -> "tuple[Beginning, str]":
    """What the link carries and the town's name. Raises typer.BadParameter for what is not known."""
    from connectors.telegram.deep_links import Beginning
    from foundation.languages import languages
    from foundation.topics import topics
    from knowledge.places.gazetteer import Gazetteer

    place = Gazetteer.load().by_name(town) if town else None
    if town and place is None:
        raise typer.BadParameter(f"“{town}” is no town in Lombardy.", param_hint="--town")
    if language and not (language in languages() and languages()[language].answered):
        raise typer.BadParameter(f"Approdo does not answer in “{language}”.", param_hint="--language")
    if topic and not (topic in topics() and topics()[topic].has_guide):
        raise typer.BadParameter(f"“{topic}” is no topic with a guide.", param_hint="--topic")
    return Beginning(place.code if place else None, language or None, topic or None), place.name if place else ""


def qr(
    town: Annotated[str, typer.Option(help="The town people who scan it are in, e.g. Rho.")] = "",
    language: Annotated[str, typer.Option(help="The language the chat begins in, e.g. uk.")] = "",
    topic: Annotated[str, typer.Option(help="The topic it begins with, e.g. tax_code.")] = "",
    languages: Annotated[
        str, typer.Option(help="Languages on the poster, separated by commas; all when left out.")
    ] = "",
    bot: Annotated[str, typer.Option(help="The bot's user name; the one served here when left out.")] = "",
    output: Annotated[
        Path | None, typer.Option(help="A file: .svg is the poster (A4), .png the code alone; none: the terminal.")
    ] = None,
) -> None:
    """Make a poster with the QR code that opens the bot in Telegram."""
    from connectors.telegram import posters
    from connectors.telegram.deep_links import link

    beginning, name = _beginning(town, language, topic)
    known = posters.spoken_languages()
    spoken = [code.strip() for code in languages.split(",") if code.strip()] or known
    if wrong := [code for code in spoken if code not in known]:
        raise typer.BadParameter(f"No words for “{wrong[0]}”: choose of {', '.join(known)}.", param_hint="--languages")
    username = _bot(bot)
    address = link(username, beginning)
    if output is None:
        posters.qr(address).terminal(out=sys.stdout, compact=True)
    elif output.suffix == ".svg":
        output.write_text(posters.poster(username, beginning, spoken, name), encoding="utf-8")
    elif output.suffix == ".png":
        posters.qr(address).save(str(output), scale=12, border=4)
    else:
        raise typer.BadParameter("Give a name that ends in .svg or .png.", param_hint="--output")
    typer.echo(address)
