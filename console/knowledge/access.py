"""Who may read the records and who may change them, and which record a path means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Path
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import Identifier, Visitor, role
from foundation.errors import NotFoundError
from knowledge.directory.listing.service import Area
from knowledge.editing import Editor, Subject

ROOT = "/console/knowledge"
KINDS: Mapping[Area, str] = {"services": "service", "organizations": "organization"}
WRITERS = frozenset({Role.EDITOR, Role.ADMIN})
# Characters of an id (a UUID).
_LONGEST = 36

Reader = Annotated[Visitor, Depends(role(*Role))]
Writer = Annotated[Visitor, Depends(role(*WRITERS))]


@dataclass(frozen=True)
class Record:
    """What a path means."""

    area: Area
    subject: Subject

    @property
    def path(self) -> str:
        """The address of its form."""
        return f"{ROOT}/{self.area}/{self.subject.id}"


def area_of(area: Annotated[str, Path(max_length=20)]) -> Area:
    """One of the two. Raises NotFoundError."""
    for known in KINDS:
        if known == area:
            return known
    raise NotFoundError("There is no such part of the knowledge base.")


AnArea = Annotated[Area, Depends(area_of)]


def record_of(area: AnArea, identifier: Identifier) -> Record:
    """The record of a path. Raises NotFoundError."""
    if len(identifier) > _LONGEST:
        raise NotFoundError("There is no such record.")
    return Record(area, Subject(KINDS[area], identifier))


ARecord = Annotated[Record, Depends(record_of)]


def editor(visitor: Visitor) -> Editor:
    """The visitor as the author of a change."""
    return Editor(visitor.account_id, visitor.name, visitor.role is Role.ADMIN)


def onward(path: str, **query: str) -> RedirectResponse:
    """To another page; `done="…"` lets it say what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)
