"""SQL for questions that could not be answered, and only here."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.handoff.repository import TAKEN
from conversations.models import ANSWERED, PERSON, Handoff, Message
from conversations.questions.likeness import Asked
from conversations.questions.models import QuestionAnswer, State, UnansweredQuestion

# Values in one IN (...): below what the oldest SQLite takes.
_AT_ONCE = 500


@dataclass(frozen=True)
class Line:
    """A question as lists count it."""

    id: int
    day: date
    kind: str
    language: str | None
    place_code: str | None
    topic: str | None
    state: str
    wishes: bool
    told: bool


async def messages_before(session: AsyncSession, conversation_id: str, position: int, limit: int) -> list[Message]:
    """What she last wrote and was answered before `position`, the newest first."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == PERSON, Message.state == ANSWERED)
        .where(Message.position < position)
        .order_by(Message.position.desc())
        .limit(limit)
    )
    return list(rows)


async def message_at(session: AsyncSession, conversation_id: str, position: int) -> Message | None:
    """The message at a position."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.position == position)
    return (await session.scalars(query)).one_or_none()


async def of_conversation(session: AsyncSession, conversation_id: str) -> list[UnansweredQuestion]:
    """Her questions that are kept, the newest first."""
    rows = await session.scalars(
        select(UnansweredQuestion)
        .where(UnansweredQuestion.conversation_id == conversation_id)
        .order_by(UnansweredQuestion.position.desc())
    )
    return list(rows)


async def forget_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Erase her questions: her conversation is."""
    table = UnansweredQuestion
    await session.execute(delete(table).where(table.conversation_id == conversation_id))


async def forget_before(session: AsyncSession, day: date) -> None:
    """Erase questions older than `day`, and answers that no question has any more."""
    await session.execute(delete(UnansweredQuestion).where(UnansweredQuestion.day < day))
    unused = ~exists().where(UnansweredQuestion.answer_id == QuestionAnswer.id)
    await session.execute(delete(QuestionAnswer).where(unused))


async def fingerprint(session: AsyncSession) -> tuple[int, int, int]:
    """Another one whenever a question came or went."""
    table = UnansweredQuestion
    numbers = select(func.count(), func.coalesce(func.max(table.id), 0), func.coalesce(func.sum(table.id), 0))
    row = (await session.execute(numbers)).one()
    return (int(row[0]), int(row[1]), int(row[2]))


async def find(session: AsyncSession, identifier: int) -> UnansweredQuestion | None:
    """The question with this number."""
    return await session.get(UnansweredQuestion, identifier)


async def all_asked(session: AsyncSession) -> list[Asked]:
    """Every question as it is compared."""
    table = UnansweredQuestion
    rows = await session.execute(select(table.id, table.scores, table.text).order_by(table.id))
    return [Asked(row[0], row[1], row[2]) for row in rows]


async def all_lines(session: AsyncSession, since: date) -> list[Line]:
    """Every question since a day, as lists count it."""
    table = UnansweredQuestion
    columns = (
        table.id, table.day, table.kind, table.language, table.place_code, table.topic, table.state, table.wishes,
        table.told,
    )  # fmt: skip
    rows = await session.execute(select(*columns).where(table.day >= since))
    return [Line(*row) for row in rows]


async def some(session: AsyncSession, identifiers: Sequence[int]) -> list[UnansweredQuestion]:
    """The questions with these ids, the newest first."""
    found: list[UnansweredQuestion] = []
    for part in _parts(identifiers):
        found += await session.scalars(select(UnansweredQuestion).where(UnansweredQuestion.id.in_(part)))
    return sorted(found, key=lambda row: row.id, reverse=True)


async def set_state(
    session: AsyncSession, identifiers: Collection[int], state: State, answer_id: int | None = None
) -> int:
    """Note what was made of questions; how many there still are. One that was told keeps the answer it was told."""
    table, changed = UnansweredQuestion, 0
    for part in _parts(sorted(identifiers)):
        untold = update(table).where(table.id.in_(part), table.told.is_(False)).values(answer_id=answer_id)
        await session.execute(untold)
        done = await session.execute(update(table).where(table.id.in_(part)).values(state=state).returning(table.id))
        changed += len(done.all())
    return changed


def _parts(identifiers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(identifiers), _AT_ONCE):
        yield identifiers[start : start + _AT_ONCE]


async def next_to_tell(session: AsyncSession, after: int) -> UnansweredQuestion | None:
    """The first question with a higher number whose asker wishes to be told of the answer there is now.

    Not while a mediator has her conversation: nobody speaks beside him.
    """
    table = UnansweredQuestion
    held = exists().where(Handoff.conversation_id == table.conversation_id, TAKEN)
    due = select(table).where(table.wishes, table.told.is_(False), table.answer_id.is_not(None), table.id > after)
    return (await session.scalars(due.where(~held).order_by(table.id).limit(1))).one_or_none()


async def take_to_tell(session: AsyncSession, conversation_id: str, answer_id: int) -> list[int]:
    """Mark the questions of a conversation that one answer is for as told; their numbers, empty when they were."""
    table = UnansweredQuestion
    rows = await session.execute(
        update(table)
        .where(table.conversation_id == conversation_id, table.answer_id == answer_id)
        .where(table.wishes, table.told.is_(False))
        .values(told=True)
        .returning(table.id)
    )
    return [row[0] for row in rows]
