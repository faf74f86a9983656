"""The details of a service: phones, hours, area, costs, documents (HSDS 3.1 tables of the same names)."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Integer, Numeric, String, Text, Time
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from foundation.database import Base


class _OfService:
    """A row that belongs to one service."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)

    @declared_attr
    def service_id(self) -> Mapped[str]:
        return mapped_column(ForeignKey("services.id", ondelete="CASCADE"), index=True)


class Phone(_OfService, Base):
    """A telephone number, kept in international format (E.164 where possible)."""

    __tablename__ = "phones"

    number: Mapped[str] = mapped_column(String(40))
    description: Mapped[str | None] = mapped_column(String(200))


class Schedule(_OfService, Base):
    """Hours of opening. A day with two shifts is two rows.

    `freq` WEEKLY with `byday` `MO,WE`, or MONTHLY with `1MO`; valid between the two dates when given
    (HSDS 3.1 schedule, RFC 5545). A row with `closed` is an exception: shut from `valid_from` to `valid_to`.
    """

    __tablename__ = "schedules"

    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    freq: Mapped[str] = mapped_column(String(8), default="WEEKLY")
    byday: Mapped[str] = mapped_column(String(60), default="")
    opens_at: Mapped[time | None] = mapped_column(Time)
    closes_at: Mapped[time | None] = mapped_column(Time)
    closed: Mapped[bool] = mapped_column(Boolean, default=False)
    description: Mapped[str | None] = mapped_column(String(300))


class ServiceArea(_OfService, Base):
    """A municipality the service is for."""

    __tablename__ = "service_areas"

    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipalities.code"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))


class CostOption(_OfService, Base):
    """What it costs; no row means nothing is known."""

    __tablename__ = "cost_options"

    option: Mapped[str | None] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    amount: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    amount_description: Mapped[str | None] = mapped_column(Text)


class RequiredDocument(_OfService, Base):
    """A paper to bring."""

    __tablename__ = "required_documents"

    document: Mapped[str] = mapped_column(Text)
