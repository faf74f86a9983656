"""What can be edited. Each kind of record says how its content is read, checked and written."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

# A record as plain JSON: what a form shows, a draft holds and a revision keeps.
Content = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What is edited: a record, and of a guide the text in one language (elsewhere the language is empty)."""

    kind: str
    id: str
    language: str = ""


class RecordKind(Protocol):
    """One kind of record, as the editor needs it."""

    @property
    def four_eyes(self) -> bool:
        """Whether somebody else than its author has to publish a draft (coordinators may always)."""

    async def read(self, session: AsyncSession, subject: Subject) -> Content | None:
        """The content that is served now; None when there is no such record yet."""

    async def write(self, session: AsyncSession, subject: Subject, content: Content, small_correction: bool) -> None:
        """Serve this content from now on; after a small correction, translations made before stay valid."""

    def faults(self, content: Content) -> dict[str, str]:
        """By field, the key of the sentence that says what is wrong; empty when all is well."""


def fingerprint(content: Content | None) -> str:
    """Sixteen hex digits that change whenever the content does; empty for a record that is not there."""
    if content is None:
        return ""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
