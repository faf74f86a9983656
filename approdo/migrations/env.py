"""Alembic's entry: the house's metadata on the configured database."""

import asyncio

from alembic import context
from sqlalchemy import Connection

import conversations.models
import knowledge.directory.details
import knowledge.directory.models
import knowledge.guides.models
import knowledge.loading
import knowledge.places.models
from foundation.database import Base, create_engine
from foundation.settings import Settings

_TABLES = (
    conversations.models,
    knowledge.directory.details,
    knowledge.directory.models,
    knowledge.guides.models,
    knowledge.loading,
    knowledge.places.models,
)


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_engine(Settings())
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
