"""Which column is which field: what an editor may choose, what is wrong with it, and what she chose the last time."""

import json
from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from foundation.settings import Settings
from knowledge.importing.kinds.table import FIELDS

# Fields as an editor looks for them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "organization": ("name", "kind", "email", "website"),
    "service": ("service", "description", "topics", "languages", "programme", "url", "status"),
    "place": ("municipality", "province", "address", "postal_code", "latitude", "longitude"),
    "contact": ("phone", "hours"),
    "access": ("application_process", "eligibility", "fees", "documents"),
    "file": ("id",),
}
# Choices as a form sends them: the field for each column, by its place in the header; empty: left out.
Choices = Mapping[int, str]


def faults_of(header: list[str], choices: Choices) -> dict[str, tuple[str, dict[str, str]]]:
    """What is wrong: a key of the catalogue and its arguments, by the form's field (`column-3`), or `name` for none."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    count = Counter(field for field in choices.values() if field)
    for place, field in choices.items():
        if field and field not in FIELDS:
            found[f"column-{place}"] = ("unknown", {})
        elif count[field] > 1 and field:
            others = [header[other] for other, held in choices.items() if held == field and other != place]
            found[f"column-{place}"] = ("twice", {"others": ", ".join(others)})
    return found if count["name"] else found | {"name": ("nameless", {})}


def choices_of(header: list[str], fields: Mapping[str, str]) -> dict[int, str]:
    """What a form shows for a mapping (field → column)."""
    by_column = {column: field for field, column in fields.items()}
    return {place: by_column.get(column, "") for place, column in enumerate(header)}


def mapping_of(header: list[str], choices: Choices) -> dict[str, str]:
    """Field → column, as the importer takes it."""
    return {field: header[place] for place, field in choices.items() if field}


def _path(settings: Settings, header: list[str]) -> Path:
    """Files with the same columns share one, in whatever order they stand."""
    name = blake2b("\0".join(sorted(header)).encode(errors="replace"), digest_size=16).hexdigest()
    return settings.home / "imports" / "mappings" / f"{name}.json"


def remembered(settings: Settings, header: list[str]) -> dict[str, str] | None:
    """The mapping that was chosen for the last file with these columns."""
    path = _path(settings, header)
    if not path.exists():
        return None
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {field: column for field, column in found.items() if field in FIELDS and column in header}


def remember(settings: Settings, header: list[str], mapping: Mapping[str, str]) -> None:
    """Keep it for the next file; a reader never sees half of it."""
    path = _path(settings, header)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_text(json.dumps(dict(mapping), ensure_ascii=False), encoding="utf-8")
    half.replace(path)
