"""Mediators and their hours."""

from datetime import date, datetime, time

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Time
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment


class Ambito(Base):
    """A territory with its team: the municipalities (ISTAT codes) of an *ambito territoriale*, as the staff name it."""

    __tablename__ = "ambiti"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list)


class Mediator(Base):
    """What an account that mediates can do: languages, topics (none: all) and ambiti by id (none: everywhere).

    `away_since` is set while she has said "I am away now".
    """

    __tablename__ = "mediators"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    ambiti: Mapped[list[str]] = mapped_column(JSON, default=list)
    away_since: Mapped[datetime | None] = mapped_column(Moment)


class Shift(Base):
    """Hours of every week, in the time of Italy; Monday is 0. A day may have several."""

    __tablename__ = "shifts"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int] = mapped_column(Integer)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)


class ShiftException(Base):
    """Days that differ from the week: absent where no hours are given, else there at these hours instead."""

    __tablename__ = "shift_exceptions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time | None] = mapped_column(Time)
    ends: Mapped[time | None] = mapped_column(Time)
    note: Mapped[str] = mapped_column(String(200), default="")
