"""Whether what came back can be a translation at all."""

import re

from conversations.translation.translator import down

_TAG = re.compile(r"<\s*[/!]?\s*[A-Za-z][^<>]{0,500}>")
# A name or "OK" is the same in every language; so many letters are not.
_SAME_LETTERS = 20
_LONGER_THAN = 10
_SHORT = 20


def check(original: str, translated: str) -> None:
    """Raises TranslatorDownError when `translated` is empty, markup, far too long, or a long text left as it was."""
    if not translated.strip():
        raise down("empty")
    if _TAG.search(translated) and not _TAG.search(original):
        raise down("markup")
    if len(translated) > _LONGER_THAN * max(len(original), _SHORT):
        raise down("far too long")
    if translated.strip() == original.strip() and sum(c.isalpha() for c in original) > _SAME_LETTERS:
        raise down("left as it was")
