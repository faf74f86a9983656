"""What people call things: topics in every language, and kinds of organizations (`data/search`)."""

from collections import defaultdict
from functools import cache

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
