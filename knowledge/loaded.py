"""What of the shipped content has arrived in the database."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base


class LoadedContent(Base):
    """Which content arrived last, by a hash: `shipped` is all of it, `it/topic` one guide's text."""

    __tablename__ = "loaded_content"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(16))
