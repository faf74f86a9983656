"""The real app with what ships and the full records, for tests of the directory's interface and pages. No Rasa."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from approdo.training import train_language_model
from foundation.settings import Settings
from knowledge.loading import load_content
from tests.support.console import RunningConsole, furnished_home
from tests.support.exporting import full_records


@contextmanager
def running_directory(home: Path, database: Path, models: Path) -> Iterator[RunningConsole]:
    """It, until the end of the block: in `home`, on a copy of the empty `database`, with the models of a home."""
    train_language_model(Settings(home=models))
    running = RunningConsole(furnished_home(home, database, models / "models"))
    running.database(load_content)
    running.database(full_records)
    running.start()
    try:
        yield running
    finally:
        running.stop()
