"""Removing a service or an organization, where nothing points to it. What it was stays among its versions."""

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import ConflictError, NotFoundError
from knowledge.directory.models import Organization, Service
from knowledge.directory.records import repository
from knowledge.directory.switching import keep_first
from knowledge.editing.kind import Content, RecordKind, Subject
from knowledge.editing.repository import find_draft
from knowledge.search.index import index

_MODELS: dict[str, type[Service] | type[Organization]] = {"service": Service, "organization": Organization}
# A name shorter than this is in many texts that do not mean it.
_SHORTEST_NAME = 12


async def remove(session: AsyncSession, kind: RecordKind, subject: Subject) -> None:
    """Delete the record in this transaction.

    Raises NotFoundError, and ConflictError where something is in the way: `reason` is `draft`, `import`, `services`
    or `guide` (then with the `topics` of the guides that name it).
    """
    content = await kind.read(session, subject)
    if content is None:
        raise NotFoundError("There is no such record.", id=subject.id)
    await _refuse(session, subject, content)
    await keep_first(session, subject, content)
    places = [row.id for row, _ in await repository.locations(session, subject.id)]
    await repository.remove(session, _MODELS[subject.kind], subject.id)
    unused = await repository.remove_unused(session, places)
    await index(session, "location", unused)
    await index(session, "service" if subject.kind == "service" else "organization", [subject.id])


async def _refuse(session: AsyncSession, subject: Subject, content: Content) -> None:
    if await find_draft(session, subject):
        raise ConflictError("Publish or drop its draft first.", reason="draft")
    if await repository.is_imported(session, subject.kind, subject.id):
        raise ConflictError("It comes from an import, and would come back with the next one.", reason="import")
    if subject.kind == "organization" and await repository.services_of(session, subject.id, 1):
        raise ConflictError("It has services: delete or move them first.", reason="services")
    topics = await repository.guides_naming(session, _words(subject, content))
    if topics:
        raise ConflictError("A guide sends people there.", reason="guide", topics=topics)


def _words(subject: Subject, content: Content) -> list[str]:
    """By what a guide's text may name the record: its id, its web page, its full name."""
    name = str(content["name"]).strip()
    page = content.get("url") or content.get("website")
    return [subject.id, *([page] if page else []), *([name] if len(name) >= _SHORTEST_NAME else [])]
