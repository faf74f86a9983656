"""Translations that were made, so that none is asked for twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment


class MessageTranslation(Base):
    """A message in another language. It belongs to its message and is erased with it."""

    __tablename__ = "message_translations"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    translator: Mapped[str] = mapped_column(String(30))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
