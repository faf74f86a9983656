"""How words are compared: without case, accents, doubled letters and the marks that people leave out."""

import re
from unicodedata import normalize

from anyascii import anyascii

_NOT = re.compile(r"(?<=n)['’´`](?=t\b)", re.IGNORECASE)
_ELISION = re.compile(r"(?<=[a-zà-ɏ])['’ʼ´`]", re.IGNORECASE)
_SILENT = re.compile(r"['`]")
# In Latin letters words of other scripts would be taken for one another: Cyrillic, Arabic and Indic ones keep their
# own letters, with the marks that people leave out struck off and the letters they mix made one.
_OWN = "а-ўґءآ-يٱ-ۓ\u0980-\u09e3\u0a01-\u0a65\u0a70-\u0a75\u0d80-\u0de5\u0df2\u0df3"
_OTHERS = re.compile(f"[^{_OWN}]+")
_MARKS = re.compile(
    r"[ьъ\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0981\u09bc\u09cd\u0a02\u0a3c\u0a4d\u0a70\u0a71\u0dca\u200c\u200d]"
)
_SPELLINGS = str.maketrans(
    "іыэєґٱىیةہھۃکীূণষশੀੂਣණළීූෑශෂඒඕ",
    "ииеегاييههههكিুনসসਿੁਨනලිුැසසඑඔ",
)
_DOUBLED = re.compile(r"([^\W\d_])\1+")
WORD = re.compile(f"[a-z0-9]+|[{_OWN}]+")


def spelt(text: str) -> str:
    """`text` in the spelling that words are compared in."""
    plain = text.lower()
    if not plain.isascii():
        plain = _MARKS.sub("", normalize("NFD", plain)).translate(_SPELLINGS)
    spaced = _ELISION.sub(" ", _NOT.sub("", plain))
    latin = spaced if spaced.isascii() else _OTHERS.sub(lambda other: anyascii(other[0]).lower(), spaced)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", latin))


def forms(word: str) -> set[str]:
    """What a phrase may call `word`: itself, its beginnings, its ends."""
    return {word} | {f"{word[:n]}*" for n in range(2, len(word) + 1)} | {f"*{word[n:]}" for n in range(len(word) - 1)}
