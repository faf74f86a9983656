"""Files that hold data."""

from pathlib import Path
from typing import Any

import yaml

from foundation.errors import ConfigurationError

# libyaml reads ten times as fast; the loader in Python reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises ConfigurationError, naming file and line, when it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}", path=str(path)) from error
