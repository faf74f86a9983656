"""What stands on one page of a leaflet."""

from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

import segno

from foundation.catalogue import message
from foundation.languages import direction


@dataclass(frozen=True)
class Part:
    """A heading with a text or a list below it."""

    heading: str
    text: str = ""
    items: tuple[str, ...] = ()
    numbered: bool = False


@dataclass(frozen=True)
class Sheet:
    """One page in one language; `address` is what its code leads to."""

    language: str
    title: str
    summary: str
    parts: tuple[Part, ...]
    address: str
    footer: str
    notes: tuple[str, ...] = field(default=())
    columns: int = 1

    def as_data(self, size: float) -> dict[str, Any]:
        """The sheet for the template, set in letters of `size` points."""
        plain = asdict(self) | {"size": size, "rtl": direction(self.language) == "rtl"}
        return plain | {"code": _code(self.address), "scan": message("leaflet.scan", self.language)}


def _code(address: str) -> str:
    drawn = BytesIO()
    # Readable with a quarter of it torn or dirty.
    segno.make_qr(address, error="q").save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
