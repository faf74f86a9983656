"""The services' limits and language codes, as `backends.yml` lists them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote_plus

from foundation.errors import ConfigurationError
from foundation.files import read_yaml


@dataclass(frozen=True)
class Backend:
    """One row of `backends.yml`, which explains the fields."""

    name: str
    characters: int
    module: str = ""
    class_name: str = ""
    url: str = ""
    encoded: int = 0
    bytes: int = 0
    detects: str = ""
    key: str = ""
    key_needed: bool = False
    header: str = ""
    hidden: str = ""
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def fits(self, text: str) -> bool:
        """Whether `text` is short enough for one request, however the service counts."""
        return (
            len(text) <= self.characters
            and (not self.bytes or len(text.encode()) <= self.bytes)
            and (not self.encoded or len(quote_plus(text)) <= self.encoded)
        )

    def code(self, language: str | None, known: Collection[str]) -> str | None:
        """The service's code for `language`, one of those `known` to it; None when it has none."""
        if language is None:
            return self.detects or None
        for candidate in (*self.codes.get(language, ()), language):
            if candidate in known:
                return candidate
        return next((code for code in known if code.split("-")[0] == language), None)


@cache
def backends() -> Mapping[str, Backend]:
    """All services by the name that an operator gives them."""
    rows = read_yaml(Path(__file__).with_name("backends.yml"))
    return {name: Backend(name=name, class_name=row.pop("class", ""), **row) for name, row in rows.items()}


def find_backend(name: str) -> Backend:
    """The service of this name. Raises ConfigurationError that names those there are."""
    backend = backends().get(name.strip().lower())
    if backend is None:
        there_are = ", ".join(backends())
        raise ConfigurationError(f"APPRODO_TRANSLATOR is none of: {there_are}. Leave it empty for no translation.")
    return backend
