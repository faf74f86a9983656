"""Guides as files: `knowledge/content/<topic>/topic.yml` and one `<language>.yml` a language."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foundation.errors import ConfigurationError
from foundation.files import read_yaml
from foundation.languages import languages
from knowledge.editing.kind import fingerprint

ORIGINAL = "it"
TEXTS = ("title", "summary", "what", "who", "cost", "time", "where")
LISTS = ("steps", "documents")
OPTIONAL = ("documents", "warning")


@dataclass(frozen=True)
class GuideContent:
    """One topic as it ships: `facts` is `topic.yml`, `texts` the sections by language."""

    topic: str
    facts: dict[str, Any]
    texts: dict[str, dict[str, Any]]


def sections_hash(sections: dict[str, Any]) -> str:
    """Sixteen hex digits that change whenever a word of the sections does."""
    return fingerprint(sections)


def read_sections(path: Path) -> tuple[dict[str, Any], str | None]:
    """The sections of one file, and the hash of the source it was translated from (None in the original).

    Raises ConfigurationError, naming the file, when a section is missing or has the wrong form.
    """
    rows = read_yaml(path)
    source = rows.pop("translated_from", None)
    for name in (*TEXTS, *LISTS):
        form: type = list if name in LISTS else str
        if not isinstance(rows.get(name, [] if name in OPTIONAL else None), form):
            raise ConfigurationError(f"{path}: the section “{name}” is missing or has the wrong form.", path=str(path))
    unknown = set(rows) - {*TEXTS, *LISTS, *OPTIONAL}
    if unknown:
        raise ConfigurationError(f"{path}: unknown sections: {', '.join(sorted(unknown))}.", path=str(path))
    return rows, source


def read_guide(folder: Path) -> GuideContent:
    """One topic's folder as content."""
    facts = read_yaml(folder / "topic.yml")
    texts: dict[str, dict[str, Any]] = {}
    for code in languages():
        path = folder / f"{code}.yml"
        if path.exists():
            sections, source = read_sections(path)
            texts[code] = {"sections": sections, "source_hash": source or sections_hash(sections)}
    if ORIGINAL not in texts:
        raise ConfigurationError(f"{folder}: the Italian original is missing.", path=str(folder))
    return GuideContent(topic=folder.name, facts=facts, texts=texts)
