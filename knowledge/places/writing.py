"""Messages cut into words of one script each, and words made comparable within their script."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from foundation.text import folded

_JOINERS = "\u200c\u200d"
_SCRIPTS = {
    "latin": "A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ",
    "cyrillic": "\u0400-\u052f\u0301",
    "arabic": f"\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06e1-\u06ef\u06fa-\u06ff"
    f"\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc{_JOINERS}",
    "bengali": f"\u0980-\u09e5\u09f0-\u09fe{_JOINERS}",
    "gurmukhi": f"\u0a01-\u0a65\u0a70-\u0a76{_JOINERS}",
    "sinhala": f"\u0d81-\u0de5\u0df2\u0df3{_JOINERS}",
    "han": "\u3400-\u9fff",
}
_APOSTROPHE = r"(?:['’ʼ](?=[\u0400-\u052f]))"
_WORD = re.compile(
    "|".join(
        f"(?P<{script}>(?:[{letters}]{'|' + _APOSTROPHE if script == 'cyrillic' else ''})+)"
        for script, letters in _SCRIPTS.items()
    )
    + r"|(?P<number>\d+)|(?P<other>[^\W\d_]+)"
)
# Letters that writers mix up, made one: Arabic and Urdu forms, е/ё and г/ґ, long and short Indic vowels.
_ALIKE = {
    ord(letter): kept
    for kept, letters in {
        "ا": "أإآٱ",
        "ي": "ىیېے",
        "ك": "ک",
        "ه": "ةہھۃۂ",
        "و": "ؤ",
        "ف": "ڤ",
        "е": "ё",
        "г": "ґ",
        "\u0dd9": "\u0dda",
        "\u0ddc": "\u0ddd",
        "\u0dd2": "\u0dd3",
        "\u0dd4": "\u0dd6",
        "\u09bf": "\u09c0",
        "\u09c1": "\u09c2",
        "\u0a3f": "\u0a40",
        "\u0a41": "\u0a42",
        "\u0a47": "\u0a48",
        "\u0a4b": "\u0a4c",
        "\u0a02": "\u0a70",
        "স": "শষ",
    }.items()
    for letter in letters
}
# Vowel points, the lengthening stroke, nukta and addak, joiners, apostrophes.
_DROPPED = re.compile("[\u064b-\u065f\u0670\u0640\u09bc\u0a3c\u0a71\u200c\u200d'’ʼ\u0301]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a message: what it says, where it stands, and `key`, by which it is compared."""

    text: str
    start: int
    end: int
    script: str
    key: str


@lru_cache(maxsize=8192)
def key_of(text: str, script: str) -> str:
    """The form under which two spellings of a word are the same."""
    if script == "latin":
        return text.lower() if text.isascii() else folded(text).replace(" ", "")
    plain = unicodedata.normalize("NFKC", text).lower().translate(_ALIKE)
    return _DROPPED.sub("", unicodedata.normalize("NFC", plain))


def words_of(text: str) -> list[Word]:
    """The words of the text in order; letters of two scripts never share a word ("我在Rho" are two)."""
    found = []
    for match in _WORD.finditer(text):
        script = match.lastgroup or "other"
        found.append(Word(match.group(), match.start(), match.end(), script, key_of(match.group(), script)))
    return found


def keys_of(text: str) -> str:
    """The keys of all words of the text, set apart by one space."""
    return " ".join(word.key for word in words_of(text) if word.key)
