"""One turn: a person's message in, everything that follows from it out. Nothing is stored here."""

from dataclasses import dataclass, field, replace
from typing import Any

from conversations.handoff import Reason
from conversations.replies import Reply

# After so many questions Rasa begins a new session and keeps its slots, so that its tracker stays short.
SESSION_LENGTH = 20


@dataclass(frozen=True)
class Known:
    """What is known of a conversation before the turn.

    `question_to_repeat` was answered while it was not settled in which language: it is answered again once
    she has chosen one. `leaves_message`: what she writes next is for the mediator. `call_reason` is why she
    would call a human being now, `topic` what she was last answered about, `offered` the buttons she was last shown.
    """

    conversation: str
    language: str | None
    written_language: str | None
    place_code: str | None
    position: int = 0
    waiting_for_person: bool = False
    leaves_message: bool = False
    call_reason: Reason = Reason.ASKED
    topic: str | None = None
    asked_for_place: bool = False
    question_to_repeat: str | None = None
    offered: tuple[str, ...] = ()

    @property
    def fresh_session(self) -> bool:
        """Whether Rasa should begin a new session with this message."""
        return self.position // 2 % SESSION_LENGTH == SESSION_LENGTH - 1


@dataclass(frozen=True)
class Turn:
    """What a turn leads to: what is known afterwards, the replies, and what else is to be done.

    `withdraw` takes her request for a person back, `helpful` says whether the last one's help was any, `tell`
    whether she wishes to be told when there is an answer to what nobody could answer.
    """

    known: Known
    replies: list[Reply] = field(default_factory=list)
    understanding: dict[str, Any] = field(default_factory=dict)
    handoff: Reason | None = None
    handoff_topic: str | None = None
    withdraw: bool = False
    helpful: bool | None = None
    tell: bool | None = None
    erase: bool = False

    @property
    def language(self) -> str:
        """The language replies come in."""
        return self.known.language or "it"

    def learned(self, **known: Any) -> "Turn":
        """The turn with more known."""
        return replace(self, known=replace(self.known, **known))

    def said(self, *replies: Reply) -> "Turn":
        """The turn with more said."""
        return replace(self, replies=[*self.replies, *replies])
