"""The rows of a table of services as our records: organization, location, service."""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any
from uuid import UUID

from foundation.text import folded
from foundation.topics import topics
from knowledge.directory.content import identifier
from knowledge.hsds.fields import STATUSES
from knowledge.importing.display import mail_address, web_address
from knowledge.importing.kinds.hsds_parts import parts
from knowledge.importing.kinds.opening_hours import schedules_of
from knowledge.importing.kinds.values import UnusableError, number
from knowledge.importing.reading import Notes, Town, Towns
from knowledge.importing.record import Record, Refused
from knowledge.importing.rows import Row
from knowledge.importing.sentences import said

_LIST = re.compile(r"\s*[;|\n]\s*")
# Ours beside the column it is written to.
_TEXTS = {
    "description": "description",
    "url": "url",
    "application_process": "application_process",
    "fees": "fees_description",
    "eligibility": "eligibility_description",
    "programme": "programme",
}


class Table:
    """A table being read; organizations are met in many rows and handed over once."""

    def __init__(self, columns: Mapping[str, str], towns: Towns, source: str, notes: Notes) -> None:
        self._columns = columns
        self._towns = towns
        self._source = source
        self._notes = notes
        self._met: set[str] = set()

    def read(self, rows: Iterator[Row | Refused]) -> Iterator[Record | Refused]:
        """Organization (once), location, service of each row."""
        for row in rows:
            if isinstance(row, Refused):
                yield row
                continue
            cells = {field: row.cells[column] for field, column in self._columns.items()}
            try:
                yield from self._records(cells, row.number)
            except UnusableError as error:
                yield self._refused(cells, row.number, error)

    def _refused(self, cells: Mapping[str, str], row: int, error: UnusableError) -> Refused:
        keys: tuple[tuple[str, str, str], ...] = ()
        if cells["name"]:
            town = self._town_or_none(cells)
            owner, key = _keys(cells, town)
            keys = (
                ("organization", self._source, owner),
                ("location", self._source, key),
                ("service", self._source, key),
            )
        return Refused(row, self._columns.get(error.column, error.column), error.why, keys, bool(keys), cells["name"])

    def _records(self, cells: Mapping[str, str], row: int) -> Iterator[Record | Refused]:
        if not cells["name"]:
            raise UnusableError("name", said("missing"))
        town = self._town(cells, row)
        owner, key = _keys(cells, town)
        location = self._location(cells, town)
        broken: list[Refused] = []
        service = self._service(cells, row, broken)
        ids = {"organization": self._id("organization", owner), "location": self._id("location", key)}
        service |= {"organization_id": ids["organization"], "locations": [ids["location"]] if location else []}
        if owner not in self._met:
            self._met.add(owner)
            organization = self._organization(cells, row)
            yield Record("organization", self._source, owner, ids["organization"], row, organization, {}, cells["name"])
        if location:
            fields, defaults = location
            yield Record("location", self._source, key, ids["location"], row, fields, defaults, cells["name"])
        defaults = {"source": {"title": self._source, "where": key[:200]}}
        yield Record("service", self._source, key, self._id("service", key), row, service, defaults, service["name"])
        yield from broken

    def _id(self, entity: str, key: str) -> str:
        if entity == "service":
            try:
                return str(UUID(key))
            except ValueError:
                pass
        return identifier(entity, f"table:{self._source}:{key}")

    def _town_or_none(self, cells: Mapping[str, str]) -> Town | None:
        named = cells.get("municipality", "")
        if named.isdigit():
            return self._towns.by_code(named)
        found = self._towns.by_cadastral_code(named) if re.fullmatch(r"[A-Za-z]\d{3}", named) else None
        return found or (self._towns.by_name(named, cells.get("province", "")) if named else None)

    def _town(self, cells: Mapping[str, str], row: int) -> Town | None:
        town = self._town_or_none(cells)
        if cells.get("municipality") and town is None:
            self._notes.add(said("town_unknown", column=self._columns["municipality"]), row)
        return town

    def _organization(self, cells: Mapping[str, str], row: int) -> dict[str, Any]:
        fields: dict[str, Any] = {"name": cells["name"]}
        if cells.get("kind"):
            fields["kind"] = folded(cells["kind"]).replace(" ", "_")
        for name, mended in (("email", mail_address), ("website", web_address)):
            if name in cells:
                fields[name] = mended(cells[name])
                if cells[name] and not fields[name]:
                    self._notes.add(said("address_unknown", column=self._columns[name]), row)
        return fields

    def _location(self, cells: Mapping[str, str], town: Town | None) -> tuple[dict[str, Any], dict[str, Any]] | None:
        fields: dict[str, Any] = {"municipality_code": town.code if town else None} if "municipality" in cells else {}
        for name, column in (("address", "address_1"), ("postal_code", "postal_code")):
            if name in cells:
                fields[column] = cells[name] or None
        degrees = {name: number(name, cells.get(name)) for name in ("latitude", "longitude")}
        placed = all(value is not None for value in degrees.values())
        if not placed and not any(fields.values()):
            return None
        if placed or town is None:
            return fields | (degrees if placed else {}), {}
        return fields, {"latitude": town.latitude, "longitude": town.longitude}

    def _service(self, cells: Mapping[str, str], row: int, broken: list[Refused]) -> dict[str, Any]:
        fields: dict[str, Any] = {"name": cells.get("service") or cells["name"], "status": self._status(cells)}
        for name, column in _TEXTS.items():
            if name in cells:
                fields[column] = cells[name] or ("" if column == "description" else None)
        if "topics" in cells:
            fields["topics"] = self._topics(cells["topics"], row)
        if "hours" in cells:
            fields["schedules"] = schedules_of(cells["hours"]) if cells["hours"] else []
        for name, part, column in (
            ("phone", "phones", "number"),
            ("languages", "languages", "name"),
            ("documents", "documents", "document"),
        ):
            if name in cells:
                fields[part] = self._part(name, part, column, cells[name], row, broken)
        return fields

    def _part(self, name: str, part: str, column: str, cell: str, row: int, broken: list[Refused]) -> list[Any]:
        listed = [value for value in _LIST.split(cell) if value]
        if part == "languages":
            listed = [value for entry in listed for value in re.split(r"\s*,\s*", entry) if value]
            # A short word is a code.
            rows = [{"code": value} if len(value) <= 3 else {"name": value} for value in listed]
        else:
            rows = [{column: value} for value in listed]
        made, refused = parts(part, rows, self._towns)
        broken += [Refused(row, self._columns[name], error.why, known=True) for _, error in refused]
        return made

    def _topics(self, cell: str, row: int) -> list[str]:
        named = [value.strip() for value in re.split(r"[;,|\n]", cell) if value.strip()]
        for value in named:
            if value not in topics():
                self._notes.add(said("unknown_topic", value=value[:40]), row)
        return sorted({value for value in named if value in topics()})

    def _status(self, cells: Mapping[str, str]) -> str:
        status = (cells.get("status") or "active").lower()
        if status not in STATUSES:
            raise UnusableError("status", said("status_unknown", value=status[:40], known=", ".join(STATUSES)))
        return status


def _keys(cells: Mapping[str, str], town: Town | None) -> tuple[str, str]:
    """The keys of the organization and of the service: the file's own identifier, else what tells rows apart."""
    owner = _short(f"{folded(cells['name'])}|{town.code if town else folded(cells.get('municipality', ''))}")
    rest = "|".join(folded(cells.get(name, "")) for name in ("service", "address"))
    return owner, cells.get("id") or _short(f"{owner}|{rest}")


def _short(key: str) -> str:
    return key if len(key) <= 160 else f"{key[:120]}#{blake2b(key.encode(), digest_size=16).hexdigest()}"
