"""All words are complete: one command says so."""

import subprocess
import sys

from foundation.settings import PROJECT
from foundation.topics import topics


def test_words_are_complete() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.check_words"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "74 topics and 16 languages" in done.stdout


def test_rasa_is_told_of_every_topic() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.write_domain", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_people_come_with_names_every_topic_but_danger_and_courtesy() -> None:
    text = (PROJECT / "docs" / "what-people-come-with.md").read_text(encoding="utf-8")
    listed = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    danger = {topic for topic, about in topics().items() if about.kind == "urgent"}
    assert sorted(listed) == sorted(set(topics()) - danger - {"greet", "thanks", "goodbye"})
