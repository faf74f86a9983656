"""The shapes of the desk's calls."""

from datetime import datetime
from typing import Any, Literal, Self

from pydantic import BaseModel

from conversations.desk.queue import QueueRow
from conversations.desk.view import DeskConversation, DeskMessage, left_at, original_of
from conversations.handoff.states import state_of
from conversations.models import InternalNote, Message
from foundation.languages import direction

View = Literal["waiting", "mine", "all", "closed"]


class Queued(BaseModel):
    """One conversation in a list."""

    id: str
    language: str | None
    place: str | None
    topic: str | None
    reason: Literal["asked", "urgent", "not_understood", "not_helped"]
    waiting_since: datetime
    state: Literal["waiting", "taken", "returned", "closed"]
    mediator: str | None
    mine: bool
    offered_to_me: bool
    alerts: int
    urgent: bool
    unanswered: int
    readable: bool
    outcome: str | None
    ended_at: datetime | None

    @classmethod
    def of(cls, row: QueueRow, place: str | None) -> Self:
        """The view of a row; `place` is the town's name."""
        fields = {name: getattr(row, name) for name in cls.model_fields if name != "place"}
        return cls(**fields, place=place)


class Queue(BaseModel):
    """A list, and how much there is in all."""

    conversations: list[Queued]
    counts: dict[str, int]


class DeskMessageView(BaseModel):
    """A message as a mediator reads it; `text` is what the person sees."""

    position: int
    id: str
    author: Literal["person", "assistant", "mediator", "notice"]
    text: str
    language: str | None
    direction: Literal["ltr", "rtl"]
    created_at: datetime
    mediator: str | None
    in_my_language: str | None
    translation_pending: bool
    original: dict[str, str] | None
    translation: str | None
    missing: list[str]
    choices: list[dict[str, str]]
    answer: dict[str, Any] | None
    understanding: dict[str, Any] | None
    left_for_mediator: bool
    delivered: bool
    read: bool
    file: str | None

    @classmethod
    def of(cls, row: DeskMessage, delivered: int, read: int, translating: bool) -> Self:
        """The view of a message; positions tell what reached her and what she has seen."""
        message, content = row.message, row.message.content
        return cls(
            position=message.position,
            id=message.external_id or message.id,
            author=message.author,
            text=message.text or content.get("title", ""),
            language=message.language,
            direction=direction(message.language),
            created_at=message.created_at,
            mediator=(content.get("mediator") or {}).get("name"),
            in_my_language=row.translation,
            translation_pending=row.missing and translating,
            original=original_of(message),
            translation=content.get("translation"),
            missing=content.get("missing", []),
            choices=content.get("choices", []),
            answer=content.get("answer"),
            understanding=message.understanding,
            left_for_mediator=left_at(message) is not None,
            delivered=message.position <= delivered,
            read=message.position <= read,
            file=_file_of(message),
        )


def _file_of(message: Message) -> str | None:
    """The address of what was sent with a message, where there is a file that may be opened."""
    kept = (message.content.get("media") or {}).get("file_id")
    return f"/api/v1/desk/conversations/{message.conversation_id}/files/{message.position}" if kept else None


class Note(BaseModel):
    """An internal note."""

    author: str
    text: str
    created_at: datetime

    @classmethod
    def of(cls, note: InternalNote, names: dict[str, str]) -> Self:
        """The view of a note, with its author's name."""
        return cls(author=names.get(note.account_id, ""), text=note.text, created_at=note.created_at)


class DeskView(BaseModel):
    """One conversation, whole."""

    id: str
    language: str | None
    place: str | None
    reason: str
    topic: str | None
    state: str
    mine: bool
    mediator: str | None
    asked_at: datetime
    outcome: str | None
    referred_to: str | None
    helpful: bool | None
    previous_id: str | None
    person_typing: bool
    translator: bool
    messages: list[DeskMessageView]
    notes: list[Note]

    @classmethod
    def of(cls, found: DeskConversation, names: dict[str, str], account_id: str, **known: Any) -> Self:
        """The view of a conversation; `known` holds place, person_typing and translator."""
        conversation, handoff = found.conversation, found.handoff
        read = conversation.read_position
        delivered = max(conversation.delivered_position, read)
        rows = [DeskMessageView.of(row, delivered, read, known["translator"]) for row in found.messages]
        return cls(
            id=conversation.id,
            language=conversation.written_language or conversation.language,
            reason=handoff.reason,
            topic=handoff.topic,
            state=state_of(handoff),
            mine=handoff.taken_by == account_id,
            mediator=names.get(handoff.taken_by or ""),
            asked_at=handoff.asked_at,
            outcome=handoff.outcome,
            referred_to=handoff.referred_to,
            helpful=handoff.helpful,
            previous_id=conversation.previous_id,
            messages=rows,
            notes=[Note.of(note, names) for note in found.notes],
            **known,
        )


class Sent(BaseModel):
    """A message that was stored; `translation` is what became of it, `missing` what did not come through."""

    position: int
    translation: str
    missing: list[str]
