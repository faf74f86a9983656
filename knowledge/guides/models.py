"""Guides: one a topic, a text in each language, what it rests on and who checked it when."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base


class Guide(Base):
    """One topic's guide. `checked_on` stays empty until a person has checked it."""

    __tablename__ = "guides"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    sources: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    phones: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    checked_on: Mapped[date | None] = mapped_column(Date)
    checked_by: Mapped[str | None] = mapped_column(String(200))
    texts: Mapped[list["GuideText"]] = relationship(cascade="all, delete-orphan", back_populates="guide")


class GuideText(Base):
    """The guide in one language. A translation keeps the hash of the source text it was made from."""

    __tablename__ = "guide_texts"

    topic: Mapped[str] = mapped_column(ForeignKey("guides.topic", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    sections: Mapped[dict[str, Any]] = mapped_column(JSON)
    translation: Mapped[str] = mapped_column(String(12))
    source_hash: Mapped[str] = mapped_column(String(16))
    guide: Mapped[Guide] = relationship(back_populates="texts")
