"""The acts of an editor: save, submit, send back, publish, drop, restore. Each is one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from knowledge.editing import repository
from knowledge.editing.kind import Content, RecordKind, Subject, fingerprint
from knowledge.editing.models import DRAFT, IN_REVIEW, Draft, Revision


@dataclass(frozen=True)
class Editor:
    """Who edits. A coordinator may publish what she wrote herself, whatever the kind."""

    id: str
    name: str
    coordinator: bool = False


@dataclass(frozen=True)
class Editing:
    """The drafts and revisions of all kinds of records, by the kind's name."""

    sessions: Sessions
    kinds: Mapping[str, RecordKind]

    def kind(self, subject: Subject) -> RecordKind:
        """The kind of a record. Raises NotFoundError for one that nobody knows."""
        if subject.kind not in self.kinds:
            raise NotFoundError("There is no such kind of record.", kind=subject.kind)
        return self.kinds[subject.kind]

    async def served(self, subject: Subject) -> Content | None:
        """What people get now; None when the record does not exist yet."""
        async with reading(self.sessions) as session:
            return await self.kind(subject).read(session, subject)

    async def draft(self, subject: Subject) -> Draft | None:
        """The draft of a record, if there is one."""
        async with reading(self.sessions) as session:
            return await repository.find_draft(session, subject)

    async def save(self, subject: Subject, content: Content, seen: int, editor: Editor) -> Draft:
        """Keep what an editor wrote; `seen` is the draft's version she began from, 0 for none.

        Half-finished content is welcome. Raises ConflictError when somebody saved in between, with the
        `version`, `content` and `author` that stand there now: nothing is overwritten.
        """
        try:
            async with self.sessions.begin() as session:
                held = await repository.find_draft(session, subject, lock=True)
                if (held.version if held else 0) != seen:
                    raise _not_the_same(held)
                draft = held or await self._begin(session, subject)
                draft.content, draft.state = content, DRAFT
                draft.author_id, draft.author_name = editor.id, editor.name
                draft.version, draft.saved_at = seen + 1, now()
                session.add(draft)
        except IntegrityError as error:
            # Two began at the same moment: the second finds the first one's row in her way.
            raise _not_the_same(await self.draft(subject)) from error
        return draft

    async def _begin(self, session: AsyncSession, subject: Subject) -> Draft:
        served = await self.kind(subject).read(session, subject)
        return Draft(kind=subject.kind, record_id=subject.id, language=subject.language, base=fingerprint(served))

    async def submit(self, subject: Subject, seen: int, note: str = "") -> None:
        """Ask for a review. Raises InvalidInputError, with `faults`, for content that could not be served."""
        async with self.sessions.begin() as session:
            draft = await self._held(session, subject, seen)
            self._check(subject, draft.content)
            draft.state, draft.note, draft.version = IN_REVIEW, note, draft.version + 1

    async def send_back(self, subject: Subject, seen: int, note: str) -> None:
        """Return it to its author with a word on what is missing."""
        async with self.sessions.begin() as session:
            draft = await self._held(session, subject, seen)
            draft.state, draft.note, draft.version = DRAFT, note, draft.version + 1

    async def drop(self, subject: Subject, seen: int) -> None:
        """Forget the draft; what is served stays."""
        async with self.sessions.begin() as session:
            await session.delete(await self._held(session, subject, seen))

    async def publish(
        self, subject: Subject, seen: int, editor: Editor, small_correction: bool = False, over: bool = False
    ) -> Revision:
        """Serve the draft. `over`: even though what is served has changed since it was begun (an import, say).

        Raises InvalidInputError for faults, ForbiddenError where other eyes are needed, ConflictError when
        something changed in between.
        """
        async with self.sessions.begin() as session:
            draft = await self._held(session, subject, seen)
            if self.kind(subject).four_eyes and draft.author_id == editor.id and not editor.coordinator:
                raise ForbiddenError("Somebody else publishes what you wrote: ask for a review.")
            self._check(subject, draft.content)
            served = await self.kind(subject).read(session, subject)
            if fingerprint(served) != draft.base and not over:
                raise ConflictError("What is served has changed since this draft was begun.", served=served)
            revision = await self._write(session, subject, draft, served, small_correction)
            await session.delete(draft)
        return revision

    async def _write(
        self, session: AsyncSession, subject: Subject, draft: Draft, served: Content | None, small: bool
    ) -> Revision:
        number = await repository.last_number(session, subject)
        names = {"kind": subject.kind, "record_id": subject.id, "language": subject.language}
        if number == 0 and served is not None:
            number = 1
            session.add(Revision(**names, number=1, content=served, author_id="", author_name=""))
        await self.kind(subject).write(session, subject, draft.content, small)
        revision = Revision(
            **names,
            number=number + 1,
            content=draft.content,
            author_id=draft.author_id,
            author_name=draft.author_name,
            note=draft.note,
            small_correction=small,
        )
        session.add(revision)
        return revision

    async def history(self, subject: Subject) -> list[Revision]:
        """Everything the record was, the newest first; empty when it was never edited."""
        async with reading(self.sessions) as session:
            return await repository.revisions(session, subject)

    async def restore(self, subject: Subject, number: int, seen: int, editor: Editor) -> Draft:
        """Make what the record was at `number` the draft. Raises NotFoundError, ConflictError."""
        async with reading(self.sessions) as session:
            old = await repository.revision(session, subject, number)
        if old is None:
            raise NotFoundError("There is no such version.", number=number)
        return await self.save(subject, old.content, seen, editor)

    async def _held(self, session: AsyncSession, subject: Subject, seen: int) -> Draft:
        held = await repository.find_draft(session, subject, lock=True)
        if held is None or held.version != seen:
            raise _not_the_same(held)
        return held

    def _check(self, subject: Subject, content: Content) -> None:
        faults = self.kind(subject).faults(content)
        if faults:
            raise InvalidInputError("Some fields are not right yet.", faults=faults)


def _not_the_same(held: Draft | None) -> ConflictError:
    if held is None:
        return ConflictError("This draft was published or dropped in the meantime.", version=0, content=None)
    sentence = f"{held.author_name} has saved this in the meantime."
    return ConflictError(sentence, version=held.version, content=held.content, author=held.author_name)
