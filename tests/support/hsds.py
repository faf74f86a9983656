"""A service in the form of HSDS 3.1, and the same as a tabular package."""

import csv
from pathlib import Path
from typing import Any

from knowledge.hsds.fields import tables

ORGANIZATION = "0f4c1a52-6e7c-4d3f-9a51-3b7a3b1c1a01"
SERVICE = "0f4c1a52-6e7c-4d3f-9a51-3b7a3b1c1a02"
LOCATION = "0f4c1a52-6e7c-4d3f-9a51-3b7a3b1c1a03"


def tree(**changes: Any) -> dict[str, Any]:
    """A desk in Rho, as a publisher would write it."""
    topic = {"code": "immigration_desk", "name": "Immigration desk", "taxonomy": "Approdo topics"}
    return {
        "id": SERVICE,
        "name": "Sportello stranieri",
        "description": "Permessi, ricongiungimenti.\nSu appuntamento.",
        "status": "active",
        "email": "sportello@comune.example",
        "url": "https://comune.example/stranieri",
        "minimum_age": 18,
        "assured_date": "2026-11-02",
        "assurer_email": "anna@comune.example",
        "organization": {
            "id": ORGANIZATION,
            "name": "Comune di Rho",
            "description": "",
            "website": "https://comune.example",
            "attributes": [{"taxonomy_term": {"code": "municipality", "taxonomy": "Approdo kinds"}}],
        },
        "program": {"id": "x", "name": "FAMI"},
        "phones": [{"id": "p1", "number": "+39 02 1234567", "description": "mattina"}],
        "languages": [{"id": "l1", "code": "it"}, {"id": "l2", "code": "ara"}, {"id": "l3", "name": "Ucraino"}],
        "schedules": [
            {"id": "s1", "freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00Z", "closes_at": "12:30Z"},
            {"id": "s2", "valid_from": "2027-08-01", "valid_to": "2027-08-31", "notes": "closed"},
        ],
        "cost_options": [{"id": "c1", "option": "marca da bollo", "amount": 16, "currency": "EUR"}],
        "required_documents": [{"id": "d1", "document": "Passaporto"}],
        "service_areas": [{"id": "a1", "name": "Rho", "extent": "015182", "extent_type": "other"}],
        "attributes": [{"taxonomy_term": topic}],
        "service_at_locations": [
            {
                "id": "j1",
                "location": {
                    "id": LOCATION,
                    "location_type": "physical",
                    "latitude": 45.53,
                    "longitude": 9.04,
                    "addresses": [{"address_1": "Piazza Visconti 23", "city": "Rho", "postal_code": "20017"}],
                },
            }
        ],
    } | changes


def package(folder: Path) -> Path:
    """The same desk as CSV files, ids in place of nesting."""
    whole = tree()
    place = whole["service_at_locations"][0]["location"]
    service = {"service_id": SERVICE}
    rows: dict[str, list[dict[str, Any]]] = {
        "organization": [whole["organization"]],
        "program": [{"id": "x", "organization_id": ORGANIZATION, "name": "FAMI", "description": "FAMI"}],
        "service": [whole | {"organization_id": ORGANIZATION, "program_id": "x"}],
        "location": [place],
        "address": [row | {"id": "ad1", "location_id": LOCATION} for row in place["addresses"]],
        "service_at_location": [{"id": "j1", "service_id": SERVICE, "location_id": LOCATION}],
        "phone": [row | service | {"number": "'+39 02 1234567"} for row in whole["phones"]],
        "language": [row | service for row in whole["languages"]],
        "schedule": [row | service for row in whole["schedules"]],
        "cost_option": [row | service for row in whole["cost_options"]],
        "required_document": [row | service for row in whole["required_documents"]],
        "service_area": [row | service for row in whole["service_areas"]],
        "taxonomy": [
            {"id": "t1", "name": "Approdo topics", "description": "x"},
            {"id": "t2", "name": "Approdo kinds", "description": "x"},
        ],
        "taxonomy_term": [
            {"id": "tt1", "code": "immigration_desk", "name": "Desk", "taxonomy_id": "t1"},
            {"id": "tt2", "code": "municipality", "name": "Municipality", "taxonomy_id": "t2"},
        ],
        "attribute": [
            {"id": "at1", "link_id": SERVICE, "link_entity": "service", "taxonomy_term_id": "tt1"},
            {"id": "at2", "link_id": ORGANIZATION, "link_entity": "organization", "taxonomy_term_id": "tt2"},
        ],
    }
    folder.mkdir(exist_ok=True)
    for name, listed in rows.items():
        write_table(folder, name, listed)
    return folder


def write_table(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    table = tables()[name]
    with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
