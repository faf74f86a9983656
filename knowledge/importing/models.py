"""What an import wrote, so that the next one knows what staff changed since and what is gone."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment


class ImportedRecord(Base):
    """Where one of our records comes from.

    `source` is what is compared as a whole: a record of it that the newest file lacks is gone. `key` is the
    file's own identifier; `hashes` holds, for each field, a hash of the value the import last wrote.
    """

    __tablename__ = "imported_records"
    __table_args__ = (
        UniqueConstraint("kind", "source", "entity", "key", name="uq_imported_records_key"),
        Index("ix_imported_records_record", "entity", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    entity: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    record_id: Mapped[str] = mapped_column(String(36))
    hashes: Mapped[dict[str, str]] = mapped_column(JSON)
    last_seen: Mapped[datetime] = mapped_column(Moment)
    gone: Mapped[bool] = mapped_column(Boolean, default=False)
