"""Taking a service out of what people are shown, and putting it back, at once and whatever else is to be corrected."""

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import ConflictError, NotFoundError
from knowledge.editing.kind import Content, RecordKind, Subject
from knowledge.editing.models import Revision
from knowledge.editing.repository import find_draft, last_number
from knowledge.editing.service import Editor


async def switch(session: AsyncSession, kind: RecordKind, subject: Subject, status: str, editor: Editor) -> None:
    """Serve the record with another `status` (`active`, `inactive`), as a version of its own, in this transaction.

    Raises NotFoundError, and ConflictError (`reason`: `draft`) while somebody has a draft of it: its status would win.
    """
    content = await kind.read(session, subject)
    if content is None:
        raise NotFoundError("There is no such record.", id=subject.id)
    if await find_draft(session, subject):
        raise ConflictError("Publish or drop its draft first.", reason="draft")
    number = await keep_first(session, subject, content)
    changed = content | {"status": status}
    await kind.write(session, subject, changed, False)
    session.add(_revision(subject, number + 1, changed, editor))


async def keep_first(session: AsyncSession, subject: Subject, content: Content) -> int:
    """Where a record was never edited, what it was becomes its first version; the newest number."""
    number = await last_number(session, subject)
    if number == 0:
        session.add(_revision(subject, 1, content, Editor("", "")))
        await session.flush()
    return number or 1


def _revision(subject: Subject, number: int, content: Content, editor: Editor) -> Revision:
    names = {"kind": subject.kind, "record_id": subject.id, "language": subject.language}
    return Revision(**names, number=number, content=content, author_id=editor.id, author_name=editor.name)
