"""Alembic's entry: the house's metadata on the configured database."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from approdo.tables import metadata
from foundation.database import create_engine
from foundation.settings import Settings


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata(), render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_engine(context.config.attributes.get("settings") or Settings())
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
