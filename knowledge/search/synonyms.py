"""What people call things: topics in every language, and kinds of organizations (`data/search`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import yaml

from foundation.files import read_yaml
from foundation.settings import PROJECT

FOLDER = PROJECT / "data" / "search" / "synonyms"
KINDS = FOLDER.parent / "kinds.yml"


@cache
def names_of_topics() -> dict[str, dict[str, str]]:
    """Topic → language → the words people use for it besides its title."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(FOLDER.glob("*.yml")):
        for topic, words in read_yaml(path).items():
            found[topic][path.stem] = " ".join(words)
    return dict(found)


@cache
def names_of_kinds() -> dict[str, str]:
    """Kind of organization → what it is called, all languages in one text."""
    return dict(read_yaml(KINDS))


def joined(held: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Topic → words of both, those of `held` first, each once."""
    return {topic: list(dict.fromkeys([*held.get(topic, ()), *more.get(topic, ())])) for topic in {**held, **more}}


def as_yaml(words: Mapping[str, Sequence[str]]) -> str:
    """Topic → words of one language as its file holds them."""
    plain = {topic: list(listed) for topic, listed in words.items()}
    return yaml.safe_dump(plain, allow_unicode=True, default_flow_style=None, width=120, sort_keys=True)
