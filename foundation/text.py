"""Text made comparable: one folding for names, phrases and search."""

import re
import unicodedata

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Joiners shape Persian, Urdu and Indic words and emoji, marks keep numbers in order in Arabic: text, not control.
_KEPT = {"\n", "\t", "\u200c", "\u200d", "\u200e", "\u200f"}


def folded(text: str) -> str:
    """`text` in Latin letters without case, accents or punctuation, words set apart by one space."""
    return _NOT_WORD.sub(" ", anyascii(text).lower()).strip()


def cleaned(text: str) -> str:
    """`text` without control and direction-override characters, composed (NFC), spaces at the ends cut."""
    kept = "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _CONTROL)
    return unicodedata.normalize("NFC", kept).strip()
