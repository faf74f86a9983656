"""Folding: every way of writing the same words is brought to the same plain letters."""

import re
import unicodedata

from anyascii import anyascii

_ARABIC_LETTERS = str.maketrans("أإآٱىیئؤةک", "اااايييوهك", "ـ")
_ARABIC = re.compile("[\u0600-\u06ff]")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_REPEATED = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
# Sounds that scripts and spellings confuse are written one way; vowels and h are left out.
_SOUNDS = str.maketrans("pvqczgx", "bfkksjs", "aeiouhyw")
# A short first clause and what follows it, in the punctuation of all our scripts.
_CLAUSES = re.compile(r"^\s*([^,.!?;:،؟!。，！？।…\n]{1,30})[,.!?;:،؟!。，！？।…\n]+\s*(\S.*)$", re.DOTALL)
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


def fold(text: str) -> str:
    """Return `text` as lower-case Latin letters and digits with single spaces, whatever its script."""
    if _ARABIC.search(text):
        text = fold_arabic(text)
    plain = _NOT_PLAIN.sub(" ", anyascii(text).lower()).strip()
    return _REPEATED.sub(r"\1\1", plain)


def fold_arabic(text: str) -> str:
    """Return Arabic `text` without vowel signs and stretching, its letter variants written one way."""
    marked = unicodedata.normalize("NFKC", text)
    return "".join(mark for mark in marked if unicodedata.category(mark) != "Mn").translate(_ARABIC_LETTERS)


def consonants(folded: str) -> str:
    """Return the consonants one hears in a folded text: “case popolari” and “كازي بوبولاري” meet."""
    return _TWICE.sub(r"\1", folded.translate(_SOUNDS))


def question_after_courtesy(text: str) -> str | None:
    """Return what follows a short first clause of `text`, if that is long enough to be a question of its own."""
    match = _CLAUSES.match(text)
    return match[2] if match and len(fold(match[2])) >= 10 else None


def chinese_runs(text: str) -> list[str]:
    """Return the unbroken runs of Chinese characters in `text`."""
    return _CHINESE.findall(text)
