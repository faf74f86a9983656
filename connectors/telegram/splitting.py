"""Long texts in pieces: at paragraphs, else at lines, else between words, never inside what people see as one sign."""

import unicodedata
from collections.abc import Iterator, Sequence

# Telegram takes 4,096 UTF-16 units after entities were parsed; some are left for what is put around a piece.
LONGEST = 3900
_JOINER = "\u200d"
_SEPARATORS = ("\n\n", "\n", " ")


def units(text: str) -> int:
    """The length of `text` as Telegram counts it (UTF-16 code units)."""
    return len(text.encode("utf-16-le")) // 2


def _continues(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the one before: marks, joined emoji, skin tones, flags."""
    character, before = text[at], text[at - 1]
    if character == _JOINER or before == _JOINER or unicodedata.category(character) in ("Mn", "Me", "Mc"):
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f":
        return True
    return _is_flag_half(character) and _flags_before(text, at) % 2 == 1


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while at - 1 - count >= 0 and _is_flag_half(text[at - 1 - count]):
        count += 1
    return count


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit into `limit` units, a whole character at the end."""
    used = end = 0
    for end, character in enumerate(text):  # noqa: B007 - the end is what is looked for
        used += units(character)
        if used > limit:
            break
    else:
        return len(text)
    cut = end
    while cut > 1 and _continues(text, cut):
        cut -= 1
    return cut if cut > 1 or end <= 1 else end


def _best_cut(text: str, limit: int) -> int:
    fitting = _fitting(text, limit)
    if fitting == len(text):
        return fitting
    # What stands in the first half would leave pieces too small to read.
    cuts = (text.rfind(separator, fitting // 2, fitting) for separator in _SEPARATORS)
    return next((cut for cut in cuts if cut > 0), fitting)


def split(text: str, limit: int = LONGEST) -> list[str]:
    """`text` in pieces of at most `limit` UTF-16 units, in order, nothing lost but the blanks at the cuts."""
    pieces, rest = [], text.strip()
    while rest:
        cut = _best_cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return pieces


def packed(blocks: Sequence[tuple[str, int]], limit: int = LONGEST) -> Iterator[str]:
    """Blocks of HTML (with the units each shows) put together with blank lines into pieces of at most `limit`."""
    held: list[str] = []
    used = 0
    for html, length in blocks:
        if held and used + length + 2 > limit:
            yield "\n\n".join(held)
            held, used = [], 0
        held.append(html)
        used += length + 2
    if held:
        yield "\n\n".join(held)
