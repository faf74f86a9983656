"""What is kept of a question nobody could answer, and of the answer that came later."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment


class Kind(StrEnum):
    """Why a question counts as not answered."""

    NOT_UNDERSTOOD = "not_understood"
    NOT_HELPFUL = "not_helpful"
    HANDED_OVER = "handed_over"


class State(StrEnum):
    """What staff made of it."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_OURS = "not_ours"


class UnansweredQuestion(Base):
    """One question, without what says who asked it: `text` is masked, `day` has no hour.

    `scores` are the shares of the topics it may be about, as the model gave them: they are the same for the same
    question in every language. It knows its conversation, and which message it was, so that it is erased with it and
    she can be told: `wishes` once she agreed, `told` once she was.
    """

    __tablename__ = "unanswered_questions"
    __table_args__ = (
        UniqueConstraint("conversation_id", "position", name="uq_unanswered_questions_message"),
        Index("ix_unanswered_questions_telling", "wishes", "told"),
        # A number is never given twice: the groups are known by the highest one.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(8))
    scores: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    topic: Mapped[str | None] = mapped_column(String(40))
    place_code: Mapped[str | None] = mapped_column(String(6))
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN)
    wishes: Mapped[bool] = mapped_column(Boolean, default=False)
    told: Mapped[bool] = mapped_column(Boolean, default=False)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("question_answers.id", ondelete="SET NULL"), index=True)


class QuestionAnswer(Base):
    """What staff answered a group with: the guide of a `topic`, or `sentences` of their own by language."""

    __tablename__ = "question_answers"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic: Mapped[str | None] = mapped_column(String(40))
    sentences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    account_id: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
