"""What the importers say, in the reader's language: reasons, notes, failures, and the names of fields."""

from collections.abc import Mapping
from typing import Any

from console.knowledge.telling import Words, field_text
from foundation.catalogue import has_message, message
from knowledge.importing.sentences import Sentence

# Fields of a record under the names that the page of columns has for them.
_FIELDS = {
    "name": "any_name",
    "municipality_code": "municipality",
    "address_1": "address",
    "phones": "phone",
    "schedules": "hours",
    "fees_description": "fees",
    "eligibility_description": "eligibility",
    "costs": "fees",
}
# Fields that hold ids of other records.
_REFERENCES = frozenset({"organization_id", "locations"})


def in_words(said: Mapping[str, Any] | None, language: str) -> str:
    """A sentence of a report (`said`) for a reader; empty where a report holds none."""
    return Sentence.of(said).in_language(language) if said else ""


def field_name(name: str, header: list[str], language: str) -> str:
    """A field as people know it; a column of the file (`header`), or of a format, as it is written there."""
    key = f"console.imports.field_{_FIELDS.get(name, name)}"
    return message(key, language) if name not in header and has_message(key, language) else name


def value_text(name: str, value: Any, words: Words) -> str:
    """A value of a difference as people read it; a dash where nothing is written."""
    if value and name in _REFERENCES:
        return message("console.imports.other_record", words.language)
    return field_text(name, value, words) or "–"
