"""What somebody looks for in the lists of the editor, and a row of them."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.places.place import Place

STATES = ("active", "inactive", "draft", "in_review", "due")
# `best`: as the search ranked them.
SORTS = ("best", "name", "organization", "town", "checked", "modified")


@dataclass(frozen=True)
class Wish:
    """Filters and order. `near` is a town, `within_km` how far around it (None: in it); `ids` come from a search."""

    near: Place | None = None
    within_km: float | None = None
    topic: str = ""
    kind: str = ""
    state: str = ""
    sort: str = "best"
    descending: bool = False
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ServiceRow:
    """A service in a list; `draft` is the state of its draft, if there is one."""

    id: str
    name: str
    organization: str
    kind: str
    town: str
    status: str
    checked: date | None
    modified: datetime
    draft: str = ""


@dataclass(frozen=True)
class OrganizationRow:
    """An organization in a list, with how many services it has."""

    id: str
    name: str
    kind: str
    services: int
    draft: str = ""
