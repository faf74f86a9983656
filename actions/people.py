"""Who writes only whom it is about has not said yet what she needs."""

from functools import cache
from pathlib import Path

from foundation.files import read_yaml
from foundation.settings import PROJECT
from knowledge.guides.sections import spelt

FILE = PROJECT / "data" / "people.yml"


@cache
def _words(path: Path = FILE) -> tuple[frozenset[str], frozenset[str]]:
    """The words for people, and these with what may stand beside them: all languages together, as `spelt` writes."""
    rows = read_yaml(path)
    # Chinese is read sign by sign: each sign of a word counts.
    people, beside = (frozenset(spelt(" ".join(rows[kind].values())).split()) for kind in ("people", "beside"))
    return people, people | beside


def only_people(text: str) -> bool:
    """Whether `text` names people and says nothing else: “my husband”, “figli”."""
    people, all_words = _words()
    said = spelt(text).split()
    return any(word in people for word in said) and all(word in all_words for word in said)
