"""One transaction from the command line, and a plain sentence when there is no database to have it with."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Found = TypeVar("Found")


def in_database(work: Callable[["AsyncSession"], Awaitable[Found]]) -> Found:
    """What `work` finds in one transaction. Raises ConfigurationError when the database is missing or too old."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from foundation.database import create_engine, create_sessions
    from foundation.errors import ConfigurationError
    from foundation.settings import Settings

    async def run() -> Found:
        engine = create_engine(Settings())
        try:
            async with create_sessions(engine).begin() as session:
                return await work(session)
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except (OperationalError, ProgrammingError) as error:
        raise ConfigurationError(
            "The database cannot be reached or is not up to date: run `uv run approdo setup` first."
        ) from error
