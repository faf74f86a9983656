"""One organization, location or service of HSDS as our record. What the file does not speak of is left alone."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from foundation.topics import topics
from knowledge.directory.content import identifier
from knowledge.hsds.fields import LOCATION_TYPES, STATUSES
from knowledge.hsds.formats import email, uri
from knowledge.importing.display import mail_address, web_address
from knowledge.importing.kinds.hsds_parts import NAMES, parts, rows_of
from knowledge.importing.kinds.hsds_tree import KINDS, SOURCE, TOPICS, Tree, listed, require, terms, texts, unused
from knowledge.importing.kinds.values import UnusableError, day, number, text
from knowledge.importing.reading import Notes, Town, Towns
from knowledge.importing.record import Record, Refused
from knowledge.importing.sentences import said


class Mapper:
    """Makes records of trees, each organization and location once, whatever it is nested in."""

    def __init__(self, source: str, towns: Towns, notes: Notes) -> None:
        self._source = source
        self._towns = towns
        self._notes = notes
        self._met: set[tuple[str, str]] = set()

    def organization(self, tree: Tree, row: int, where: str = "") -> Iterator[Record | Refused]:
        """An organization."""
        yield from self._record("organization", tree, row, where, self._organization, once=True)

    def location(self, tree: Tree, row: int, where: str = "") -> Iterator[Record | Refused]:
        """A location."""
        yield from self._record("location", tree, row, where, self._location, once=True)

    def service(self, tree: Tree, row: int, where: str = "") -> Iterator[Record | Refused]:
        """A service with its parts; a part that cannot be taken is refused alone."""
        held: list[Refused] = []
        yield from self._record(
            "service", tree, row, where, lambda one: self._service(one, row, where, held), once=False
        )
        yield from held

    def _record(
        self,
        entity: str,
        tree: Tree,
        row: int,
        where: str,
        made: Callable[[Tree], tuple[dict[str, Any], dict[str, Any]]],
        *,
        once: bool,
    ) -> Iterator[Record | Refused]:
        key = text(tree.get("id")) or ""
        keys = ((entity, self._source, key),) if key else ()
        if not key:
            yield Refused(row, f"{where}{entity}.id", said("missing"))
            return
        if once and (entity, key) in self._met:
            return
        self._met.add((entity, key))
        for sentence in unused(entity, tree):
            self._notes.add(sentence, row)
        try:
            fields, defaults = made(tree)
        except UnusableError as error:
            yield Refused(row, f"{where}{entity}.{error.column}", error.why, keys, True, text(tree.get("name")) or "")
            return
        label = str(fields.get("name") or "")
        yield Record(entity, self._source, key, self._id(entity, key), row, fields, defaults, label)

    def _id(self, entity: str, key: str) -> str:
        try:
            return str(UUID(key))
        except ValueError:
            return identifier(entity, f"hsds:{self._source}:{key}")

    def _organization(self, tree: Tree) -> tuple[dict[str, Any], dict[str, Any]]:
        fields = texts(tree, "name", "description", "email", "website")
        self._mend_addresses(fields, "website")
        require(fields, "name")
        if fields.get("description") == fields["name"]:
            fields["description"] = ""
        kinds = terms(tree, KINDS)
        if kinds:
            fields["kind"] = kinds[0][0]
        return fields, {}

    def _location(self, tree: Tree) -> tuple[dict[str, Any], dict[str, Any]]:
        fields = texts(tree, "name", "location_type")
        if fields.get("location_type") not in LOCATION_TYPES:
            fields["location_type"] = "physical"
        address = next(iter(listed(tree, "addresses")), None)
        if address is not None or "addresses" in tree:
            fields |= {"address_1": None, "postal_code": None} | texts(address or {}, "address_1", "postal_code")
        town = self._town(tree, address or {})
        if "external_identifier" in tree or address:
            fields["municipality_code"] = town.code if town else None
        for name in ("latitude", "longitude"):
            value = number(name, tree.get(name))
            if value is not None:
                fields[name] = value
        located = "latitude" in fields and "longitude" in fields
        if located or town is None:
            return fields, {}
        return fields, {"latitude": town.latitude, "longitude": town.longitude}

    def _mend_addresses(self, fields: dict[str, Any], web: str) -> None:
        """Mend an address of mail or of the web (`web`) that is none as it is written; what cannot be is noted."""
        for name, sound, mended in (("email", email, mail_address), (web, uri, web_address)):
            if fields.get(name) and not sound(fields[name]):
                fields[name] = mended(fields[name])
                if not fields[name]:
                    self._notes.add(said("address_unknown", column=name))

    def _town(self, tree: Tree, address: Tree) -> Town | None:
        if (text(tree.get("external_identifier_type")) or "").upper() == "ISTAT":
            return self._towns.by_code(text(tree.get("external_identifier")) or "")
        city = text(address.get("city"))
        town = self._towns.by_name(city, text(address.get("state_province")) or "") if city else None
        if city and town is None:
            self._notes.add(said("city_unknown"))
        return town

    def _service(
        self, tree: Tree, row: int, where: str, refused: list[Refused]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        fields = texts(tree, "name", "description", "email", "url", "application_process")
        fields |= texts(tree, "fees_description", "eligibility_description", "status")
        require(fields, "name")
        self._mend_addresses(fields, "url")
        self._set_status(fields)
        for name in ("minimum_age", "maximum_age"):
            if name in tree:
                fields[name] = number(name, tree[name])
        if "assured_date" in tree:
            fields["assured_date"] = day("assured_date", tree["assured_date"])
        if "assurer_email" in tree:
            fields["assurer"] = text(tree["assurer_email"])
        if isinstance(tree.get("program"), Mapping):
            fields["programme"] = text(tree["program"].get("name"))
        owner = tree.get("organization")
        key = text(owner.get("id") if isinstance(owner, Mapping) else tree.get("organization_id"))
        if key:
            fields["organization_id"] = self._id("organization", key)
        self._add_links(tree, fields)
        self._add_parts(tree, fields, row, where, refused)
        return self._add_terms(tree, fields)

    def _set_status(self, fields: dict[str, Any]) -> None:
        fields["status"] = (fields.get("status") or "active").lower()
        if fields["status"] not in STATUSES:
            why = said("status_unknown", value=fields["status"][:40], known=", ".join(STATUSES))
            raise UnusableError("status", why)

    def _add_links(self, tree: Tree, fields: dict[str, Any]) -> None:
        if not isinstance(tree.get("service_at_locations"), list):
            return
        found = []
        for link in listed(tree, "service_at_locations"):
            place = link.get("location")
            key = text(place.get("id") if isinstance(place, Mapping) else link.get("location_id"))
            found += [self._id("location", key)] if key else []
        fields["locations"] = list(dict.fromkeys(found))

    def _add_parts(self, tree: Tree, fields: dict[str, Any], row: int, where: str, refused: list[Refused]) -> None:
        links = listed(tree, "service_at_locations")
        places = [link["location"] for link in links if isinstance(link.get("location"), Mapping)]
        for name, keys in NAMES.items():
            branches = (tree, *links, *places)
            if not any(key in branch for branch in branches for key in keys):
                continue
            fields[name], broken = parts(name, list(rows_of(name, *branches)), self._towns)
            for child, error in broken:
                number_, file = child.get("#row", row), child.get("#file", where.strip())
                column = f"{file} {keys[0]}.{error.column}".strip()
                refused.append(Refused(int(number_), column, error.why, known=True))

    def _add_terms(self, tree: Tree, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        named = [code for code, _ in terms(tree, TOPICS)]
        known = [code for code in dict.fromkeys(named) if code in topics()]
        if named:
            fields["topics"] = known
        for code in set(named) - set(known):
            self._notes.add(said("unknown_topic", value=code[:40]))
        source = dict(terms(tree, SOURCE))
        if source:
            fields["source"] = source
            return fields, {}
        return fields, {"source": {"title": self._source, "where": text(tree.get("id")) or ""}}
