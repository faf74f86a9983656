"""The shapes of the HTTP interface, as other programs rely on them."""

from datetime import datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conversations.handoff.status import Status
from conversations.models import Message
from foundation.languages import direction


class Strict(BaseModel):
    """A body in which an unknown field is an error, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class Previous(Strict):
    """An earlier conversation of hers, proved by its token, that she lets the mediator read."""

    id: str = Field(max_length=36)
    token: str = Field(max_length=100)


class NewConversation(Strict):
    """`POST /api/v1/conversations`."""

    language: str | None = Field(None, max_length=8)
    place: str | None = Field(None, max_length=120)
    previous: Previous | None = None


class StartedConversation(BaseModel):
    """The new conversation, and the token that proves it is hers."""

    id: str
    token: str
    language: str | None


class Point(Strict):
    """A position in degrees (WGS 84)."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class NewMessage(Strict):
    """`POST …/messages`: exactly one of text, choice and location."""

    id: str = Field(min_length=8, max_length=64)
    text: str | None = None
    choice: str | None = Field(None, min_length=1, max_length=80)
    location: Point | None = None

    @model_validator(mode="after")
    def one_kind(self) -> Self:
        given = [name for name in ("text", "choice", "location") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of text, choice and location")
        return self

    def content(self) -> dict[str, Any]:
        """What is not text, as it is stored."""
        if self.choice is not None:
            return {"choice": self.choice}
        return {"location": self.location.model_dump()} if self.location else {}


class MessageView(BaseModel):
    """A message as both sides see it."""

    position: int
    id: str
    author: Literal["person", "assistant", "mediator", "notice"]
    text: str
    language: str | None
    direction: Literal["ltr", "rtl"]
    created_at: datetime
    reply_to: str | None
    choices: list[dict[str, str]]
    answer: dict[str, Any] | None
    mediator: dict[str, str] | None = None
    original: dict[str, str] | None = None
    translation: Literal["machine", "off", "original"] | None = None

    @classmethod
    def of(cls, message: Message) -> Self:
        """The view of a stored message; a person's own carries the id her client chose."""
        return cls(
            position=message.position,
            id=message.external_id or message.id,
            author=message.author,
            text=message.text or message.content.get("title", ""),
            language=message.language,
            direction=direction(message.language),
            created_at=message.created_at,
            reply_to=message.reply_to,
            choices=message.content.get("choices", []),
            answer=message.content.get("answer"),
            mediator=message.content.get("mediator"),
            original=message.content.get("original"),
            translation=message.content.get("translation"),
        )


class Handoff(BaseModel):
    """Who has the conversation instead of the assistant, or how many wait before her."""

    state: Literal["waiting", "taken"]
    mediator: dict[str, str] | None
    ahead: int | None
    urgent: bool

    @classmethod
    def of(cls, status: Status) -> Self:
        """The view of a hand-off's status."""
        name = {"name": status.mediator} if status.mediator else None
        return cls(state=status.state.value, mediator=name, ahead=status.ahead, urgent=status.urgent)


class ConversationView(BaseModel):
    """The conversation itself, as it stands."""

    language: str | None
    handoff: Handoff | None


class Read(Strict):
    """`POST …/read`: the last message she has seen."""

    position: int = Field(ge=1)


class Accepted(BaseModel):
    """The message is stored; with `wait`, what was replied so far."""

    position: int
    messages: list[MessageView] | None = None


class Messages(BaseModel):
    """Messages in order."""

    messages: list[MessageView]
