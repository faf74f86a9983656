"""A question answered as a person would be, and nothing of it kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from connectors.web.house import House
from conversations.erasure import erase
from conversations.language import Guess
from conversations.models import PERSON, Message
from conversations.turn import Known, Turn
from foundation.database import reading
from knowledge.guides.service import trying
from knowledge.guides.trial import views_for


@dataclass(frozen=True)
class Question:
    """What is asked, in which language the conversation is (empty: not settled yet), and where the person is."""

    text: str
    language: str = ""
    place_code: str = ""
    drafts: bool = False


@dataclass(frozen=True)
class Trial:
    """What came of it. `danger` is the topic that the lists of danger found; `drafted` are answers given by drafts."""

    turn: Turn
    guess: Guess
    danger: str | None
    drafted: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """What the question was understood as; empty for nothing."""
        named = [row["topic"] for row in self.answers]
        return str(self.turn.understanding.get("topic") or next(iter(named), ""))

    @property
    def confidence(self) -> float | None:
        """How sure Rasa is of it; None where it was not asked or did not answer."""
        sure: float | None = self.turn.understanding.get("confidence")
        return sure

    @property
    def named(self) -> str:
        """The words of staff that decided; empty where they were not needed."""
        return str(self.turn.understanding.get("named") or "")

    @property
    def runners_up(self) -> list[tuple[str, float | None]]:
        """The topics that come next with their shares, as far as Rasa tells."""
        seen = self.turn.understanding
        shares = seen.get("scores") or {}
        return [(name, shares.get(name)) for name in seen.get("ranking") or [] if name != self.topic]

    @property
    def answers(self) -> Sequence[Mapping[str, Any]]:
        """The answers as data, those that are about a topic."""
        return [reply.answer for reply in self.turn.replies if reply.answer and reply.answer["topic"]]

    @property
    def entries(self) -> list[Mapping[str, Any]]:
        """The entries of the directory that were shown."""
        return [entry for answer in self.answers for entry in answer["entries"]]


async def tried(house: House, question: Question, account_id: str) -> Trial:
    """Ask the house's assistant in a conversation that nobody has, and let Rasa forget it at once."""
    known = Known(str(uuid4()), question.language or None, question.language or None, question.place_code or None)
    message = Message(author=PERSON, text=question.text, content={})
    assistant, drafted = house.assistant, set()
    if question.drafts:
        async with reading(house.sessions) as session:
            views = await views_for(session, account_id)
        assistant = replace(assistant, sessions=trying(house.sessions, views))
        drafted = set(views)
    try:
        turn = await assistant.answer(known, message)
    finally:
        await erase(house.sessions, house.assistant.rasa, known.conversation)
    guess = assistant.identifier.identify(question.text, known.written_language)
    trial = Trial(turn, guess, assistant.urgent.find(question.text))
    used = [row["topic"] for row in trial.answers if (row["topic"], row["language"]) in drafted]
    return replace(trial, drafted=tuple(dict.fromkeys(used)))
