"""A kind of record whose writing is followed by all that is derived from it for searching."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.records.repository import locations
from knowledge.editing.kind import Content, RecordKind, Subject
from knowledge.importing.records.repository import changed
from knowledge.search.index import index


@dataclass(frozen=True)
class Searched:
    """The `kind` of an entity, with what is searched kept right in the same transaction."""

    entity: Literal["service", "organization"]
    kind: RecordKind

    @property
    def four_eyes(self) -> bool:
        """As the kind says."""
        return self.kind.four_eyes

    async def read(self, session: AsyncSession, subject: Subject) -> Content | None:
        """The content that is served now."""
        return await self.kind.read(session, subject)

    async def write(self, session: AsyncSession, subject: Subject, content: Content, small_correction: bool) -> None:
        """Serve this content from now on, and let it be found by its new words."""
        await self.kind.write(session, subject, content, small_correction)
        await session.flush()
        await changed(session, self.entity, [subject.id])
        places = [row.id for row, _ in await locations(session, subject.id)] if self.entity == "service" else []
        await index(session, "location", places)

    def faults(self, content: Content) -> dict[str, str]:
        """What the kind finds wrong."""
        return self.kind.faults(content)
