"""What editors write before it is served, and everything that was ever served since."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment
from knowledge.editing.kind import Content

DRAFT, IN_REVIEW = "draft", "in_review"


class _OfSubject:
    """The three columns that name what is edited; `language` is empty for what has none."""

    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(3), default="")
    content: Mapped[Content] = mapped_column(JSON)
    author_id: Mapped[str] = mapped_column(String(36))
    author_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")


class Draft(_OfSubject, Base):
    """The one draft of a record. `version` counts its savings; `base` is the hash of what it was begun from."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("kind", "record_id", "language", name="uq_drafts_subject"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(12), default=DRAFT)
    version: Mapped[int] = mapped_column(Integer, default=1)
    base: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Revision(_OfSubject, Base):
    """What was served from a moment on. Number 1 is what stood there before the first edit."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("kind", "record_id", "language", "number", name="uq_revisions_number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    number: Mapped[int] = mapped_column(Integer)
    small_correction: Mapped[bool] = mapped_column(Boolean, default=False)
    published_at: Mapped[datetime] = mapped_column(Moment, default=now)
