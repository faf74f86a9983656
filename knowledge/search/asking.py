"""What is asked of the search, taken apart: words that have to be there, words that help to rank, and filters."""

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.places.place import Place
from knowledge.search.documents import ACTIVE
from knowledge.search.words import Term

# So many texts make a word common: it is not counted further, and does not find anything where a rarer one does.
COMMON = 2000


@dataclass(frozen=True)
class Filters:
    """Which entries count. An empty collection means all; `statuses` None means every state.

    `municipality` is ISTAT's code. What is `near` comes first; with `within_km` what is farther away is left out.
    """

    kinds: Collection[str] = ()
    topics: Collection[str] = ()
    statuses: Collection[str] | None = (ACTIVE,)
    municipality: str | None = None
    near: Place | None = None
    within_km: float | None = None


@dataclass(frozen=True)
class Wanted:
    """The words of a search: `every` one of the `required` has to be there, or any; all of `weights` rank.

    A weight says how telling a word is: the rarer the higher.
    """

    required: tuple[Term, ...]
    weights: dict[Term, float]
    every: bool = True
