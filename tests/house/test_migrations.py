"""The migrations make the tables that the models describe, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from approdo.tables import metadata
from foundation.database import create_engine
from foundation.settings import Settings

# The words of the search are kept in each database's own full-text form, which no model describes.
FULL_TEXT = "search_texts"


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [row for row in compare_metadata(context, metadata()) if FULL_TEXT not in repr(row)]


async def test_nothing_is_missing_and_nothing_is_left_over(each_database: Settings) -> None:
    assert metadata().tables
    engine = create_engine(each_database)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()
