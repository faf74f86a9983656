"""Languages that are none of ours: what they look like, and the general detector's opinion on them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from langdetect import DetectorFactory, LangDetectException, detect_langs
from langdetect.detector_factory import PROFILES_DIRECTORY

# A file for each language: everyday phrases, then the start of the Universal Declaration of Human Rights.
FOLDER = Path(__file__).parent / "world"
# Made-up lines for each language that the general detector has a profile of.
MADE_UP, LONGEST_WORD = 150, 14


def world_files() -> list[Path]:
    """A file for each language, named by its code."""
    return sorted(FOLDER.glob("*.txt"))


def world_lines(chance: Random) -> Iterator[tuple[str, str]]:
    """Every `(language, line)`: written by people, then made up of the letter sequences langdetect has counted."""
    for path in world_files():
        yield from ((path.stem, line) for line in path.read_text(encoding="utf-8").splitlines())
        yield from ((path.stem, line) for line in _made_up(path.stem, chance))


def _made_up(code: str, chance: Random) -> Iterator[str]:
    path = Path(PROFILES_DIRECTORY) / code
    if not path.exists():
        return
    following: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for gram, count in json.loads(path.read_text(encoding="utf-8"))["freq"].items():
        # “ a”: how a word starts; “ab ”, “abc”: what follows two characters.
        if len(gram) == 3 or (len(gram) == 2 and gram[0] == " "):
            letters, counts = following[gram[:-1]]
            letters.append(gram[-1])
            counts.append(count)
    for _ in range(MADE_UP):
        yield " ".join(_word(following, chance) for _ in range(chance.randint(2, 9)))


def _word(following: dict[str, tuple[list[str], list[int]]], chance: Random) -> str:
    word = " "
    while len(word) < LONGEST_WORD and (len(word) == 1 or word[-1] != " ") and word[-2:] in following:
        letters, counts = following[word[-2:]]
        word += chance.choices(letters, counts)[0]
    return word.strip()


@cache
def _ready() -> None:
    DetectorFactory.seed = 0


def detected(text: str) -> dict[str, float]:
    """The languages (ISO 639-1) the general detector takes `text` for, with its chances; slow, some 10 ms."""
    _ready()
    try:
        return {found.lang.partition("-")[0]: float(found.prob) for found in detect_langs(text)}
    except LangDetectException:
        return {}
