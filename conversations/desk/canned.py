"""Replies that mediators often need, ready in all languages: `data/canned`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from foundation.catalogue import FALLBACK
from foundation.errors import ConfigurationError
from foundation.files import read_yaml
from foundation.languages import languages
from foundation.settings import PROJECT
from foundation.topics import topics

FOLDER = PROJECT / "data" / "canned"
# What a text may leave open. The desk knows the first two; the mediator writes the others.
PLACEHOLDERS = frozenset(
    {"mediator", "town", "day", "time", "place", "documents", "phone", "desk", "address", "hours", "amount"}
)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Canned:
    """One reply: its `id`, the `topics` it is offered for (none: always), and its text by language code."""

    id: str
    topics: frozenset[str]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Offer:
    """A reply ready to insert: `text` in `language`; `original` is what it says in Italian, equally filled."""

    id: str
    language: str
    text: str
    original: str


def placeholders(text: str) -> frozenset[str]:
    """The names a text leaves open: `{day}` is `day`."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with the placeholders that have a value filled; the others stay visible."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], text)


def read_list(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The rows of `canned.yml`. Raises ConfigurationError when it cannot be read or a row lacks something."""
    path = folder / "canned.yml"
    file = read_yaml(path)
    rows = file.get("canned") if isinstance(file, dict) else None
    if not rows or any(not {"id", "topics", "placeholders"} <= row.keys() for row in rows):
        raise ConfigurationError(f"{path}: each row of `canned` needs id, topics and placeholders.", path=str(path))
    return list(rows)


def read_texts(language: str, folder: Path = FOLDER) -> dict[str, str]:
    """The texts of one language by id. Raises ConfigurationError when they cannot be read."""
    path = folder / f"{language}.yml"
    texts = read_yaml(path)
    if not isinstance(texts, dict) or not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise ConfigurationError(f"{path}: not a list of ids, each with its text.", path=str(path))
    return texts


def faults(folder: Path = FOLDER) -> Iterator[str]:
    """What is wrong with the list or a language, a sentence each, naming the file.

    Raises ConfigurationError when a file cannot be read at all.
    """
    rows = read_list(folder)
    ids = [row["id"] for row in rows]
    for row in rows:
        where = f"{folder / 'canned.yml'}: {row['id']}"
        if ids.count(row["id"]) > 1:
            yield f"{where} stands there twice"
        yield from (f"{where}: no such topic: {topic}" for topic in row["topics"] if topic not in topics())
        yield from (f"{where}: no such placeholder: {name}" for name in row["placeholders"] if name not in PLACEHOLDERS)
    for language in languages():
        yield from _text_faults(folder / f"{language}.yml", rows, read_texts(language, folder))


def _text_faults(path: Path, rows: list[dict[str, Any]], texts: Mapping[str, str]) -> Iterator[str]:
    wanted = {row["id"]: set(row["placeholders"]) for row in rows}
    yield from (f"{path}: no text for {identifier}" for identifier in wanted if identifier not in texts)
    yield from (f"{path}: nobody asks for {identifier}" for identifier in texts if identifier not in wanted)
    for identifier in wanted.keys() & texts.keys():
        bare = _PLACEHOLDER.sub("", texts[identifier])
        if set(placeholders(texts[identifier])) != wanted[identifier] or "{" in bare or "}" in bare:
            yield f"{path}: other placeholders in {identifier} than canned.yml says"


def load(folder: Path = FOLDER) -> tuple[Canned, ...]:
    """All replies of a folder, in the order of its list. Raises ConfigurationError, naming the first fault."""
    fault = next(faults(folder), None)
    if fault:
        raise ConfigurationError(f"The canned replies are not usable: {fault}.", path=str(folder))
    texts = {language: read_texts(language, folder) for language in languages()}
    return tuple(
        Canned(row["id"], frozenset(row["topics"]), {code: known[row["id"]] for code, known in texts.items()})
        for row in read_list(folder)
    )


@cache
def canned_replies() -> tuple[Canned, ...]:
    """The replies that ship. Raises ConfigurationError when they are not usable."""
    return load()


def offered(topic: str | None, language: str, values: Mapping[str, str]) -> list[Offer]:
    """The replies for a conversation about `topic`, the fitting ones first, then those for every conversation.

    `values` fills placeholders by name (`mediator`, `town`); those without a value stay for the mediator to fill.
    A language that has no texts gets the Italian ones: the offer's `language` says so.
    """
    written = language if language in languages() else FALLBACK
    fitting = [reply for reply in canned_replies() if topic in reply.topics]
    always = [reply for reply in canned_replies() if not reply.topics]
    return [
        Offer(reply.id, written, fill(reply.texts[written], values), fill(reply.texts[FALLBACK], values))
        for reply in (*fitting, *always)
    ]
