"""The directory as it ships: `knowledge/content/directory/*.yml` as rows of the database."""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from foundation.files import read_yaml
from foundation.text import folded
from knowledge.directory.models import Location, Organization, Service, ServiceTopic
from knowledge.places.gazetteer import Gazetteer, Place


def identifier(kind: str, slug: str) -> str:
    """The same UUID for the same record on every machine (RFC 9562, version 5)."""
    return str(uuid5(NAMESPACE_URL, f"approdo:{kind}:{slug}"))


def read_directory(folder: Path) -> list[dict[str, Any]]:
    """Every entry of every file, each with the paper it comes from under `paper`."""
    documents = read_yaml(folder / "documents.yml")["documents"]
    papers = {row["id"]: row for row in documents}
    files = [read_yaml(path) for path in sorted(folder.glob("*.yml"))]
    entries = [entry for rows in files for entry in rows.get("entries", [])]
    return [{**entry, "paper": papers[entry["source"]["document"]]} for entry in entries]


def _service(entry: dict[str, Any], number: int, row: dict[str, Any], place: Place | None) -> Service:
    parts = (row["name"], row["description"], entry["name"], place.name if place else "")
    return Service(
        id=identifier("service", f"{entry['id']}#{number}"),
        name=row["name"],
        description=row["description"],
        programme=entry.get("programme"),
        source={"title": entry["paper"]["title"], "where": entry["source"]["where"]},
        search_text=folded(" ".join(parts)),
        topics=[ServiceTopic(topic=topic) for topic in row["topics"]],
    )


def organization_of(entry: dict[str, Any], gazetteer: Gazetteer) -> Organization:
    """One entry as an organization with its services and its town (no address: the papers give none)."""
    place = gazetteer.by_name(entry["municipality"]) if entry.get("municipality") else None
    services = [_service(entry, number, row, place) for number, row in enumerate(entry["services"])]
    if place:
        location = Location(
            id=identifier("location", entry["id"]),
            municipality_code=place.code,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        for service in services:
            service.locations.append(location)
    return Organization(
        id=identifier("organization", entry["id"]),
        name=entry["name"],
        kind=entry["kind"],
        services=services,
    )
