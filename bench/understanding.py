"""Our pipeline beside Rasa's stock DIET and logistic regression, on the same share of the data."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from approdo.bot import BOT
from bench.table import Row
from foundation.settings import PROJECT

# The share the three are compared on: five sentences a topic in three scripts. More would take DIET half an hour.
SHARE, SHARED = 5, ("it", "ar", "uk")
EVERYTHING, ALL = 1000, ("it", "en", "fr", "es", "ar", "uk")
UNITS = {"seconds": "s to train", "megabytes": "MB of model", "right": "share right", "parse": "ms a parse"}


def pipeline(config: Path, sentences: int, languages: tuple[str, ...]) -> dict[str, float]:
    """Train and try one pipeline in the bot's environment."""
    environment = os.environ | {"PYTHONPATH": str(BOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with TemporaryDirectory() as folder:
        command = [str(BOT / ".venv/bin/python"), "bench/pipelines.py", str(config), str(sentences), folder, *languages]
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure() -> list[Row]:
    """Rows for the share, and ours on all sentences of the six languages."""
    ours = pipeline(BOT / "config.yml", SHARE, SHARED)
    stock = PROJECT / "bench" / "stock"
    share = f"{SHARE} sentences a topic in {len(SHARED)} languages"
    rows = []
    for name in ("diet", "logistic"):
        figures = pipeline(stock / f"{name}.yml", SHARE, SHARED)
        rows += [Row(f"{share}: {UNITS[key]}", "", ours[key], figures[key], f"stock {name}") for key in UNITS]
    whole = pipeline(BOT / "config.yml", EVERYTHING, ALL)
    return rows + [Row(f"all sentences of six languages: {UNITS[key]}", "", whole[key]) for key in UNITS]
