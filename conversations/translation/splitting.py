"""Cutting a text into pieces that a translator takes."""

import re
from collections.abc import Callable

# Ends of a paragraph, of a sentence, of a word: the best place first.
_ENDS = (re.compile(r"\n+"), re.compile(r"[.!?…؟।۔]+\s+|[。！？]+"), re.compile(r"\s+"))


def split(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Pieces that fit, in order; joined they are `text` again. No placeholder `[X1X]` is cut."""
    pieces: list[str] = []
    while text and not fits(text):
        cut = _best_cut(text, _longest_prefix(text, fits))
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def _longest_prefix(text: str, fits: Callable[[str], bool]) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return low


def _best_cut(text: str, longest: int) -> int:
    head = text[:longest]
    for end in _ENDS:
        cuts = [found.end() for found in end.finditer(head)]
        # A very short piece loses its context for nothing: rather the next best place.
        if cuts and cuts[-1] > longest // 3:
            return cuts[-1]
    opened = head.rfind("[X")
    return opened if opened > 0 and "]" not in head[opened:] else longest
