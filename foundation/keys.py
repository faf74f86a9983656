"""Keys of this house, each in a file of the home folder that only its owner reads."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path, name: str) -> str:
    """The key `<name>.key` of the home folder: 64 hex digits, made at the first call, the same ever after."""
    path = home / f"{name}.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        _make(path, home / f"{name}.key.{secrets.token_hex(8)}")
    return path.read_text(encoding="ascii")


def _make(path: Path, draft: Path) -> None:
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        # All or nothing, and the first one wins: another process never reads half a key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
