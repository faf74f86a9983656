"""Of Bootstrap Italia's 600 kB only the rules the pages use: old phones on slow networks load the rest for nothing."""

import re
from collections.abc import Iterator

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_WORDS = re.compile(r'class="([^"]*)"')
_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
# What opens and closes a block, and the strings in which braces mean nothing.
_MARKS = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|[{};]""", re.DOTALL)
_KEPT_WHOLE = ("@charset", "@namespace", "/*!")


def used_classes(templates: str) -> set[str]:
    """Every class name the templates write down."""
    return {word for value in _WORDS.findall(templates) for word in value.split()}


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Pairs of a prelude and its block; the block is None for a statement that ends in a semicolon."""
    depth, start, opened, prelude = 0, 0, 0, ""
    for mark in _MARKS.finditer(css):
        if mark[0] == "{":
            depth += 1
            if depth == 1:
                prelude, opened = css[start : mark.start()].strip(), mark.end()
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[opened : mark.start()]
                start = mark.end()
        elif mark[0] == ";" and depth == 0:
            yield css[start : mark.start()].strip(), None
            start = mark.end()


def _selectors(prelude: str) -> list[str]:
    """The selectors of a rule; a comma inside parentheses or brackets parts none."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(prelude):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append(prelude[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, prelude[start:]]]


def _rule(prelude: str, block: str, used: set[str]) -> str:
    wanted = [selector for selector in _selectors(prelude) if set(_CLASS.findall(selector)) <= used]
    return f"{','.join(wanted)}{{{block}}}" if wanted else ""


def subset(css: str, used: set[str]) -> str:
    """The rules of `css` that can match where only the classes `used` occur. Fonts and animations are left out."""
    kept = []
    for prelude, block in _blocks(_COMMENT.sub("", css)):
        if block is None:
            kept.append(f"{prelude};" if prelude.startswith(_KEPT_WHOLE) else "")
        elif prelude.startswith(("@media", "@supports")):
            inner = subset(block, used)
            kept.append(f"{prelude}{{{inner}}}" if inner else "")
        elif not prelude.startswith("@"):
            kept.append(_rule(prelude, block, used))
    return "".join(kept)
