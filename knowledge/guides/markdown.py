"""The little Markdown a guide may have: **bold**, *italics*, [links](https://…), lists. No more."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKED = re.compile(r"[*_\[\\]|^\s*(?:[-+]|\d{1,9}[.)])\s", re.MULTILINE)
_TAGS = {"p", "strong", "em", "a", "ul", "ol", "li"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "list", "escape"])


def as_html(text: str) -> str:
    """A text as HTML that is safe to show: only the tags above, links to the web, mail and telephones only."""
    return nh3.clean(
        _parser().render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def as_plain(text: str) -> str:
    """A text as it is sent: marks are dropped, links written out, points of a list on lines of their own."""
    if not _MARKED.search(text):
        return text
    lines: list[str] = []
    points: list[int | None] = []
    for token in _parser().parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            points.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            points.pop()
        elif token.type == "inline":
            lines.append(_point(points) + _words(token.children or []))
    return "\n".join(lines)


def plain_sections(sections: Mapping[str, Any]) -> dict[str, Any]:
    """Every section of a guide as it is sent."""
    return {
        name: [as_plain(item) for item in value] if isinstance(value, list) else as_plain(value)
        for name, value in sections.items()
    }


def _point(points: list[int | None]) -> str:
    if not points:
        return ""
    number = points[-1]
    if number is None:
        return "• "
    points[-1] = number + 1
    return f"{number}. "


def _words(tokens: Sequence[Token]) -> str:
    said, address, since = "", "", 0
    for token in tokens:
        if token.type == "link_open":
            address, since = str(token.attrGet("href")), len(said)
        elif token.type == "link_close":
            said = said if said[since:] == address else f"{said} ({address})"
        else:
            said += token.content
    return said
