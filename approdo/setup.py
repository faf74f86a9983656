"""Everything the house needs before it opens: database, content, models. Each step says what it does."""

import asyncio
import time
from collections.abc import Callable

from alembic import command
from alembic.config import Config
from rich.console import Console

from approdo.training import train_language_model, train_rasa
from foundation.database import create_engine, create_sessions
from foundation.settings import PROJECT, Settings
from knowledge.loading import load_content


def migrate(settings: Settings) -> None:
    """Bring the database to the newest revision."""
    config = Config(str(PROJECT / "alembic.ini"))
    config.set_main_option("script_location", str(PROJECT / "approdo" / "migrations"))
    config.attributes["settings"] = settings
    command.upgrade(config, "head")


async def _load(settings: Settings) -> bool:
    engine = create_engine(settings)
    try:
        return await load_content(create_sessions(engine))
    finally:
        await engine.dispose()


def set_up(settings: Settings, console: Console) -> None:
    """Run every step; a step whose result stands already takes no time and says so."""
    settings.home.mkdir(parents=True, exist_ok=True)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("database", lambda: migrate(settings)),
        ("knowledge base", lambda: asyncio.run(_load(settings))),
        ("language model", lambda: train_language_model(settings)),
        ("understanding (Rasa), about a minute when its sentences changed", lambda: train_rasa(settings)),
    ]
    for number, (name, step) in enumerate(steps, 1):
        began = time.monotonic()
        with console.status(f"{number}/{len(steps)} {name} …"):
            changed = step()
        word = "as it was" if changed is False else "ready"
        console.print(f"[green]✓[/] {number}/{len(steps)} {name}: {word}, {time.monotonic() - began:.0f} s")
