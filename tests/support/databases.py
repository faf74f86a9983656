"""The database of a house that runs, for what no page and no call does."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings

Found = TypeVar("Found")


def in_database(settings: Settings, work: Callable[[Sessions], Awaitable[Found]]) -> Found:
    """Do something with the database, beside the app; also where another event loop runs already."""

    async def with_engine() -> Found:
        engine = create_engine(settings)
        try:
            return await work(create_sessions(engine))
        finally:
            await engine.dispose()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(with_engine())).result()
