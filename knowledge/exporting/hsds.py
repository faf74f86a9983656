"""Our records as trees of Open Referral HSDS 3.1. Pure: a record in, a tree out; what is not known is left out.

Lists are always there, so that an empty one says "none". Identifiers are UUIDs that follow from the record and the
position, so they are the same in every export.
"""

from collections.abc import Mapping
from typing import Any

from knowledge.directory.content import identifier
from knowledge.exporting.held import HeldOrganization, HeldPlace, HeldService
from knowledge.exporting.vocabulary import KINDS, SOURCE, TOPICS, Tree, Vocabulary
from knowledge.hsds.formats import email, uri

# Wall-clock times of Italy with the offset of its standard time; HSDS has no names of zones.
_OFFSET, _ZONE = "+01:00", 1
_TEXTS = ("application_process", "fees_description", "eligibility_description")


class Trees:
    """Makes trees. `public` leaves out who checked a record: her address is nobody's business outside."""

    def __init__(self, vocabulary: Vocabulary, *, public: bool) -> None:
        self.vocabulary = vocabulary
        self._public = public

    def service(self, held: HeldService) -> Tree:
        """A full service: with its organization, its places, and everything that belongs to it."""
        fields = held.fields
        tree = {"id": held.id, "name": fields["name"], "description": fields["description"], "status": fields["status"]}
        tree |= _given(url=uri(fields["url"]), email=email(fields["email"]))
        tree |= _given(**{name: fields[name] or None for name in _TEXTS})
        tree |= _given(
            minimum_age=_number(fields["minimum_age"]),
            maximum_age=_number(fields["maximum_age"]),
            assured_date=fields["assured_date"],
            assurer_email=None if self._public else email(fields["assurer"]),
            last_modified=held.modified.isoformat(timespec="seconds"),
            organization=self.organization(held.organization),
            program=_program(held),
        )
        tree["service_at_locations"] = [self.link(held.id, place) for place in held.places]
        return tree | _parts(held) | {"attributes": self._attributes(held)}

    def organization(self, held: HeldOrganization) -> Tree:
        """An organization."""
        fields = held.fields
        # HSDS wants a description of every organization; where there is none its name says what is known.
        tree = {"id": held.id, "name": fields["name"], "description": fields["description"] or fields["name"]}
        tree |= _given(email=email(fields["email"]), website=uri(fields["website"]))
        kind = self.vocabulary.attribute("organization", held.id, KINDS, fields["kind"])
        return tree | {"attributes": [kind]}

    def link(self, service_id: str, place: HeldPlace) -> Tree:
        """That a service is given at a place, with the place."""
        return {
            "id": identifier("service_at_location", f"{service_id}:{place.id}"),
            "service_id": service_id,
            "location": location(place),
        }

    def _attributes(self, held: HeldService) -> list[Tree]:
        made = self.vocabulary.attribute
        topics = [made("service", held.id, TOPICS, topic) for topic in held.fields["topics"]]
        facts = [(str(code), str(value)) for code, value in (held.fields["source"] or {}).items()]
        return topics + [made("service", held.id, SOURCE, code, value) for code, value in facts]


def location(place: HeldPlace) -> Tree:
    """A place. The town is named by ISTAT's code; without a street the coordinates are the town's."""
    fields, town = place.fields, place.town
    tree = {"id": place.id, "location_type": fields["location_type"]}
    tree |= _given(name=fields["name"], latitude=_number(fields["latitude"]), longitude=_number(fields["longitude"]))
    if town:
        tree |= {"external_identifier": town.code, "external_identifier_type": "ISTAT"}
    address = {
        "id": identifier("address", place.id),
        "location_id": place.id,
        "address_1": fields["address_1"] or "",
        "city": town.name if town else "",
        "state_province": town.province if town else "",
        "postal_code": fields["postal_code"] or "",
        "country": "IT",
        "address_type": "physical",
    }
    known = town or fields["address_1"] or fields["postal_code"]
    return tree | {"addresses": [address] if known else []}


def _program(held: HeldService) -> Tree | None:
    name = held.fields["programme"]
    if not name:
        return None
    owner = held.organization.id
    # The paper gives a name and nothing else, and HSDS asks for a description.
    return {
        "id": identifier("program", f"{owner}:{name}"),
        "organization_id": owner,
        "name": name,
        "description": name,
    }


def _parts(held: HeldService) -> Tree:
    """The rows that belong to a service, under the names HSDS has for them."""
    fields = held.fields
    rows: dict[str, tuple[str, list[Tree]]] = {
        "phones": ("phone", [dict(row) for row in fields["phones"]]),
        "languages": ("language", [{"code": code} for code in fields["languages"]]),
        "schedules": ("schedule", [_schedule(row) for row in fields["schedules"]]),
        "service_areas": ("service_area", [_area(row) for row in fields["areas"]]),
        "cost_options": ("cost_option", [_cost(row) for row in fields["costs"]]),
        "required_documents": ("required_document", [{"document": text} for text in fields["documents"]]),
    }
    return {
        name: [
            {"id": identifier(entity, f"{held.id}:{number}"), "service_id": held.id} | row
            for number, row in enumerate(listed)
        ]
        for name, (entity, listed) in rows.items()
    }


def _schedule(row: Mapping[str, Any]) -> Tree:
    # With seconds, since HSDS types the columns as `time` (RFC 3339, 5.6), though its text speaks of hours and minutes.
    hours: Tree = {name: f"{row[name]}:00{_OFFSET}" for name in ("opens_at", "closes_at") if row.get(name)}
    if row["closed"]:
        hours = {"notes": "closed"}
    elif hours:
        hours["timezone"] = _ZONE
    dated = _given(valid_from=row.get("valid_from"), valid_to=row.get("valid_to"))
    rule = {"freq": row["freq"]} | ({"byday": row["byday"]} if row["byday"] else {})
    return rule | dated | hours | _given(description=row.get("description"))


def _area(row: Mapping[str, Any]) -> Tree:
    code = row.get("municipality_code")
    return _given(name=row.get("name"), extent=code, extent_type="other" if code else None)


def _cost(row: Mapping[str, Any]) -> Tree:
    amount = row.get("amount")
    return dict(row) | ({"amount": _number(float(amount))} if amount is not None else {})


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _given(**values: Any) -> Tree:
    return {name: value for name, value in values.items() if value is not None}
