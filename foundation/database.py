"""The database: one engine, one way to a session. SQLite by default, PostgreSQL where configured."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from foundation.settings import Settings

Sessions = async_sessionmaker[AsyncSession]

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table of the house."""

    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def create_engine(settings: Settings) -> AsyncEngine:
    """An engine for the configured database."""
    url = settings.async_database_url
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
    settings.home.mkdir(parents=True, exist_ok=True)
    # A connection is a thread and five pragmas: kept, not made anew whenever many ask at once.
    engine = create_async_engine(url, connect_args={"timeout": 30}, pool_size=15, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN would come too late; ours comes in `_begin_sqlite`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that writes takes the lock at once: upgrading a read later fails under load.
    begin = connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE")
    if begin:
        connection.exec_driver_sql(begin)


def create_sessions(engine: AsyncEngine) -> Sessions:
    """The factory every part of the house gets its sessions from."""
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def reading(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """A session that only reads: on SQLite it never waits for a writer."""
    async with sessions() as session:
        await session.connection(execution_options={"sqlite_begin": "BEGIN"})
        yield session


async def leave_no_trace(sessions: Sessions) -> None:
    """Empty SQLite's write-ahead log, in which deleted rows would live on; PostgreSQL needs nothing."""
    async with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            connection = await session.connection(execution_options={"sqlite_begin": None})
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
