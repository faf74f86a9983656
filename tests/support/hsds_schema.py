"""Required fields, types, formats and enumerations of HSDS 3.1, written down from its documentation.

This is not the official schema, which cannot be fetched where these tests run: it knows fewer fields, and none of
the descriptions. It was compared, column by column, with the official one (openreferral/specification, 149f77c): files,
columns, required fields and, of what we write, types, formats and enumerations are the same. Here dates and times are
checked as well, and so is `extent_type`, of which that one has no list.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from knowledge.hsds.fields import tables
from tests.support.hsds_types import ENUMERATIONS, LISTS, OBJECTS, REQUIRED, TYPES

_PATHS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """A schema for each object of HSDS, by its singular name; and one for the envelope of pages."""
    return {name: _schema(name) for name in REQUIRED}


def _schema(name: str) -> dict[str, Any]:
    columns = tables()[name].columns if name in tables() else ()
    properties: dict[str, Any] = {column: TYPES.get(column, {"type": "string"}) for column in columns}
    properties |= {column: {"enum": values} for (table, column), values in ENUMERATIONS.items() if table == name}
    properties |= {field: {"$ref": f"urn:hsds:{target}"} for field, target in OBJECTS.items()}
    properties |= {field: {"type": "array", "items": {"$ref": f"urn:hsds:{target}"}} for field, target in LISTS.items()}
    if name == "page":
        properties = TYPES["page"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:hsds:{name}",
        "type": "object",
        "properties": properties,
        "required": list(REQUIRED[name]),
    }


@cache
def _validator(name: str) -> Draft202012Validator:
    held = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas().values()]
    registry: Registry[Any] = Registry().with_resources(held)
    return Draft202012Validator(schemas()[name], registry=registry, format_checker=FormatChecker())


def faults(name: str, tree: Any) -> list[str]:
    """What is wrong with an object of HSDS (`services`, `service` … or `page`), with the place in it."""
    return [f"{error.json_path}: {error.message}" for error in _validator(_PATHS.get(name, name)).iter_errors(tree)]
