"""What trees of HSDS hold, read: columns, terms of a taxonomy, and which of their columns we have a place for."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.hsds.fields import tables
from knowledge.importing.kinds.hsds_parts import NAMES
from knowledge.importing.kinds.values import UnusableError, text
from knowledge.importing.sentences import Sentence, said

Tree = Mapping[str, Any]
# Our own taxonomies, in small letters: topics, the kind of an organization, where a record comes from.
TOPICS, KINDS, SOURCE = "approdo topics", "approdo kinds", "approdo source"
_USED = {
    "organization": {"id", "name", "description", "email", "website", "attributes", "services", "locations"},
    "location": {
        *("id", "name", "location_type", "latitude", "longitude", "addresses", "schedules", "languages"),
        *("external_identifier", "external_identifier_type", "phones", "operating_hours", "events"),
    },
    "service": {
        *("id", "organization_id", "organization", "name", "description", "status", "email", "url", "program"),
        *("program_id", "application_process", "fees_description", "eligibility_description", "minimum_age"),
        *("maximum_age", "assured_date", "assurer_email", "service_at_locations", "attributes", "last_modified"),
        *(key for keys in NAMES.values() for key in keys),
    },
}


def unused(entity: str, tree: Tree) -> Iterator[Sentence]:
    """A sentence for each column with a value that we have no place for."""
    for name, value in tree.items():
        if value in (None, "", [], {}) or name in _USED[entity] or name.startswith("#"):
            continue
        known = name in tables()[entity].columns or isinstance(value, list | dict)
        yield said("column_not_kept" if known else "column_unknown", column=f"{entity}.{name}")


def listed(tree: Tree, name: str) -> list[Tree]:
    """The objects of a list of the tree; nothing where there is none."""
    held = tree.get(name)
    return [row for row in held if isinstance(row, Mapping)] if isinstance(held, list) else []


def terms(tree: Tree, taxonomy: str) -> list[tuple[str, str]]:
    """`(code, value)` of the attributes of one taxonomy."""
    found = []
    for row in listed(tree, "attributes"):
        term = row.get("taxonomy_term")
        if not isinstance(term, Mapping):
            continue
        detail = term.get("taxonomy_detail")
        held = detail.get("name") if isinstance(detail, Mapping) else term.get("taxonomy")
        code = text(term.get("code"))
        if code and str(held or "").strip().lower() == taxonomy:
            found.append((code, text(row.get("value")) or ""))
    return found


def texts(tree: Tree, *names: str) -> dict[str, Any]:
    """Those of the columns that the file has; an empty description is empty, anything else is None."""
    return {name: text(tree[name]) or ("" if name == "description" else None) for name in names if name in tree}


def require(fields: Mapping[str, Any], name: str) -> None:
    """Raises UnusableError where the field is empty."""
    if not fields.get(name):
        raise UnusableError(name, said("missing"))
