"""The message catalogues: `data/messages/<language>.po`, a key and its sentence in each language.

Every sentence the assistant says that is not knowledge lives here. Keys read `area.sentence`;
placeholders are named, `{town}`. A language without a sentence falls back to Italian.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from foundation.errors import ConfigurationError
from foundation.settings import PROJECT

FALLBACK = "it"
FOLDER = PROJECT / "data" / "messages"


def read_catalogue(path: Path) -> Mapping[str, str]:
    """The sentences of one file by key; untranslated ones are left out."""
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The sentences of `language`; empty when it has no file."""
    path = FOLDER / f"{language}.po"
    return read_catalogue(path) if path.exists() else {}


def has_message(key: str, language: str) -> bool:
    """Whether `language` itself has the sentence `key`."""
    return key in catalogue(language)


def message(key: str, language: str, /, **arguments: object) -> str:
    """The sentence `key` in `language`, its placeholders filled.

    Raises ConfigurationError when not even the fallback language has it.
    """
    sentence = catalogue(language).get(key) or catalogue(FALLBACK).get(key)
    if sentence is None:
        raise ConfigurationError(f"No sentence is filed under {key!r}.", key=key)
    return sentence.format(**arguments) if arguments else sentence
