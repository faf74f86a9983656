"""What an action knows of the turn, read from Rasa's tracker."""

from dataclasses import dataclass, field
from typing import Any, Self

from rasa_sdk import Tracker

from foundation.topics import topics

# Three fit on a small screen and hold the right one in 99 of 100 cases.
OFFERED = 3
# Below it (1 in 74 is chance) the first is first by accident.
FAINT = 0.1
FOLLOW_UPS = ("opening_hours", "contact_details")


@dataclass(frozen=True)
class Turn:
    """One turn: the `intent` with its confidence, the candidates and how likely the best is, and where she is."""

    intent: str
    confidence: float | None
    ranking: list[str] = field(default_factory=list)
    best: float = 0.0
    near: str | None = None

    @classmethod
    def read(cls, tracker: Tracker) -> Self:
        """The turn that Rasa's latest message opens."""
        message: dict[str, Any] = tracker.latest_message
        intent = message.get("intent") or {}
        rows = [row for row in message.get("intent_ranking") or [] if row["name"] in topics()]
        metadata = message.get("metadata") or {}
        return cls(
            intent=intent.get("name") or "nlu_fallback",
            confidence=intent.get("confidence"),
            ranking=[row["name"] for row in rows],
            best=rows[0]["confidence"] if rows else 0.0,
            near=metadata.get("near"),
        )

    def offered(self, without: str | None = None) -> list[str]:
        """The best topics to choose from, those of the conversation itself left out."""
        return [name for name in self.ranking if name != without and topics()[name].has_guide][:OFFERED]

    def faint_cry(self) -> str | None:
        """The urgent topic that is likelier than any other, though not sure enough for an answer of another kind.

        Better a number too many than a cry for help that is asked what it means.
        """
        first = self.ranking[0] if self.ranking else None
        return first if first and self.best >= FAINT and topics()[first].kind == "urgent" else None

    def follow_up(self) -> str | None:
        """The follow-up question it may well be, when something has just been shown."""
        return next((name for name in self.ranking[:OFFERED] if name in FOLLOW_UPS), None)

    def decision(self, say: str, topic: str | None, **known: Any) -> dict[str, Any]:
        """A decision as the house reads it, with the confidence and the candidates beside."""
        return {
            "say": say,
            "topic": topic,
            "confidence": round(self.confidence, 3) if self.confidence is not None else None,
            "ranking": self.ranking[:OFFERED],
        } | known
