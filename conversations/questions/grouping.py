"""Questions that ask the same, put together over all languages. Deterministic, and nearly linear in their number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from conversations.questions.likeness import (
    OUT_OF_SCOPE,
    Asked,
    Group,
    Weights,
    rarity,
    topic_part,
    word_part,
    words_of,
)

# From here on they are alike. Of 3,882 questions of data/test in sixteen languages, as the model ranks them, it makes
# 78 groups for 64 topics; 97 % are about what most of their group is about. 0.45 and 0.6 give nearly the same.
ALIKE = 0.5
# What stays alone and has nothing to do with the service is read together.
FEW = 3
# A share of topics below it leads to no group: too many would have to be compared.
_LEADS = 0.15
# A word that leads to more groups than this leads to none.
_MOST_GROUPS = 25


def grouped(questions: Sequence[Asked]) -> list[list[Asked]]:
    """The groups of `questions`, the largest first; those within a group in the order of their identifiers.

    The surest ones are placed first, so that groups have firm hearts; each of the others goes to the group it is most
    alike, or begins one. The order of `questions` changes nothing.
    """
    tokens = {asked.identifier: words_of(asked.text) for asked in questions}
    rare = rarity(tokens.values())
    placing = _Placing()
    for asked in sorted(questions, key=_surest_first):
        placing.place(asked, word_part(tokens[asked.identifier], rare))
    return _in_order(_gathered(placing.groups))


def _surest_first(asked: Asked) -> tuple[float, int]:
    return (-max(asked.scores.values(), default=0.0), asked.identifier)


class _Placing:
    """The groups so far, and the ways that lead to them: by a topic, by a rare word."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_topic: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)

    def place(self, asked: Asked, words: Weights) -> None:
        """Put a question into the group it is most alike, else into a new one."""
        topic_weights = topic_part(asked.scores)
        best, likeness = None, ALIKE
        for number in self._near(asked.scores, words):
            found = self.groups[number].likeness(topic_weights, words)
            if found > likeness:
                best, likeness = self.groups[number], found
        if best is None:
            best = Group(len(self.groups))
            self.groups.append(best)
        best.add(asked, words)
        for topic in _leading(asked.scores):
            self._by_topic[topic].add(best.number)
        for word in words:
            self._by_word[word].add(best.number)

    def _near(self, scores: Weights, words: Weights) -> list[int]:
        found: set[int] = set()
        for topic in _leading(scores):
            found |= self._by_topic[topic]
        for word in words:
            if len(numbers := self._by_word[word]) <= _MOST_GROUPS:
                found |= numbers
        return sorted(found)


def _leading(scores: Weights) -> Iterator[str]:
    return (topic for topic, share in scores.items() if share >= _LEADS and topic != OUT_OF_SCOPE)


def _gathered(groups: list[Group]) -> list[list[Asked]]:
    """The groups' questions; the small ones that have nothing to do with the service together."""
    large: list[list[Asked]] = []
    rest: list[list[Asked]] = []
    for group in groups:
        apart = group.topic == OUT_OF_SCOPE and len(group.members) < FEW
        (rest if apart else large).append(group.members)
    return [*large, [asked for members in rest for asked in members]] if rest else large


def _in_order(groups: list[list[Asked]]) -> list[list[Asked]]:
    ordered = [sorted(members, key=lambda asked: asked.identifier) for members in groups]
    return sorted(ordered, key=lambda members: (-len(members), members[0].identifier))
