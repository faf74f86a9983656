"""Which column of a table is which of our fields, as an editor says it."""

from collections.abc import Iterable
from pathlib import Path

from foundation.files import read_yaml
from knowledge.importing.sentences import invalid


def read_mapping(path: Path | None, pairs: Iterable[str]) -> dict[str, str]:
    """Field → column, from a YAML file and from `field=Column` pairs, which win.

    Raises InvalidInputError, or ConfigurationError for a file that is no YAML.
    """
    held = read_yaml(path) if path else {}
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise invalid("mapping_file", file=str(path))
    mapping = {str(name): value for name, value in held.items()}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise invalid("mapping_pair", pair=pair)
        mapping[name.strip()] = column.strip()
    return mapping
