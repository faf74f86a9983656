"""A group of questions teaches the search a word: it is tried on them and on the judged searches before it counts."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from accounts import audit
from accounts.faults import refused
from conversations.plain_search import find_topics
from conversations.questions.common import are_common
from conversations.questions.service import Questions
from foundation.database import reading
from knowledge.search.naming import service as synonyms
from knowledge.search.naming import trial
from knowledge.search.naming.service import Naming

# So many questions of a group, the newest, are asked before and after: a search of a long one takes 30 ms.
ASKED = 20
# The fields of a form that say which topic is meant, and by which words.
TOPIC, WORDS = "means", "words"


@dataclass(frozen=True)
class Outcome:
    """What words would do, or have done.

    Of the questions `asked` the guide was the first that `before` of them found, and `now` is; `elsewhere` are other
    topics that have these words already; `worse` are judged searches that find less.
    """

    asked: int
    before: int
    now: int
    elsewhere: Sequence[str]
    common: bool
    worse: Sequence[str]

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to say that it is meant all the same."""
        return bool(self.elsewhere or self.common or self.worse)


async def name(questions: Questions, account_id: str, number: int, naming: Naming, sure: bool) -> Outcome:
    """Words mean a topic from now on; what is doubtful is added only by who is `sure`.

    `number` is a question of the group. Raises NotFoundError, and InvalidInputError with the field for words that
    cannot be added. Searches are asked before anything is written, so that nobody waits for them.
    """
    texts = await _texts(questions, number)
    common = await asyncio.to_thread(are_common, naming.words, naming.language)
    async with reading(questions.sessions) as session:
        await _refuse(session, naming)
        elsewhere = await synonyms.standing_for(session, naming.words)
        first, judged = await _first(session, texts), await trial.judge(session, naming.words)
    async with questions.sessions.begin() as session:
        await _add(session, naming, account_id)
        changing = [text for text in texts if trial.may_change(naming.words, text)]
        now = {**first, **await _first(session, changing)}
        worse = trial.worse(judged, await trial.judge(session, naming.words))
        before, after = (_count(found, texts, naming) for found in (first, now))
        outcome = Outcome(len(texts), before, after, elsewhere, common, worse)
        if outcome.doubtful and not sure:
            await session.rollback()
    return outcome


async def remove(questions: Questions, account_id: str, identifier: int) -> None:
    """The words mean the topic no more. Raises NotFoundError."""
    async with questions.sessions.begin() as session:
        row = await synonyms.remove(session, identifier)
        await audit.record(session, account_id, "synonyms.removed", row.topic, language=row.language)


async def _texts(questions: Questions, number: int) -> list[str]:
    """The group's newest questions."""
    group = await questions.group(number)
    numbers = sorted((line.id for line in group.lines), reverse=True)
    return [row.text for row in await questions.read(numbers[:ASKED])]


async def _refuse(session: AsyncSession, naming: Naming) -> None:
    if reason := await synonyms.fault_of(session, naming):
        field = TOPIC if reason == "unknown" else WORDS
        raise refused(field, f"console.synonyms.fault.{reason}", most=synonyms.MOST, longest=synonyms.LONGEST)


async def _add(session: AsyncSession, naming: Naming, account_id: str) -> None:
    """Add the words, unless somebody else has meanwhile."""
    await _refuse(session, naming)
    try:
        await synonyms.add(session, naming, account_id)
    except IntegrityError as error:
        raise refused(WORDS, "console.synonyms.fault.known") from error
    await audit.record(session, account_id, "synonyms.added", naming.topic, language=naming.language)


async def _first(session: AsyncSession, texts: Sequence[str]) -> dict[str, str]:
    """Question → the topic whose guide a person is given first for it when nothing but the search answers."""
    found = {text: await find_topics(session, text) for text in dict.fromkeys(texts)}
    return {text: topics[0] for text, topics in found.items() if topics}


def _count(first: Mapping[str, str], texts: Sequence[str], naming: Naming) -> int:
    return Counter(first.get(text) for text in texts)[naming.topic]
