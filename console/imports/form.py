"""What the form asks for, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Form, UploadFile

from foundation.errors import InvalidInputError
from foundation.text import cleaned
from knowledge.importing.downloads import host_of
from knowledge.importing.publishers import publisher

Kind = Literal["hsds", "municipalities", "osm", "schools", "table"]
LONGEST_ADDRESS, LONGEST_SOURCE = 2000, 200


@dataclass(frozen=True)
class Sent:
    """The form as it was sent: a file, or an address on the web."""

    kind: str
    file: UploadFile | None
    address: str
    source: str

    def faults(self, inside: frozenset[str]) -> Mapping[str, str]:
        """The last word of the catalogue's key, by field; `inside` may be asked without encryption."""
        if self.file and self.address:
            return {"address": "both"}
        if self.file:
            return {} if self.file.size else {"file": "empty"}
        if not self.address:
            return {"file": "nothing"}
        return {} if _may_be_asked(self.address, inside) else {"address": "address"}

    def wish(self, account_id: str) -> dict[str, str]:
        """What is kept of it."""
        name = (self.file.filename if self.file else None) or self.address
        source = (self.source or publisher(name))[:LONGEST_SOURCE]
        return {"kind": self.kind, "source": source, "name": name, "address": self.address, "by": account_id}


def _may_be_asked(address: str, inside: frozenset[str]) -> bool:
    try:
        host_of(address, insecure=host_of(address, insecure=True) in inside)
    except InvalidInputError:
        return False
    return address.isprintable()


def _sent(
    kind: Annotated[Kind, Form()],
    file: UploadFile | None = None,
    address: Annotated[str, Form(max_length=LONGEST_ADDRESS)] = "",
    source: Annotated[str, Form(max_length=LONGEST_SOURCE)] = "",
) -> Sent:
    # A browser sends a file without a name where none was chosen.
    return Sent(kind, file if file and file.filename else None, address.strip(), cleaned(source))


TheForm = Annotated[Sent, Depends(_sent)]
