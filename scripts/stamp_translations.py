"""Stamp guides' translations with the hash of the Italian text they were made from.

    python scripts/stamp_translations.py LANGUAGE [TOPIC …]

Run it right after translating: from then on a change of the original makes the translation out of date.
"""

import sys
from pathlib import Path

import yaml

from foundation.settings import PROJECT
from knowledge.guides.content import ORIGINAL, read_sections, sections_hash

CONTENT = PROJECT / "knowledge" / "content"
KEYS = ("title", "summary", "what", "who", "steps", "documents", "cost", "time", "where", "warning")


def stamp(path: Path) -> None:
    """Rewrite one translation with its stamp first and its sections in the usual order."""
    original, _ = read_sections(path.with_name(f"{ORIGINAL}.yml"))
    sections, _ = read_sections(path)
    rows = {key: sections[key] for key in KEYS if key in sections}
    stamped = {"translated_from": sections_hash(original), **rows}
    path.write_text(yaml.safe_dump(stamped, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8")


def main(language: str, topics: list[str]) -> None:
    """Stamp the named topics, or every one that has a text in `language`."""
    paths = sorted(CONTENT.glob(f"*/{language}.yml"))
    for path in paths:
        if path.parent.name in topics or not topics:
            stamp(path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
