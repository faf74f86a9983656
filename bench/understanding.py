"""Our pipeline beside Rasa's stock DIET and logistic regression, on the same share of the data."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from approdo.bot import BOT
from bench.table import Row
from foundation.settings import PROJECT

# Sentences a topic and language: more would take DIET over half an hour on two cores.
SHARE = 5
EVERYTHING = 1000
UNITS = {"seconds": "s to train", "megabytes": "MB of model", "right": "share right", "parse": "ms a parse"}


def pipeline(config: Path, sentences: int) -> dict[str, float]:
    """Train and try one pipeline in the bot's environment."""
    environment = os.environ | {"PYTHONPATH": str(BOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with TemporaryDirectory() as folder:
        command = [str(BOT / ".venv/bin/python"), "bench/pipelines.py", str(config), str(sentences), folder]
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure() -> list[Row]:
    """Rows for the share, and ours on all sentences of the six languages."""
    ours = pipeline(BOT / "config.yml", SHARE)
    stock = {name: pipeline(PROJECT / "bench" / "stock" / f"{name}.yml", SHARE) for name in ("diet", "logistic")}
    rows = [
        Row(f"understanding, {SHARE} sentences a topic: {UNITS[key]}", "", ours[key], figures[key], f"stock {name}")
        for name, figures in stock.items()
        for key in UNITS
    ]
    whole = pipeline(BOT / "config.yml", EVERYTHING)
    return rows + [Row(f"understanding, all sentences of six languages: {UNITS[key]}", "", whole[key]) for key in UNITS]
