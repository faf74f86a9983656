"""Who looks after a record and when it is to be checked next; links that were tried; what organizations sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment


class Care(Base):
    """Who is responsible for a record. `set_for` is a day of check that somebody chose; a check clears it."""

    __tablename__ = "record_care"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(String(36), index=True)
    set_for: Mapped[date | None] = mapped_column(Date)
    reminded_on: Mapped[date | None] = mapped_column(Date)


class LinkCheck(Base):
    """An address that was tried: what it answered, and since when it fails (None while it works)."""

    __tablename__ = "link_checks"

    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    tried_at: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[int | None] = mapped_column(Integer)
    problem: Mapped[str] = mapped_column(String(40), default="")
    failing_since: Mapped[datetime | None] = mapped_column(Moment)


class Proposal(Base):
    """An invitation to look at a record, and what came back: `content` as it should be, in the sender's eyes."""

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[str] = mapped_column(String(40), index=True)
    invited_by: Mapped[str] = mapped_column(String(200))
    invited_at: Mapped[datetime] = mapped_column(Moment, default=now)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    sender: Mapped[str] = mapped_column(String(200), default="")
    word: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted: Mapped[bool | None] = mapped_column(Boolean)
