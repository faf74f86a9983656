"""Which languages a script leaves possible, by the name Unicode gives each letter."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

LATIN, CYRILLIC, ARABIC = "LATIN", "CYRILLIC", "ARABIC"
# Scripts that one language of ours, or of the world's greater ones, has for itself.
_ALONE_TEXT = (
    "BENGALI bn GURMUKHI pa SINHALA si CJK zh BOPOMOFO zh HIRAGANA ja KATAKANA ja HANGUL ko DEVANAGARI hi GREEK el "
    "HEBREW he THAI th TAMIL ta TELUGU te KANNADA kn MALAYALAM ml GUJARATI gu ORIYA or GEORGIAN ka ARMENIAN hy "
    "ETHIOPIC am KHMER km LAO lo MYANMAR my TIBETAN bo THAANA dv TIFINAGH zgh SYRIAC syr NKO nqo OL sat"
)
_ALONE = dict(zip(_ALONE_TEXT.split()[::2], _ALONE_TEXT.split()[1::2], strict=True))
_SHARED = {
    CYRILLIC: ("uk", "ru", "bg", "mk", "sr", "be", "kk"),
    ARABIC: ("ar", "ur", "fa", "ps", "ckb"),
}
NEVER_LATIN = {code for codes in _SHARED.values() for code in codes} - {"uk", "ru", "ar", "ur"}
# A text with one of the first letters and none of the second is in none of these languages.
_LETTERS = (
    ("іїєґ", "ыэёъ", ("ru", "bg")),
    ("ыэёъ", "іїєґ", ("uk",)),
    ("јњљђћџѓќѕўәқғүұөңһ", "", ("uk", "ru", "bg")),
    ("ٹڈڑےں", "", ("ar", "fa", "ckb")),
    ("ەێۆڕڵ", "", ("ar", "ur", "fa")),
    ("ټډړږښڼۍې", "", ("ar", "ur", "fa")),
)
# One letter of these says as much as several Latin ones; Italian terms in Latin letters are usual in every script.
_WEIGHT = {LATIN: 1, "CJK": 6, "HIRAGANA": 20, "KATAKANA": 20, "HANGUL": 6}


def prevailing(words: Sequence[str]) -> str | None:
    """The script of most letters; None where there are none. Each word must hold a letter."""
    text = "".join(words)
    if text.isascii():
        return LATIN if text else None
    counts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if script := script_of(character):
            counts[script] += times * _WEIGHT.get(script, 3)
    # Ties fall to the script that comes first in the text.
    return counts.most_common(1)[0][0] if counts else None


def choices_of(script: str, text: str, known: Sequence[str]) -> Sequence[str] | None:
    """Which of the `known` languages a text in a script can be in; None where the script alone must tell."""
    if script == LATIN:
        return [code for code in known if code not in NEVER_LATIN]
    possible = _SHARED.get(script)
    if possible is None:
        return None
    without = {code for letters, others, codes in _LETTERS for code in codes if _has(text, letters, others)}
    return [code for code in possible if code not in without]


def _has(text: str, letters: str, others: str) -> bool:
    return any(letter in text for letter in letters) and not any(letter in text for letter in others)


def language_of(script: str) -> str | None:
    """The one language written in a script, if there is one that matters here."""
    return _ALONE.get(script)


@lru_cache(maxsize=8192)
def script_of(character: str) -> str | None:
    """The script of one letter: the first word of its Unicode name."""
    if not character.isalpha():
        return None
    first = unicodedata.name(character, "").partition(" ")[0]
    return {"FULLWIDTH": LATIN, "CJK": "CJK", "HALFWIDTH": "KATAKANA"}.get(first, first) or None
