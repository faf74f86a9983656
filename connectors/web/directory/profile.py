"""The Approdo profile of HSDS 3.1: what is added, and nothing that is taken away."""

from connectors.web.directory.answers import Tree
from knowledge.exporting.vocabulary import Vocabulary
from knowledge.hsds.fields import VERSION

_TRANSLATION = {
    "type": "object",
    "required": ["language", "name", "description", "translation"],
    "properties": {
        "language": {"type": "string", "description": "ISO 639-1"},
        "name": {"type": "string", "description": "The title of the topic's guide"},
        "description": {"type": "string", "description": "The summary of the topic's guide"},
        "translation": {"enum": ["original", "reviewed", "unreviewed", "machine"]},
        "checked_on": {"type": "string", "format": "date", "description": "When a person last checked the guide"},
    },
}


def profile(site: str) -> Tree:
    """The profile as the installation at `site` states it; patches are JSON Merge Patches (RFC 7386)."""
    return {
        "name": "Approdo",
        "version": "1",
        "base": f"HSDS {VERSION}",
        "uri": f"{site}/api/hsds/profile",
        "taxonomies": Vocabulary({}).taxonomies(),
        "schedule": "Times are wall-clock times of Italy, written with the offset of its standard time (+01:00). "
        "A schedule without hours whose notes say “closed” is a closing from valid_from to valid_to.",
        "location": "external_identifier is ISTAT's code of the municipality. Without address_1 the position is the "
        "municipality's.",
        "parameters": {"status": "services: active (where none is given), inactive, defunct, temporarily closed, any"},
        "patches": {
            "taxonomy_term.json": {"properties": {"translations": {"type": "array", "items": _TRANSLATION}}},
        },
    }
