"""What the tests of conversations share."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from approdo.setup import migrate
from foundation.settings import Settings
from tests.support.postgresql import postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    """Settings that name a migrated PostgreSQL database."""
    with tempfile.TemporaryDirectory(prefix="approdo-pg-") as folder, postgresql(Path(folder)) as url:
        found = Settings(home=Path(folder), database_url=url)
        migrate(found)
        yield found
