"""What a reply is, and what is known when it is worded."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.models import ASSISTANT
from foundation.catalogue import message
from knowledge.places.gazetteer import Gazetteer, Place

Choice = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """One message to the person. `choices` are `{"title", "value"}`; `answer` as the HTTP contract has it."""

    text: str
    language: str
    author: str = ASSISTANT
    choices: list[Choice] = field(default_factory=list)
    answer: dict[str, Any] | None = None


@dataclass(frozen=True)
class Scene:
    """The moment a reply is worded in: whom for, where she is, and the knowledge base at hand."""

    session: AsyncSession
    language: str
    gazetteer: Gazetteer
    moment: datetime
    near: Place | None

    def say(self, key: str, **arguments: object) -> str:
        """A sentence of the catalogue in her language."""
        return message(key, self.language, **arguments)


def person_choice(scene: Scene) -> Choice:
    """The button that calls a human being."""
    return {"title": scene.say("handoff.choice"), "value": "person"}


def tell_choice(scene: Scene) -> Choice:
    """The button beside an answer that is none: she wishes to be told when there is one."""
    return {"title": scene.say("question.tell_choice"), "value": "question:tell"}


def answer_of(topic: str | None, confidence: float | None, language: str, **known: Any) -> dict[str, Any]:
    """An answer in the shape of the HTTP contract; what is not given is empty."""
    return {
        "topic": topic,
        "confidence": confidence,
        "language": language,
        "sources": [],
        "checked_on": None,
        "checked_by": None,
        "translation": "original",
        "entries": [],
    } | known
