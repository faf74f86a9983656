"""`approdo export`: data out of the knowledge base, as files other programs and portals read."""

from pathlib import Path
from typing import Annotated

import typer

Kind = Annotated[str, typer.Argument(metavar="KIND", help="hsds, table, osm, schools, municipalities.")]
File = Annotated[Path, typer.Argument(help="hsds: .json, .zip or a new folder; osm: .geojson; the others: .csv.")]
Public = Annotated[bool, typer.Option("--public", help="For publication: active services, not who checked them.")]
Register = Annotated[str, typer.Option(help="For schools: statali or paritarie.")]


def export_data(kind: Kind, file: File, public: Public = False, register: Register = "statali") -> None:
    """Write data of the knowledge base to a file.

    hsds is Open Referral HSDS 3.1 and holds everything: `approdo import hsds` reads it back. table (CSV) and osm
    (GeoJSON) hold one place a service. A file that stands there already is replaced once the new one is whole.
    """
    import asyncio

    from sqlalchemy.exc import OperationalError, ProgrammingError

    from foundation.database import create_engine, create_sessions
    from foundation.errors import ConfigurationError
    from foundation.settings import Settings
    from knowledge.exporting.registers.schools import REGISTERS
    from knowledge.exporting.service import KINDS, Request, export

    if kind not in KINDS:
        raise typer.BadParameter(f"“{kind}” is none of {', '.join(KINDS)}.", param_hint="KIND")
    if register not in REGISTERS:
        raise typer.BadParameter(f"“{register}” is none of {', '.join(REGISTERS)}.", param_hint="--register")

    async def work() -> None:
        engine = create_engine(Settings())
        try:
            await export(create_sessions(engine), Request(kind, file, public, register))
        finally:
            await engine.dispose()

    try:
        asyncio.run(work())
    except (OperationalError, ProgrammingError) as error:
        raise ConfigurationError(
            "The database cannot be reached or is not up to date: run `uv run approdo setup` first."
        ) from error
    typer.echo(f"Written: {file}", err=True)
