"""`approdo index`: what the search finds, made anew from the records."""

import asyncio

import typer


def rebuild_index() -> None:
    """Index every record anew. Only needed when records were written past Approdo, straight into the database."""
    from foundation.database import create_engine, create_sessions
    from foundation.settings import Settings
    from knowledge.search.index import rebuild

    async def run() -> int:
        engine = create_engine(Settings())
        try:
            async with create_sessions(engine).begin() as session:
                return await rebuild(session)
        finally:
            await engine.dispose()

    typer.echo(f"{asyncio.run(run())} records can be found.")
