"""Who may import, and where it is done. All of them see all imports: the knowledge base is everybody's."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import Identifier, TheHouse, Visitor, role
from console.imports import keeping
from console.imports.folder import Import

ROOT = "/console/imports"
Importer = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]


# The visitor comes first: who may not import learns nothing of what is there.
def _found(visitor: Importer, identifier: Identifier, house: TheHouse) -> Import:
    return keeping.find(house.settings, identifier)


Found = Annotated[Import, Depends(_found)]


def to(job: Import, part: str = "") -> RedirectResponse:
    """The way to its page, or to a part of it."""
    return RedirectResponse(f"{ROOT}/{job.id}{part}", 303)
