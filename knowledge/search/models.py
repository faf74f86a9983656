"""What can be found: one entry a record. Its words are in `search_texts`, in the full-text form of each database."""

from datetime import datetime

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment


class SearchEntry(Base):
    """A record as it is found, filtered and listed.

    `title` is as written, `titles` by language where there are others; the owner of a service is its organization.
    `name` and `owner_name` are folded, to sort by and to know an exact name. The position, in degrees (WGS 84), is
    empty for what is not at one place.
    """

    __tablename__ = "search_entries"
    __table_args__ = (
        UniqueConstraint("kind", "record_id", name="uq_search_entries_record"),
        Index("ix_search_entries_coordinates", "latitude", "longitude"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    record_id: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    owner_id: Mapped[str | None] = mapped_column(String(36), index=True)
    owner: Mapped[str | None] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(300), index=True)
    owner_name: Mapped[str | None] = mapped_column(String(300))
    municipality_code: Mapped[str | None] = mapped_column(String(6), index=True)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)


class SearchTopic(Base):
    """A topic that an entry is about."""

    __tablename__ = "search_topics"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("search_entries.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SearchTrigram(Base):
    """Three letters in a row and a word that has them: how a misspelt word finds the one that was meant."""

    __tablename__ = "search_trigrams"

    trigram: Mapped[str] = mapped_column(String(3), primary_key=True)
    word: Mapped[str] = mapped_column(String(100), primary_key=True)


class SearchSynonym(Base):
    """Words that staff have said to mean a topic. `folded` tells two apart; `account_id` is who added them."""

    __tablename__ = "search_synonyms"
    __table_args__ = (UniqueConstraint("topic", "language", "folded", name="uq_search_synonyms_words"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(String(300))
    account_id: Mapped[str] = mapped_column(String(36))
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)
