"""Ukrainian, Russian and Chinese as people type them in Latin letters: training data has too few such sentences."""

import re
from collections.abc import Iterator, Sequence

from anyascii import anyascii

# What the usual ways of writing have in common; then, for each language, ways that people do mix but rarely.
_COMMON = dict(zip("абвдезклмнопрстуфіэыґ", "abvdezklmnoprstufieyg", strict=True))
_UKRAINIAN = (
    "г=h и=y й=i х=kh ц=ts ч=ch ш=sh щ=shch ж=zh ю=iu я=ia є=ie ї=i ь= '=",
    "г=h и=y й=y х=h ц=ts ч=ch ш=sh щ=shch ж=zh ю=yu я=ya є=ye ї=yi ь= '=",
    "г=h и=y й=j х=h ц=c ч=ch ш=sh щ=shch ж=zh ю=ju я=ja є=je ї=ji ь= '='",
    "г=g и=i й=j х=x ц=ts ч=ch ш=sh щ=sch ж=j ю=yu я=ya є=e ї=i ь=' '=",
    "г=h и=y й=j х=ch ц=c ч=č ш=š щ=šč ж=ž ю=ju я=ja є=je ї=ji ь= '=",
)
_RUSSIAN = (
    "г=g и=i й=y х=kh ц=ts ч=ch ш=sh щ=shch ж=zh ю=yu я=ya ё=yo ь= ъ=",
    "г=g и=i й=j х=h ц=c ч=ch ш=sh щ=sh ж=zh ю=ju я=ja ё=jo ь=' ъ=",
    "г=g и=i й=i х=h ц=ts ч=ch ш=sh щ=sch ж=zh ю=yu я=ya ё=e ь= ъ=",
    "г=g и=i й=y х=x ц=ts ч=4 ш=sh щ=sch ж=j ю=u я=ya ё=e ь=' ъ=",
)


def _table(rules: str) -> dict[int, str]:
    pairs = dict(pair.split("=", 1) for pair in rules.split())
    return str.maketrans(_COMMON | pairs)


_TABLES = {"uk": [_table(rules) for rules in _UKRAINIAN], "ru": [_table(rules) for rules in _RUSSIAN]}
_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def romanised(language: str, text: Sequence[str], number: int) -> Iterator[list[str]]:
    """The words of `text` in one or two of the spellings usual in Latin letters; which ones `number` tells."""
    if language == "zh":
        latin = anyascii(" ".join(text))
        yield (_SYLLABLE.sub(" ", latin) if number % 3 else latin).lower().split()
    tables = _TABLES.get(language, [])
    for turn in range(min(2, len(tables))):
        yield " ".join(text).translate(tables[(number + turn * 2) % len(tables)]).split()
