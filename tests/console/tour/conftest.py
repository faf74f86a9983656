"""A house of the tour's own, with accounts made as the README says."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.settings import PROJECT
from tests.support.console import PASSWORD
from tests.support.house import RunningHouse, free_port


@pytest.fixture(scope="module")
def console(test_home: Path) -> Iterator[RunningHouse]:
    """The whole house with an empty database, an editor and a coordinator; its models are those of all tests."""
    home = test_home / "tour"
    home.mkdir(exist_ok=True)
    (test_home / "models").mkdir(exist_ok=True)
    if not (home / "models").exists():
        (home / "models").symlink_to(test_home / "models", target_is_directory=True)
    house = RunningHouse(home, free_port())
    house.start()
    for name, role in (("anna", "editor"), ("carla", "admin")):
        command = [sys.executable, "-m", "approdo", "user", "add", f"{name}@example.org", "--role", role]
        given = [*command, "--name", name.title(), "--password-stdin"]
        subprocess.run(given, cwd=PROJECT, env=house.environment, input=PASSWORD.encode(), check=True)
    yield house
    house.stop()
