"""How alike a question and a group are, whatever their languages: by the ranking of topics, and by shared words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from foundation.text import folded
from foundation.topics import topics

OUT_OF_SCOPE = "out_of_scope"
# A word says the more the rarer it is; shorter ones are mostly particles, in every language.
_SHORTEST = 4
# Endings differ with gender, number and case: so many letters of a word count.
_STEM = 6
# Words of a group that are compared; more only repeat its oldest questions.
_WORDS = 40

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Asked:
    """One question as it is compared: its `identifier`, the shares of topics it may be about, and its words."""

    identifier: int
    scores: Weights
    text: str


@cache
def _about_something() -> frozenset[str]:
    return frozenset(topic.id for topic in topics().values() if topic.has_guide)


def words_of(text: str) -> list[str]:
    """The words of a question that may say what it is about: folded to Latin letters, without their endings."""
    return sorted({word[:_STEM] for word in folded(text).split() if len(word) >= _SHORTEST and not word.isdigit()})


def rarity(questions: Iterable[list[str]]) -> dict[str, float]:
    """How much each word says: the logarithm of how rare it is."""
    counts, number = Counter[str](), 0
    for words in questions:
        counts.update(words)
        number += 1
    return {word: math.log(1 + number / count) for word, count in counts.items()}


def topic_part(scores: Weights) -> dict[str, float]:
    """The roots of the shares of topics one can ask about: their product with another's is how much they overlap.

    (The Bhattacharyya coefficient of two distributions: 1 for the same, 0 for nothing in common.)
    """
    known = _about_something()
    return {topic: math.sqrt(share) for topic, share in scores.items() if topic in known and share > 0}


def word_part(words: list[str], rare: Weights) -> dict[str, float]:
    """The weights of words, of length 1 together."""
    return unit({word: rare[word] for word in words if word in rare})


def unit(weights: Weights) -> dict[str, float]:
    """The same direction with length 1; empty when there is none."""
    length = math.sqrt(sum(value * value for value in weights.values()))
    return {key: value / length for key, value in weights.items()} if length else {}


def overlap(first: Weights, second: Weights) -> float:
    """The product of two sets of weights."""
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return sum(value * large[key] for key, value in small.items() if key in large)


@dataclass
class Group:
    """Questions that are alike. What it is compared by are the mean shares of its topics and the sum of its words."""

    number: int
    members: list[Asked] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    topics: dict[str, float] = field(default_factory=dict)
    direction: dict[str, float] = field(default_factory=dict)

    def add(self, asked: Asked, words: Weights) -> None:
        """Take a question in."""
        self.members.append(asked)
        for topic, share in asked.scores.items():
            self.shares[topic] = self.shares.get(topic, 0.0) + share
        for word, weight in words.items():
            self.words[word] = self.words.get(word, 0.0) + weight
        # Large groups hardly change any more.
        if len(self.members) < 64 or len(self.members) & 63 == 0:
            self.settle()

    def settle(self) -> None:
        """Work out anew what it is compared by."""
        size = len(self.members)
        self.topics = topic_part({topic: share / size for topic, share in self.shares.items()})
        if len(self.words) > _WORDS:
            first = sorted(self.words.items(), key=lambda row: (-row[1], row[0]))[:_WORDS]
            self.direction = unit(dict(first))
        else:
            self.direction = unit(self.words)

    @property
    def topic(self) -> str | None:
        """What it is most likely about; None where the rankings say nothing."""
        return max(self.shares, key=lambda topic: (self.shares[topic], topic), default=None)

    def likeness(self, topic_weights: Weights, words: Weights) -> float:
        """How alike it is to a question: 1 is the same ranking of topics, or the same words; 0 nothing in common."""
        return overlap(topic_weights, self.topics) + overlap(words, self.direction)
