"""SQL for the registers: what an import of the Ministry's files remembers of each school."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.importing.models import ImportedRecord


async def registered_schools(session: AsyncSession, register: str) -> list[tuple[str, str, str]]:
    """`(service id, region, code)` of the schools of one register (`statali`, `paritarie`), by code."""
    row = ImportedRecord
    query = select(row.record_id, row.source, row.key).where(
        row.kind == "schools", row.entity == "service", row.gone.is_(False), row.source.startswith(f"{register}/")
    )
    found = await session.execute(query.order_by(row.key))
    return [(record_id, source.partition("/")[2], key) for record_id, source, key in found]
