"""The records an import writes, as tables, and their values as plain data that can be compared and kept as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, String, Table

from foundation.database import Base
from knowledge.directory.details import CostOption, Phone, RequiredDocument, Schedule, ServiceArea
from knowledge.directory.models import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceLanguage,
    ServiceTopic,
)
from knowledge.places.models import Municipality

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record: `columns` of them; `single` when one column is the whole value.

    `ordered` says that their order means something (the first telephone number is the one shown).
    """

    table: Table
    columns: tuple[str, ...]
    ordered: bool = False
    single: bool = False


@dataclass(frozen=True)
class Entity:
    """One kind of record: its table, the column of its id, the fields an import may write, and `blank` values."""

    name: str
    table: Table
    identifier: str
    columns: tuple[str, ...]
    blank: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)


def _part(model: type[Base], *columns: str, ordered: bool = False, single: bool = False) -> Part:
    return Part(cast(Table, model.__table__), columns, ordered, single)


@cache
def entities() -> Mapping[str, Entity]:
    """Every kind of record by name."""
    found = (_municipality(), _organization(), _location(), _service())
    return {entity.name: entity for entity in found}


def _municipality() -> Entity:
    columns = ("cadastral_code", "name", "province", "latitude", "longitude", "population")
    return Entity("municipality", cast(Table, Municipality.__table__), "code", columns)


def _organization() -> Entity:
    columns = ("name", "kind", "description", "email", "website")
    blank = {"kind": "association", "description": ""}
    return Entity("organization", cast(Table, Organization.__table__), "id", columns, blank)


def _location() -> Entity:
    columns = (
        *("name", "location_type", "municipality_code", "latitude", "longitude"),
        *("address_1", "postal_code"),
    )
    return Entity("location", cast(Table, Location.__table__), "id", columns, {"location_type": "physical"})


def _service() -> Entity:
    columns = (
        *("organization_id", "name", "description", "status", "email", "url", "application_process"),
        *("fees_description", "eligibility_description", "minimum_age", "maximum_age", "programme"),
        *("source", "assured_date", "assurer"),
    )
    blank = {"description": "", "status": "active", "source": {}}
    schedule = ("valid_from", "valid_to", "freq", "byday", "opens_at", "closes_at", "closed", "description")
    parts = {
        "locations": _part(ServiceAtLocation, "location_id", single=True),
        "topics": _part(ServiceTopic, "topic", single=True),
        "languages": _part(ServiceLanguage, "code", single=True),
        "schedules": _part(Schedule, *schedule),
        "phones": _part(Phone, "number", "description", ordered=True),
        "areas": _part(ServiceArea, "municipality_code", "name"),
        "costs": _part(CostOption, "option", "currency", "amount", "amount_description", ordered=True),
        "documents": _part(RequiredDocument, "document", ordered=True, single=True),
    }
    return Entity("service", cast(Table, Service.__table__), "id", columns, blank, parts)


def plain(value: Any) -> Any:
    """A value of the database as JSON can hold it, equal for equal meanings."""
    if isinstance(value, Decimal):
        return str(value.quantize(_CENT))
    if isinstance(value, time):
        return value.replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value


def typed(column: Column[Any], value: Any) -> Any:
    """What `plain` was given, for the column it came from."""
    if not isinstance(value, str):
        return value
    kind = column.type.python_type if not isinstance(column.type, String) else str
    if kind is Decimal:
        return Decimal(value)
    if kind in (date, time):
        return kind.fromisoformat(value)
    return value


def ordered(part: Part, rows: list[Any]) -> list[Any]:
    """The rows in the order in which they are compared."""
    return rows if part.ordered else sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
