"""Who may change guides, and the addresses of their pages."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import RedirectResponse

from accounts.models import Role
from console.guard import Visitor, role
from knowledge.editing import Editor, Subject

PREFIX = "/console/guides"
EditorOfGuides = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]


def editor_of(visitor: Visitor) -> Editor:
    """The visitor as the editing service knows her: an admin coordinates."""
    return Editor(visitor.account_id, visitor.name, visitor.role is Role.ADMIN)


def path_of(subject: Subject, part: str = "") -> str:
    """The page of a text, or another page about it."""
    return f"{PREFIX}/{subject.id}/{subject.language}{f'/{part}' if part else ''}"


def onward(path: str, done: str) -> RedirectResponse:
    """To another page, which says what was done (`console.done.<done>`)."""
    return RedirectResponse(f"{path}?done={done}", 303)


def seen_in(value: object) -> int:
    """The version of the draft a form was filled from; 0 for none, and for what is no number."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
