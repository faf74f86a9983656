"""A question as it may be kept: without what says who asked it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from conversations.translation.protected import find_spans
from foundation.files import read_yaml
from foundation.settings import PROJECT
from foundation.text import cleaned

FILE = PROJECT / "data" / "introductions.yml"
HIDDEN = "[…]"
# Characters kept of a question: what comes after is its story.
LONGEST = 500
_READ = 2 * LONGEST
# A name has up to so many words, one in Chinese up to so many characters.
_NAMES, _CHARACTERS = 3, 3
# Amounts, years, ages, times, forms and levels (730, 2026, 16,46 €, B1, F24): they say what is asked, not by whom.
_HARMLESS = re.compile(
    r"\d{1,4}|(?:€\s?)?\d{1,4}(?:[.,]\d{1,2})?\s?[€%]?|[A-Za-z]\d{1,3}|\d{1,3}-?[A-Za-z]{1,2}|\d{1,2}[:.]\d\d"
    # Arabic and Bengali in Latin letters: a digit or two stand for sounds (`3andi`, `w9tach`).
    r"|(?=[a-z]*\d[a-z]*\d?[a-z]*\d?[a-z]*$)(?=(?:\d*[a-z]){2})[a-z\d]{3,14}"
)
_WORD = r"[^\s\d.,;:!?()\[\]،؟؛。，！？；।…\"«»“”]+"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞŠŽĂÂÎȘȚ][a-zà-öø-ÿšžăâîșț'’-]+|[А-ЯІЇЄҐЁ][а-яіїєґё'’-]+)"
_HAN = r"[\u3400-\u9fff]"
_TWICE = re.compile(r"(?:\[…\][\s,.;/-]*)+\[…\]")


def masked(text: str) -> str:
    """`text` with e-mail addresses, telephones, links, long numbers, dates, documents, addresses and the names people
    introduce themselves with as `[…]`, on one line, at most LONGEST characters. Empty when no words are left.

    Short numbers stay. A name that is not introduced as one cannot be told from other words and stays too.
    """
    words = cleaned(text[:_READ]).split()
    # What is cut off in the end need not be searched; half an address is not known for one, so it goes too.
    line = " ".join(words[:-1] if len(text) > _READ and len(words) > 1 else words)
    for start, end in reversed(_spans(line)):
        line = line[:start] + HIDDEN + line[end:]
    line = _TWICE.sub(HIDDEN, line)
    return _cut(line) if any(character.isalpha() for character in line) else ""


def _cut(line: str) -> str:
    """The beginning of a long text, up to a word's end where words have one."""
    if len(line) <= LONGEST:
        return line
    beginning = line[: LONGEST - 1]
    words = beginning.rpartition(" ")[0]
    return (words if len(words) > LONGEST // 2 else beginning) + "…"


def _spans(line: str) -> list[tuple[int, int]]:
    """What is to be hidden, in order, what overlaps joined."""
    found = [span for span in find_spans(line) if not _HARMLESS.fullmatch(line[span[0] : span[1]])]
    found += [match.span("name") for pattern in _introductions() for match in pattern.finditer(line)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@cache
def _introductions() -> tuple[re.Pattern[str], ...]:
    rows: Mapping[str, Any] = read_yaml(FILE)
    ends = _any_of({word for words in rows["ends"].values() for word in words})
    chinese = rows["named"]["zh"]
    named = _any_of({opener for openers in rows["named"].values() for opener in openers} - set(chinese))
    name = rf"(?P<name>{_WORD}(?:\s(?!(?i:{ends})(?!\S)){_WORD}){{0,{_NAMES - 1}}})"
    patterns = [rf"(?<!\w)(?i:{named})\s?:?\s{name}", rf"(?:{_any_of(chinese)})(?P<name>{_HAN}{{2,{_CHARACTERS}}})"]
    for row in rows["perhaps"].values():
        least, most = row["names"] - 1, _NAMES - 1
        capitals = rf"(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{{least},{most}}})(?!\w)"
        patterns.append(rf"(?<!\w)(?i:{_any_of(row['after'])})\s{capitals}")
    return tuple(re.compile(pattern) for pattern in patterns)


def _any_of(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
