"""One service a row, under the names `approdo import table` reads: for spreadsheets and open-data portals."""

from knowledge.exporting.held import HeldService
from knowledge.exporting.opening_hours import opening_hours
from knowledge.hsds.cells import disarmed

COLUMNS = (
    *("id", "name", "kind", "service", "description", "municipality", "province", "address", "postal_code"),
    *("latitude", "longitude", "phone", "email", "website", "url", "languages", "topics", "hours"),
    *("application_process", "fees", "eligibility", "documents", "programme", "status"),
)
# Ours to say beside them; importing passes over these.
MORE = ("checked_on", "last_modified", "source", "source_licence")


def row(held: HeldService) -> list[str]:
    """The cells of a service under COLUMNS and MORE; of several places the first one."""
    fields, owner, place = held.fields, held.organization.fields, held.place
    town, source = place.town if place else None, fields["source"] or {}
    cells: dict[str, object] = {
        **{name: fields[name] for name in ("description", "url", "application_process", "programme", "status")},
        **{name: place.fields[name] for name in ("postal_code", "latitude", "longitude") if place},
        "id": held.id,
        "name": owner["name"],
        "kind": owner["kind"],
        "service": fields["name"],
        "municipality": town.code if town else None,
        "province": town.province if town else None,
        "address": place.fields["address_1"] if place else None,
        "phone": "; ".join(phone["number"] for phone in fields["phones"]),
        "email": owner["email"] or fields["email"],
        "website": owner["website"],
        "languages": "; ".join(fields["languages"]),
        "topics": "; ".join(fields["topics"]),
        "hours": opening_hours(fields["schedules"]),
        "fees": fields["fees_description"],
        "eligibility": fields["eligibility_description"],
        "documents": "; ".join(fields["documents"]),
        "checked_on": fields["assured_date"],
        "last_modified": held.modified.isoformat(timespec="seconds"),
        "source": source.get("title"),
        "source_licence": source.get("licence"),
    }
    return [_cell(cells.get(column)) for column in (*COLUMNS, *MORE)]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return disarmed(value)
    return "" if value is None else str(value)
