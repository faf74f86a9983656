"""Cells of a spreadsheet that would be taken for a formula: disarmed when written, restored when read.

Source of the rule: OWASP ASVS 1.2.10 (an apostrophe before = + - @, tab and carriage return).
"""

_DANGER = "=+-@\t\r"


def disarmed(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would calculate; `restored` gives it back."""
    first, second = text[:1], text[1:2]
    meant = bool(first) and (first in _DANGER or (first == "'" and bool(second) and second in _DANGER + "'"))
    return f"'{text}" if meant else text


def restored(text: str) -> str:
    """What `disarmed` was given."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1:2] in _DANGER + "'" else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate the cell; a telephone number and a negative number are none."""
    if text[:1] not in ("=", "+", "-", "@"):
        return False
    return any(letter.isalpha() or letter in "=@" for letter in text)
