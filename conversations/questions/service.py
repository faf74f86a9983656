"""What staff see of the questions that were not answered, and what they do about a group."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from accounts import audit
from conversations.questions import checks, repository
from conversations.questions.grouping import grouped
from conversations.questions.likeness import Asked
from conversations.questions.models import QuestionAnswer, State, UnansweredQuestion
from conversations.questions.repository import Line
from foundation.clock import today
from foundation.database import Sessions, reading
from foundation.errors import NotFoundError

# The lists' periods, in days.
PERIODS = (30, 90, 365)
# Groups that take longer than so many seconds to work out may be so many times as old: a minute with 20,000 questions.
_SHORT, _AGE = 0.2, 20


@dataclass(frozen=True)
class Wanted:
    """Which questions a list counts; an empty field is all."""

    days: int = 90
    kind: str = ""
    language: str = ""
    place_code: str = ""
    state: str = State.OPEN

    def has(self, line: Line) -> bool:
        """Whether a question is one of them, its group's state aside."""
        fits = not self.kind or line.kind == self.kind
        spoken = not self.language or line.language == self.language
        return fits and spoken and (not self.place_code or line.place_code == self.place_code)


@dataclass(frozen=True)
class GroupView:
    """A group: its oldest question's number, the questions that count, and what they have in common."""

    number: int
    lines: Sequence[Line]
    state: State
    newest: date
    topic: str | None
    kinds: Counter[str]
    languages: Counter[str]
    places: Counter[str]

    @property
    def waiting(self) -> int:
        """How many people wish to be told of an answer and were not."""
        return sum(line.wishes and not line.told for line in self.lines)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "GroupView":
        """The view of a group's questions, at least one."""
        topics = Counter(line.topic for line in lines)
        return cls(
            number=min(line.id for line in lines),
            lines=lines,
            state=state_of(lines),
            newest=max(line.day for line in lines),
            topic=max(topics, key=lambda topic: (topics[topic], topic or "")),
            kinds=Counter(line.kind for line in lines),
            languages=Counter(line.language or "" for line in lines),
            places=Counter(line.place_code or "" for line in lines),
        )


def state_of(lines: Sequence[Line]) -> State:
    """A group is open while a question in it is, unless at least as many were said not to be ours."""
    counts = Counter(line.state for line in lines)
    aside = counts[State.NOT_OURS]
    if counts[State.OPEN]:
        return State.NOT_OURS if aside >= counts[State.OPEN] else State.OPEN
    return State.NOT_OURS if aside > counts[State.ANSWERED] else State.ANSWERED


@dataclass
class Questions:
    """The questions of one house. The groups are worked out from the questions there are, and kept in memory only."""

    sessions: Sessions
    _groups: list[list[int]] = field(default_factory=list)
    _of: tuple[int, int, int] | None = None
    _good_until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def groups(self, wanted: Wanted) -> list[GroupView]:
        """The groups with wanted questions, the one with most of them first."""
        since = today() - timedelta(days=wanted.days)
        members = await self._members()
        async with reading(self.sessions) as session:
            lines = {line.id: line for line in await repository.all_lines(session, since)}
        found = []
        for group in members:
            present = [lines[number] for number in group if number in lines]
            fitting = [line for line in present if wanted.has(line)]
            if fitting and (not wanted.state or state_of(present) == wanted.state):
                found.append(GroupView.of(fitting))
        return sorted(found, key=lambda group: (-len(group.lines), -group.newest.toordinal(), group.number))

    async def group(self, number: int) -> GroupView:
        """The group a question is in, whole. Raises NotFoundError when there is no such question any more."""
        async with reading(self.sessions) as session:
            if await repository.find(session, number) is None:
                raise NotFoundError("There is no such question.")
            lines = {line.id: line for line in await repository.all_lines(session, date.min)}
        ids = next((group for group in await self._members() if number in group), None)
        if ids is None:
            ids = next((group for group in await self._members(anew=True) if number in group), [number])
        return GroupView.of([lines[row] for row in ids if row in lines])

    async def read(self, numbers: Sequence[int]) -> list[UnansweredQuestion]:
        """Questions with their words, the newest first."""
        async with reading(self.sessions) as session:
            return await repository.some(session, numbers)

    async def answer(self, account_id: str, number: int, topic: str, sentences: dict[str, str]) -> GroupView:
        """A group is answered: by the guide of `topic`, or by `sentences` by language. Who wished to be told will be.

        Raises InvalidInputError for what is no answer, NotFoundError.
        """
        chosen, written = checks.answer(topic, sentences)
        group = await self.group(number)
        async with self.sessions.begin() as session:
            answer = QuestionAnswer(topic=chosen, sentences=written, account_id=account_id)
            session.add(answer)
            await session.flush()
            await self._note(session, account_id, group, State.ANSWERED, answer.id)
        return group

    async def mark(self, account_id: str, number: int, state: State) -> None:
        """A group is none of ours, or open again. Raises NotFoundError."""
        group = await self.group(number)
        async with self.sessions.begin() as session:
            await self._note(session, account_id, group, state, None)

    async def _note(
        self, session: AsyncSession, account_id: str, group: GroupView, state: State, answer_id: int | None
    ) -> None:
        numbers = [line.id for line in group.lines]
        changed = await repository.set_state(session, numbers, state, answer_id)
        await audit.record(session, account_id, f"questions.{state}", str(group.number), questions=changed)

    async def _members(self, anew: bool = False) -> list[list[int]]:
        """The numbers in each group."""
        async with self._lock:
            async with reading(self.sessions) as session:
                present = await repository.fingerprint(session)
                if present == self._of or (time.monotonic() < self._good_until and not anew):
                    return self._groups
                asked = await repository.all_asked(session)
            self._groups, took = await asyncio.to_thread(_grouped, asked)
            self._of, self._good_until = present, time.monotonic() + (_AGE * took if took > _SHORT else 0)
            return self._groups


def _grouped(asked: Sequence[Asked]) -> tuple[list[list[int]], float]:
    """The numbers in each group, and the seconds of work it took."""
    began = time.thread_time()
    groups = [[row.identifier for row in group] for group in grouped(asked)]
    return groups, time.thread_time() - began
