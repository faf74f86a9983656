"""What was said: conversations, messages, hand-offs, notes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment

PERSON, ASSISTANT, MEDIATOR, NOTICE = "person", "assistant", "mediator", "notice"
RECEIVED, ANSWERED = "received", "answered"


class Conversation(Base):
    """One person's conversation on one channel.

    `language` is the one replies come in, `written_language` the one she last wrote in beyond doubt.
    `claimed_by` and `claimed_until` are the lease of the worker that has the turn.
    `delivered_position` and `read_position` are the last message that reached her device and that she saw.
    `previous_id` is an earlier conversation of hers that mediators may see, where she said so.
    """

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    written_language: Mapped[str | None] = mapped_column(String(8))
    place_code: Mapped[str | None] = mapped_column(String(6))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)
    last_position: Mapped[int] = mapped_column(Integer, default=0)
    delivered_position: Mapped[int] = mapped_column(Integer, default=0)
    read_position: Mapped[int] = mapped_column(Integer, default=0)
    previous_id: Mapped[str | None] = mapped_column(String(36))
    waiting: Mapped[bool] = mapped_column(Boolean, default=False)
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index("ix_conversations_waiting", "waiting", "updated_at"),)


class Message(Base):
    """One message. `external_id` is the channel's own id of it: the same one twice is one message.

    `state` is `received` until a person's message has been answered; replies have none.
    `reply_to` is the external id of the person's message it answers. `content` holds what is not text:
    the choice or location that came in, or the choices and the answer that went out.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "external_id", name="uq_messages_external"),
        UniqueConstraint("conversation_id", "position", name="uq_messages_position"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    external_id: Mapped[str | None] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(8))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    understanding: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reply_to: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Handoff(Base):
    """The way to a human being: asked → waiting → taken → returned or closed, each with its time, who and why.

    Who has the conversation is read from here and from nowhere else. `waiting_since` begins anew when a mediator
    passes it on. `offered_to` are the accounts it was offered to, `ambito_id` the team it was passed on to.
    `alerts` counts how often others were alerted because nobody took it. A hand-off that the person withdrew or
    that was closed has `closed_at`; `ended_by` is the account that ended it, empty when it was the person.
    """

    __tablename__ = "handoffs"
    __table_args__ = (Index("ix_handoffs_open", "closed_at", "returned_at", "waiting_since"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str | None] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    waiting_since: Mapped[datetime] = mapped_column(Moment, default=now)
    offered_to: Mapped[list[str]] = mapped_column(JSON, default=list)
    ambito_id: Mapped[str | None] = mapped_column(String(36))
    alerts: Mapped[int] = mapped_column(Integer, default=0)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_by: Mapped[str | None] = mapped_column(String(36), index=True)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(36))
    outcome: Mapped[str | None] = mapped_column(String(20))
    referred_to: Mapped[str | None] = mapped_column(String(200))
    helpful: Mapped[bool | None] = mapped_column(Boolean)


class InternalNote(Base):
    """What mediators tell each other about a conversation; the person never sees it, and it is erased with it."""

    __tablename__ = "internal_notes"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str] = mapped_column(String(36))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
