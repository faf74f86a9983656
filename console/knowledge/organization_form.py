"""The form of an organization."""

from typing import Any

from starlette.datastructures import FormData

from console.forms import texts_in
from knowledge.directory.organization_kind import FIELDS
from knowledge.editing import Content

# What an organization may be; each has its name in the catalogue (`widget.kind_…`).
KINDS = (
    *("school", "municipality", "ambito", "desk", "public_body", "association", "cooperative", "foundation"),
    *("company", "network"),
)


def blank() -> Content:
    """An organization nobody has written anything of yet."""
    return dict.fromkeys(FIELDS, "")


def read_organization(form: FormData) -> Content:
    """The content that the form says."""
    fields = texts_in(form)
    return {name: fields.get(name, "") for name in FIELDS}


def organization_context(content: Content) -> dict[str, Any]:
    """The fields of the form."""
    kind = content.get("kind")
    known = (*KINDS, kind) if kind and kind not in KINDS else KINDS
    return {"fields": {name: content.get(name) or "" for name in FIELDS}, "kinds": known}
