"""The figures behind `hsds_schema`: from docs.openreferral.org, HSDS 3.1, schema reference."""

from typing import Any

from knowledge.hsds.fields import FREQUENCIES, LOCATION_TYPES, STATUSES

_NUMBER: dict[str, Any] = {"type": "number"}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}
_EMAIL: dict[str, Any] = {"type": "string", "format": "email"}
# A pattern, because the tests' checker of formats passes over `uri`.
_URI: dict[str, Any] = {"type": "string", "format": "uri", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$"}
_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}
_TIME: dict[str, Any] = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)$"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
TYPES: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("latitude", "longitude", "minimum_age", "maximum_age", "amount", "timezone"), _NUMBER),
    **dict.fromkeys(("valid_from", "valid_to", "assured_date"), _DATE),
    **dict.fromkeys(("email", "assurer_email"), _EMAIL),
    **dict.fromkeys(("url", "website"), _URI),
    **dict.fromkeys(("id", "organization_id", "program_id", "service_id", "location_id", "link_id"), _UUID),
    **dict.fromkeys(("taxonomy_term_id", "taxonomy_id"), _UUID),
    **dict.fromkeys(("opens_at", "closes_at"), _TIME),
    "last_modified": {
        "type": "string",
        "format": "date-time",
        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
    },
    "page": {
        **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), _COUNT),
        **dict.fromkeys(("first_page", "last_page", "empty"), _FLAG),
        "contents": {"type": "array", "items": {"type": "object"}},
    },
}
ENUMERATIONS: dict[tuple[str, str], list[str]] = {
    ("service", "status"): list(STATUSES),
    ("location", "location_type"): list(LOCATION_TYPES),
    ("address", "address_type"): list(LOCATION_TYPES),
    ("schedule", "freq"): list(FREQUENCIES),
    ("service_area", "extent_type"): ["geojson", "topojson", "kml", "text", "other"],
}
OBJECTS = {
    "organization": "organization",
    "program": "program",
    "service": "service",
    "location": "location",
    "taxonomy_term": "taxonomy_term",
    "taxonomy_detail": "taxonomy",
}
LISTS = {
    "phones": "phone",
    "schedules": "schedule",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "languages": "language",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "attributes": "attribute",
    "addresses": "address",
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "program": ("id", "name", "description"),
    "location": ("id", "location_type"),
    "address": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "service_at_location": ("id",),
    "phone": ("id", "number"),
    "schedule": ("id",),
    "language": ("id",),
    "service_area": ("id",),
    "cost_option": ("id",),
    "required_document": ("id",),
    "attribute": ("id",),
    "taxonomy_term": ("id", "name", "description"),
    "taxonomy": ("id", "name", "description"),
    "page": ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"),
}
