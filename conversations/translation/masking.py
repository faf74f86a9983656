"""Hiding what no translator is to see or change, and putting it back.

The placeholder is `[X1X]`: Weblate has sent its own, `[X…X]`, through all its machine translators for years, while
braces, percent signs and hashes are torn apart or translated, and words of letters alone are "corrected". A translator
may still add spaces, use other brackets, letters that look alike, or the digits of its language; such a one is known.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from conversations.translation.protected import find_spans

_BRACKETS = r"\[\](){}<>⟦⟧【】［］〔〕「」『』«»‹›（）｛｝＜＞〈〉《》"
_CROSS = "[XxХхΧχ×Ｘｘ]"
_PLACEHOLDER = re.compile(
    rf"[{_BRACKETS}]\s*{_CROSS}?\s*(\d{{1,4}})\s*{_CROSS}\s*[{_BRACKETS}]"
    rf"|[{_BRACKETS}]\s*{_CROSS}\s*(\d{{1,4}})\s*{_CROSS}?\s*[{_BRACKETS}]"
    rf"|(?<![A-Za-z\d]){_CROSS}\s?(\d{{1,4}})\s?{_CROSS}(?![A-Za-z\d])"
)
# Only for those that are still missing: a number in square brackets, with whatever letters a translator made of X.
_ALTERED = re.compile(r"[\[【［⟦〔]\s*[^\W\d]{0,6}\s*(\d{1,4})\s*[^\W\d]{0,6}\s*[\]】］⟧〕]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Faithful:
    """A text with what was hidden put back; `missing` is what of it (and of single digits) the text no longer has."""

    text: str
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Masked:
    """A text as a translator may see it, and the values its placeholders stand for, in order."""

    text: str
    values: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        """Whether anything is left to translate."""
        return any(character.isalpha() for character in _PLACEHOLDER.sub("", self.text))

    def restored(self, translation: str) -> Faithful:
        """`translation` with the values back in the places of their placeholders."""
        seen: set[int] = set()

        def put_back(found: re.Match[str]) -> str:
            number = int(next(group for group in found.groups() if group))
            if not 1 <= number <= len(self.values):
                return found[0]
            seen.add(number)
            return self.values[number - 1]

        def put_back_missing(found: re.Match[str]) -> str:
            return found[0] if int(found[1]) in seen else put_back(found)

        pieces = _PLACEHOLDER.sub(put_back, translation)
        if len(seen) < len(self.values):
            pieces = _ALTERED.sub(put_back_missing, pieces)
        return Faithful(pieces, self.missing_from(pieces))

    def missing_from(self, text: str) -> list[str]:
        """Values, and single digits of the rest, that `text` does not have as often as they were written."""
        rest, missing = latin_digits(text), set()
        loose = _DIGIT.findall(_PLACEHOLDER.sub(" ", latin_digits(self.text)))
        # The longest first: "12" is not to be found in what is left of "12:30".
        for value in [*sorted(self.values, key=len, reverse=True), *loose]:
            if value in rest:
                rest = rest.replace(value, " ", 1)
            else:
                missing.add(value)
        return [value for value in dict.fromkeys([*self.values, *loose]) if value in missing]


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """`text` with all that is to be kept replaced by placeholders; `names` are proper names to keep as well.

    What is put back has the digits 0-9: a telephone number typed in Arabic can be dialled by an Italian.
    """
    parts: list[str] = []
    values: list[str] = []
    position = 0
    for start, end in find_spans(text, _listed(names)):
        values.append(latin_digits(text[start:end]))
        parts += [text[position:start], f"[X{len(values)}X]"]
        position = end
    return Masked("".join([*parts, text[position:]]), tuple(values))


def latin_digits(text: str) -> str:
    """`text` with the decimal digits of every script as 0-9."""
    return _DIGIT.sub(lambda found: str(int(found[0])), text)


def _listed(names: Iterable[str]) -> Sequence[str]:
    return list(names)
