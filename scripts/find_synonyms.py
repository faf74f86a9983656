"""Find what people call each topic in their sentences, and write it to `data/search/synonyms/<language>.yml`.

A word belongs to a topic when several of its sentences have it and few of others. What stands there by hand stays:
words are only added, so that the files can be read through and put right.

    python -m scripts.find_synonyms
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from foundation.files import read_yaml
from foundation.languages import languages
from foundation.settings import PROJECT
from foundation.topics import topics
from knowledge.search.synonyms import FOLDER, as_yaml, joined
from knowledge.search.words import small_words, stems, written_words

# A word is typical when so many sentences of the topic have it, and this share of all that have it are the topic's;
# a word that stands in many of the topic's sentences may be shared by some topics ("permit").
LEAST, SHARE = 2, 0.3
MANY, SHARED = 0.1, 0.06
# So many a topic and language.
MOST = 15


@dataclass
class Counted:
    """The sentences of a topic: how many, and stem → how often it is written how."""

    sentences: int
    words: dict[str, Counter[str]]


def typical(language: str) -> dict[str, list[str]]:
    """Topic → the words of the language by which people ask for it, the most telling first, as they write them."""
    found = {path.stem: _counted(path) for path in sorted((PROJECT / "data" / "nlu" / language).glob("*.yml"))}
    everywhere: Counter[str] = Counter()
    for counted in found.values():
        everywhere.update({stem: written.total() for stem, written in counted.words.items()})
    wanted = {topic.id for topic in topics().values() if topic.has_guide}
    return {topic: _telling(counted, everywhere) for topic, counted in found.items() if topic in wanted}


def _telling(counted: Counted, everywhere: Counter[str]) -> list[str]:
    telling = {}
    for stem, written in counted.words.items():
        share, often = written.total() / everywhere[stem], written.total()
        if (share >= SHARE and often >= LEAST) or (share >= SHARED and often >= MANY * counted.sentences):
            telling[stem] = share * often
    best = sorted(telling, key=lambda stem: (-telling[stem], stem))[:MOST]
    return [counted.words[stem].most_common(1)[0][0] for stem in best]


def _counted(path: Path) -> Counted:
    words: dict[str, Counter[str]] = defaultdict(Counter)
    sentences = read_yaml(path)["nlu"][0]["examples"].splitlines()
    for sentence in sentences:
        for written in dict.fromkeys(written_words(sentence.removeprefix("- ").lower())):
            for stem in stems(written):
                if len(stem) > 1 and stem not in small_words():
                    words[stem][written] += 1
    return Counted(len(sentences), words)


def main() -> None:
    """Add to every language's file what it lacks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code in languages():
        path = FOLDER / f"{code}.yml"
        held: dict[str, list[str]] = read_yaml(path) if path.exists() else {}
        path.write_text(as_yaml(joined(held, typical(code))), encoding="utf-8")


if __name__ == "__main__":
    main()
