"""A reply as the chat shows it: title, paragraphs, lists, as the widget does (`connectors/web/widget/rich.js`)."""

import re
from dataclasses import dataclass

from conversations.replies import Reply
from foundation.catalogue import message
from foundation.languages import direction

_POINT = re.compile(r"^\s*[•·*–-]\s+")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_LONGEST_TITLE = 120
_NOTES = ("unchecked", "unreviewed", "machine", "other_language")


@dataclass(frozen=True)
class Block:
    """Some lines of one kind: `title`, `note`, `p`, `ul` or `ol`."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bubble:
    """One message to the person, and the buttons beneath it."""

    language: str
    direction: str
    blocks: tuple[Block, ...]
    choices: tuple[str, ...] = ()


def bubble(reply: Reply, reader: str) -> Bubble:
    """A reply to a reader of a language; a guide's answer begins with its title."""
    titled = bool(reply.answer and reply.answer.get("topic"))
    notes = {message(f"note.{name}", code) for name in _NOTES for code in (reader, reply.language)}
    blocks: list[Block] = []
    parts = re.split(r"\n\s*\n", reply.text)
    for number, part in enumerate(parts):
        if titled and number == 0 and len(parts) > 1 and len(part) < _LONGEST_TITLE:
            blocks.append(Block("title", (part,)))
        elif part in notes:
            blocks.append(Block("note", (part,)))
        else:
            blocks += _paragraph(part)
    titles = tuple(choice["title"] for choice in reply.choices)
    return Bubble(reply.language, direction(reply.language), tuple(blocks), titles)


def _paragraph(text: str) -> list[Block]:
    runs: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind = "ul" if _POINT.match(line) else "ol" if _NUMBER.match(line) else "p"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(line if kind == "p" else _NUMBER.sub("", _POINT.sub("", line)))
    return [Block(kind, tuple(lines)) for kind, lines in runs]
