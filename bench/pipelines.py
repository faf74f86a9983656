"""Train one Rasa pipeline and try it; run by the bot's own Python.

    bot/.venv/bin/python bench/pipelines.py CONFIG SENTENCES_A_TOPIC FOLDER LANGUAGE …

Takes the first SENTENCES_A_TOPIC of each file of `data/nlu` in these languages, and their test sentences; prints one
line of JSON: seconds of training, megabytes of the model, share right, milliseconds a parse.
"""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

from rasa.core.agent import load_agent

PROJECT = Path(__file__).parents[1]


def sentences(folder, language):
    """Yield (topic, sentences) of one language."""
    for path in sorted((folder / language).glob("*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, [line[6:] for line in lines if line.startswith("    - ")]


def write_share(folder, count, languages):
    """Write the share of the data that is trained on, and a domain for it."""
    topics = []
    for language in languages:
        for topic, rows in sentences(PROJECT / "data" / "nlu", language):
            topics.append(topic)
            head = f'version: "3.1"\nnlu:\n- intent: {topic}\n  examples: |\n'
            target = folder / "data" / f"{language}_{topic}.yml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(head + "".join(f"    - {row}\n" for row in rows[:count]), encoding="utf-8")
    domain = {"version": "3.1", "intents": sorted(set(topics))}
    (folder / "domain.yml").write_text(json.dumps(domain), encoding="utf-8")


async def try_out(model, languages):
    """Return the share of test sentences understood right, and milliseconds a parse."""
    agent = await load_agent(str(model))
    tests = [pair for code in languages for pair in sentences(PROJECT / "data" / "test", code)]
    asked = [(topic, row) for topic, rows in tests for row in rows]
    began = time.perf_counter()
    right = 0
    for topic, row in asked:
        ranking = (await agent.parse_message(row))["intent_ranking"]
        right += bool(ranking) and ranking[0]["name"] == topic
    return right / len(asked), (time.perf_counter() - began) / len(asked) * 1000


def main(config, count, folder, languages):
    """Train, try, print."""
    write_share(folder, count, languages)
    command = [str(PROJECT / "bot/.venv/bin/rasa"), "train", "nlu", "--config", config, "--nlu", str(folder / "data")]
    command += ["--domain", str(folder / "domain.yml"), "--out", str(folder), "--fixed-model-name", "model"]
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    model = folder / "model.tar.gz"
    right, parse = asyncio.run(try_out(model, languages))
    print(json.dumps({"seconds": seconds, "megabytes": model.stat().st_size / 1e6, "right": right, "parse": parse}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
