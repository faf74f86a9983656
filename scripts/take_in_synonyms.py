"""Take words that staff have added in their console into `data/search/synonyms/<language>.yml`.

The files are those of `/console/questions/synonyms`, each named after its language. Words are only added.

    python -m scripts.take_in_synonyms somewhere/it.yml somewhere/ar.yml
"""

import sys
from pathlib import Path

from foundation.files import read_yaml
from foundation.languages import languages
from foundation.topics import topics
from knowledge.search.synonyms import FOLDER, as_yaml, joined


def take_in(path: Path, folder: Path = FOLDER) -> int:
    """Add one file to that of its language in `folder`; how many words were new.

    Raises SystemExit for a language or a topic that is none.
    """
    more, target = read_yaml(path), folder / path.name
    held = read_yaml(target) if target.exists() else {}
    wrong = [topic for topic in more if topic not in topics() or not topics()[topic].has_guide]
    if path.stem not in languages() or wrong:
        raise SystemExit(f"{path}: no language or topic of ours: {', '.join([path.stem, *wrong])}")
    both = joined(held, more)
    target.write_text(as_yaml(both), encoding="utf-8")
    return sum(len(words) - len(held.get(topic, ())) for topic, words in both.items())


def main(paths: list[str]) -> None:
    """Take each file in and say what was new."""
    for path in paths:
        print(f"{path}: {take_in(Path(path))} new")


if __name__ == "__main__":
    main(sys.argv[1:])
