"""Which records are asked for: one description for files, feeds and the interface."""

from dataclasses import dataclass
from datetime import datetime

ACTIVE = ("active",)


@dataclass(frozen=True, slots=True)
class Near:
    """A circle: its middle in degrees (WGS 84), its radius in metres."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True, slots=True)
class Wish:
    """Services that fulfil all of it. `statuses` are those of HSDS; empty means any.

    `topic` is one of `data/topics.yml`, `kind` one of an organization; `among` are ids (a search has found them).
    """

    statuses: tuple[str, ...] = ACTIVE
    topic: str | None = None
    kind: str | None = None
    organization_id: str | None = None
    modified_after: datetime | None = None
    near: Near | None = None
    among: tuple[str, ...] | None = None


EVERYTHING = Wish(statuses=())
