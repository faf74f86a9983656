"""A typed “yes” or “no” to what was just asked with buttons."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from foundation.files import read_yaml
from foundation.settings import PROJECT
from knowledge.guides.sections import spelt

FILE = PROJECT / "data" / "yes-no.yml"
# What is asked, by the button that says yes to it: what yes and no press.
_ASKED = {"erase:yes": ("erase:yes", "erase:no"), "question:tell": ("person", "topic:thanks")}


@cache
def _answers(path: Path = FILE) -> dict[str, bool]:
    """Every way to say yes (True) or no, all languages together, as `spelt` writes it."""
    rows = read_yaml(path)
    return {
        spelt(way): word == "yes" for word in ("no", "yes") for row in rows[word].values() for way in row.split("|")
    }


def button_meant(text: str, offered: Collection[str]) -> str | None:
    """The button that `text` presses when it says yes or no and no more: “sì”, “no thanks”.

    `offered` are the values of the buttons under the last answer. None when it says something else, when nothing was
    asked, or when topics stand to choose from, of which a yes tells none.
    """
    says = _answers().get(spelt(text))
    asked = next((buttons for button, buttons in _ASKED.items() if button in offered), None)
    if says is None or asked is None or any(value.startswith("topic:") for value in offered):
        return None
    return asked[0 if says else 1]
