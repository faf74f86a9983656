"""Open Referral HSDS 3.0 to 3.3: the JSON form (services as trees) and the tabular package, into our records."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.importing.json_items import Item, json_items
from knowledge.importing.kinds.hsds_mapping import Mapper
from knowledge.importing.kinds.hsds_package import Package, package_folder
from knowledge.importing.kinds.hsds_tree import listed
from knowledge.importing.reading import Notes, Reading, Towns
from knowledge.importing.record import Record, Refused
from knowledge.importing.sentences import invalid, said

Rows = Iterator[Record | Refused]


def read_hsds(path: Path, towns: Towns, source: str) -> Reading:
    """The records of a file or package. Raises InvalidInputError when it is neither."""
    if not path.exists():
        raise invalid("not_there", file=path.name)
    notes = Notes()
    mapper = Mapper(source, towns, notes)
    rows = _of_package(path, mapper, notes) if _is_package(path) else _of_json(path, mapper)
    return Reading("hsds", f"Open Referral HSDS, {source}", rows, notes, sources=frozenset({source}))


def _is_package(path: Path) -> bool:
    if path.is_dir():
        return True
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _of_package(path: Path, mapper: Mapper, notes: Notes) -> Rows:
    with package_folder(path) as folder:
        package = Package(folder, notes)
        yield from package.refused
        for trees, made in (
            (package.organizations(), mapper.organization),
            (package.locations(), mapper.location),
            (package.services(), mapper.service),
        ):
            for tree in trees:
                if isinstance(tree, Refused):
                    yield tree
                else:
                    yield from made(tree, int(tree["#row"]), f"{tree['#file']} ")


def _of_json(path: Path, mapper: Mapper) -> Rows:
    found = False
    for item in json_items(path):
        if isinstance(item, Refused):
            yield item
        elif not isinstance(item.value, dict):
            yield Refused(item.number, "", said("not_object"))
        else:
            found = True
            yield from _item(item, mapper)
    if not found:
        raise invalid("no_services", file=path.name)


def _item(item: Item, mapper: Mapper) -> Rows:
    tree: dict[str, Any] = item.value
    if "services" in tree and "id" not in tree:
        yield from _lists(tree, item.number, mapper)
        return
    if _is_organization(tree):
        yield from mapper.organization(tree, item.number)
        owner = {"organization_id": tree.get("id")}
        for service in listed(tree, "services"):
            yield from _service({**owner, **service}, item.number, mapper)
        return
    yield from _service(tree, item.number, mapper)


def _lists(tree: Mapping[str, Any], row: int, mapper: Mapper) -> Rows:
    """Lists side by side: organizations and locations are known before the services."""
    for name, made in (("organizations", mapper.organization), ("locations", mapper.location)):
        for part in listed(tree, name):
            yield from made(part, row)
    for service in listed(tree, "services"):
        yield from _service(dict(service), row, mapper)


def _is_organization(tree: Mapping[str, Any]) -> bool:
    return "services" in tree or not tree.keys() & {"organization", "organization_id", "status", "service_at_locations"}


def _service(tree: dict[str, Any], row: int, mapper: Mapper) -> Rows:
    """A service and whatever it brings along: what it refers to comes first."""
    owner = tree.get("organization")
    if isinstance(owner, dict):
        yield from mapper.organization(owner, row)
    for link in listed(tree, "service_at_locations"):
        place = link.get("location")
        if isinstance(place, dict) and len(place) > 1:
            yield from mapper.location(place, row)
    yield from mapper.service(tree, row)
