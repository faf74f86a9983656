"""Labelled questions against the running assistant: what it gets right, by language and topic, and what it mixes up."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from approdo.client import AssistantClient
from foundation.errors import InvalidInputError
from foundation.files import read_yaml
from foundation.settings import Settings
from foundation.topics import topics

# Conversations under way at once: more would only wait for the same two cores.
AT_ONCE = 4
CONFUSIONS = 15


@dataclass(frozen=True)
class Labelled:
    """One question and what it is about."""

    lang: str
    topic: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What the assistant made of one question: its topic (None: it asked back), what it offered, the languages it
    spoke (one that is only understood yet is told so in itself).
    """

    asked: Labelled
    topic: str | None
    offered: list[str]
    languages: list[str]

    @property
    def right(self) -> bool:
        return self.topic == self.asked.topic

    @property
    def among_offered(self) -> bool:
        return self.right or self.asked.topic in self.offered


def read_questions(path: Path) -> list[Labelled]:
    """The questions of a JSONL file or of a folder laid out like `data/test`.

    Raises InvalidInputError with file and line.
    """
    questions = _folder(path) if path.is_dir() else _file(path)
    if not questions:
        raise InvalidInputError(f"{path} holds no question.")
    return questions


def _folder(path: Path) -> list[Labelled]:
    return [
        Labelled(file.parent.name, file.stem, line.removeprefix("- "))
        for file in sorted(path.glob("*/*.yml"))
        for line in read_yaml(file)["nlu"][0]["examples"].splitlines()
    ]


def _file(path: Path) -> list[Labelled]:
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            questions.append(Labelled(row["lang"], row["topic"], row["text"]))
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInputError(f"{path}, line {number}: not a question with lang, topic and text.") from error
    return questions


def outcome_of(asked: Labelled, replies: list[dict[str, Any]]) -> Outcome:
    """What the replies to one question amount to."""
    answers = [reply for reply in replies if reply["answer"]]
    topic = answers[0]["answer"]["topic"] if answers else None
    offered = [row["value"].removeprefix("topic:") for reply in replies for row in reply["choices"]]
    return Outcome(asked, topic, offered, [reply["language"] for reply in replies])


async def evaluate(settings: Settings, questions: list[Labelled], progress: Callable[[], None]) -> list[Outcome]:
    """Ask every question, a few at once; `progress` is called after each."""
    gate = asyncio.Semaphore(AT_ONCE)
    async with AssistantClient(settings) as client:

        async def one(question: Labelled) -> Outcome:
            async with gate:
                replies = await client.ask(question.text)
            progress()
            return outcome_of(question, replies)

        return await asyncio.gather(*map(one, questions))


def share(outcomes: Iterable[Outcome], good: Callable[[Outcome], bool]) -> float:
    """The share, between 0 and 1, of outcomes that are `good`."""
    held = [good(outcome) for outcome in outcomes]
    return round(sum(held) / len(held), 4) if held else 0.0


def _figures(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "questions": len(outcomes),
        "right": share(outcomes, lambda outcome: outcome.right),
        "right_or_offered": share(outcomes, lambda outcome: outcome.among_offered),
        "asked_back": share(outcomes, lambda outcome: outcome.topic is None),
        "language": share(outcomes, lambda outcome: outcome.asked.lang in outcome.languages),
    }


def _urgent(outcomes: list[Outcome]) -> dict[str, float]:
    urgent = {topic.id for topic in topics().values() if topic.kind == "urgent"}
    asked = [outcome for outcome in outcomes if outcome.asked.topic in urgent]
    others = [outcome for outcome in outcomes if outcome.asked.topic not in urgent]
    return {
        "found": share(asked, lambda outcome: outcome.topic in urgent),
        "false_alarms": share(others, lambda outcome: outcome.topic in urgent),
    }


def report(outcomes: list[Outcome]) -> dict[str, Any]:
    """The figures over all, by language, by topic, for the urgent ones, and the most frequent confusions."""
    by_language = {
        code: [o for o in outcomes if o.asked.lang == code] for code in sorted({o.asked.lang for o in outcomes})
    }
    by_topic = {topic: [o for o in outcomes if o.asked.topic == topic] for topic in topics()}
    mixed = Counter((o.asked.topic, o.topic or "asked back") for o in outcomes if not o.right)
    return {
        "all": _figures(outcomes),
        "urgent": _urgent(outcomes),
        "by_language": {code: _figures(rows) for code, rows in by_language.items()},
        "by_topic": {topic: _figures(rows) for topic, rows in by_topic.items() if rows},
        "confusions": [
            {"topic": topic, "taken_for": taken, "times": times}
            for (topic, taken), times in mixed.most_common(CONFUSIONS)
        ],
    }
