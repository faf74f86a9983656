"""What somebody looks for in the lists, as the address of the page says it."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from console.guard import TheHouse
from console.knowledge.access import ROOT
from foundation.text import cleaned
from foundation.topics import topics
from knowledge.directory.listing import SORTS, STATES, Wish
from knowledge.directory.listing.service import Area

# Kilometres around a town that the form offers.
DISTANCES = (5, 10, 20, 50)
_LAST_PAGE = 100_000
Short = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True)
class Asked:
    """The fields of the form above a list, as they were given, and the wish they make."""

    area: Area
    text: str
    town: str
    km: str
    number: int
    wish: Wish
    unknown_town: bool

    def address(self, path: str = ROOT, **other: object) -> str:
        """The address of the same list but for what is `other`."""
        known = {
            "area": self.area, "q": self.text, "town": self.town, "km": self.km, "topic": self.wish.topic,
            "kind": self.wish.kind, "state": self.wish.state, "sort": self.wish.sort,
            "down": "1" if self.wish.descending else "", "page": 1,
        }  # fmt: skip
        return f"{path}?{urlencode({name: value for name, value in (known | other).items() if value})}"

    def sorted_by(self, column: str) -> str:
        """The address of the list sorted by a column; once more turns it round."""
        down = self.wish.sort == column and not self.wish.descending
        return self.address(sort=column, down="1" if down else "")


def asked(
    house: TheHouse,
    area: Short = "services",
    q: Annotated[str, Query(max_length=300)] = "",
    town: Annotated[str, Query(max_length=120)] = "",
    km: Short = "",
    topic: Short = "",
    kind: Short = "",
    state: Short = "",
    sort: Short = "",
    down: Short = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> Asked:
    """The query of an address; what nobody knows is left out, a town that is none is said."""
    place = house.assistant.gazetteer.by_name(town) if town.strip() else None
    within = float(km) if km in map(str, DISTANCES) and place else None
    wish = Wish(
        place,
        within,
        topic if topic in topics() else "",
        cleaned(kind),
        state if state in STATES else "",
        sort if sort in SORTS else SORTS[0],
        bool(down),
    )
    shown: Area = "organizations" if area == "organizations" else "services"
    return Asked(shown, cleaned(q), cleaned(town), km if within else "", page, wish, bool(town.strip()) and not place)


AsAsked = Annotated[Asked, Depends(asked)]
