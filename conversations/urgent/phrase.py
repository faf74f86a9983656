"""A phrase: steps of words, each with how many other words may come before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Self

from conversations.urgent.spelling import WORD, spelt

_GROUP = re.compile(r"\([^()]*\)")
_PART = re.compile(r"\.\.|~|\([^()]*\)|[^\s()]+")
_SKIPS = {"..": 4, "~": 1}


@cache
def _keys(option: str) -> tuple[str, ...]:
    """The keys of an option's words, one after the other."""
    if WORD.fullmatch(option):
        return (option,)
    return tuple(key for written in option.split() for key in _word_keys(written))


def _word_keys(written: str) -> list[str]:
    keys = WORD.findall(written)
    if not keys or "*" in written.strip("*"):
        raise ValueError(f"not a word of a phrase: {written}")
    keys[0] = "*" * written.startswith("*") + keys[0]
    keys[-1] += "*" * written.endswith("*")
    return keys


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One place of a phrase: a word of `single`, the words of one of `several`, or (if `optional`) nothing."""

    single: frozenset[str]
    several: tuple[tuple[str, ...], ...]
    optional: bool

    def firsts(self) -> set[str]:
        return {*self.single, *(option[0] for option in self.several)}

    def ends(self, said: list[frozenset[str]], at: int) -> Iterator[int]:
        """Where the message goes on after this step, should it begin at `at`."""
        if not self.single.isdisjoint(said[at]):
            yield at + 1
        for option in self.several:
            end = at + len(option)
            if end <= len(said) and all(key in word for key, word in zip(option, said[at:end], strict=True)):
                yield end


@cache
def _step(part: str) -> Step:
    options = [_keys(option) for option in spelt(part).strip("()").split("|")]
    single = frozenset(option[0] for option in options if len(option) == 1)
    return Step(single, tuple(option for option in options if len(option) > 1), () in options)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Steps, each with how many other words may come before it."""

    topic: int
    whole: bool
    steps: tuple[tuple[int, Step], ...]
    needs: frozenset[Step]

    @classmethod
    def read(cls, written: str, topic: int) -> Self:
        steps: list[tuple[int, Step]] = []
        skip = 0
        if set(_GROUP.sub("", written)) & set("()|"):
            raise ValueError(f"not a phrase: {written}")
        for part in _PART.findall(written.removeprefix("=")):
            if part in _SKIPS:
                skip += _SKIPS[part]
            else:
                steps.append((skip, _step(part)))
                skip = 0
        needs = frozenset(step for _, step in steps if not step.optional)
        return cls(topic, written.startswith("="), tuple(steps), needs)

    def beginnings(self) -> set[str]:
        """The keys of the words it may begin with."""
        keys: set[str] = set()
        for _, step in self.steps:
            keys |= step.firsts()
            if not step.optional:
                break
        return keys

    def end(self, said: list[frozenset[str]], at: int, place: int = 0, spare: int = 0) -> int | None:
        """Where the phrase ends in the message if from `place` on it is said at `at`, or `spare` words later."""
        if place == len(self.steps):
            return None if self.whole and at < len(said) else at
        skip, step = self.steps[place]
        for start in range(at, min(at + skip + spare + 1, len(said))):
            for after in step.ends(said, start):
                end = self.end(said, after, place + 1)
                if end is not None:
                    return end
        return self.end(said, at, place + 1, skip + spare) if step.optional else None
