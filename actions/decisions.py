"""What an action knows of the turn, read from Rasa's tracker."""

from dataclasses import dataclass, field
from typing import Any, Self

from rasa_sdk import Tracker

from foundation.topics import topics

# Three fit on a small screen and hold the right one in 99 of 100 cases.
OFFERED = 3
# So many tell what a question may be about, whatever its language; the rest is noise.
SCORED = 8
# Below it (1 in 74 is chance) the first is first by accident.
FAINT = 0.1
FOLLOW_UPS = ("opening_hours", "contact_details")


@dataclass(frozen=True)
class Turn:
    """One turn: the `intent` with its confidence, the candidates and how likely the best is, and where she is.

    `scores` are the shares of the best candidates. `place` is where in the `text` a place is named. `about` is the
    topic last answered, `shown` the entries last shown; `danger` the topic that the lists of danger answered since
    Rasa was last asked.
    """

    intent: str
    confidence: float | None
    ranking: list[str] = field(default_factory=list)
    best: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    near: str | None = None
    text: str = ""
    place: tuple[int, int] = (0, 0)
    about: str | None = None
    shown: list[str] = field(default_factory=list)
    danger: str | None = None

    @classmethod
    def read(cls, tracker: Tracker) -> Self:
        """The turn that Rasa's latest message opens."""
        message: dict[str, Any] = tracker.latest_message
        intent = message.get("intent") or {}
        rows = [row for row in message.get("intent_ranking") or [] if row["name"] in topics()]
        metadata = message.get("metadata") or {}
        danger = metadata.get("danger")
        return cls(
            intent=intent.get("name") or "nlu_fallback",
            confidence=intent.get("confidence"),
            ranking=[row["name"] for row in rows],
            best=rows[0]["confidence"] if rows else 0.0,
            scores={row["name"]: round(row["confidence"], 3) for row in rows[:SCORED]},
            near=metadata.get("near"),
            text=message.get("text") or "",
            place=next(((row["start"], row["end"]) for row in message.get("entities") or []), (0, 0)),
            about=danger or tracker.get_slot("topic"),
            shown=[] if danger else tracker.get_slot("shown") or [],
            danger=danger,
        )

    @property
    def said(self) -> str:
        """The message without the place it names."""
        start, end = self.place
        return f"{self.text[:start]} {self.text[end:]}"

    @property
    def choice(self) -> bool:
        """Whether she pressed a button: a topic chosen is no follow-up."""
        return self.text.startswith("/")

    def offered(self, without: str | None = None) -> list[str]:
        """The best topics to choose from, those of the conversation itself left out."""
        return [name for name in self.ranking if name != without and topics()[name].has_guide][:OFFERED]

    def faint_cry(self) -> str | None:
        """The urgent topic that is likelier than any other, though not sure enough for an answer of another kind.

        Better a number too many than a cry for help that is asked what it means.
        """
        first = self.ranking[0] if self.ranking else None
        return first if first and self.best >= FAINT and topics()[first].kind == "urgent" else None

    def about_shown(self) -> str | None:
        """The question about the entries shown that it may well be."""
        return next((name for name in self.ranking[:OFFERED] if name in FOLLOW_UPS), None)

    def decision(self, say: str, topic: str | None, **known: Any) -> dict[str, Any]:
        """A decision as the house reads it, with the confidence and the candidates beside."""
        return {
            "say": say,
            "topic": topic,
            "confidence": round(self.confidence, 3) if self.confidence is not None else None,
            "ranking": self.ranking[:OFFERED],
            "scores": self.scores,
        } | known
