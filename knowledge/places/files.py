"""The committed files of `knowledge/content/places`, read."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from foundation.errors import ConfigurationError
from foundation.settings import PROJECT
from knowledge.places.place import Place
from knowledge.places.writing import key_of, keys_of, words_of

CONTENT = PROJECT / "knowledge/content/places"
CAPITALS = {
    "BG": "016024",
    "BS": "017029",
    "CO": "013075",
    "CR": "019036",
    "LC": "097042",
    "LO": "098031",
    "MB": "108033",
    "MI": "015146",
    "MN": "020030",
    "PV": "018110",
    "SO": "014061",
    "VA": "012133",
}


@dataclass(frozen=True)
class SmallWords:
    """The word lists of `words.yml`, as keys; `phrases` are keys of several words."""

    before: frozenset[str]
    leaving: frozenset[str]
    home: frozenset[str]
    after: frozenset[str]
    streets: frozenset[str]
    fillers: frozenset[str]
    ordinary: frozenset[str]
    not_alone: frozenset[str]
    elsewhere: frozenset[str]
    lookalikes: frozenset[str]
    club: frozenset[str]
    phrases: frozenset[str]


def read_places() -> list[Place]:
    """The municipalities; one without coordinates stands where its province's capital does."""
    with (CONTENT / "municipalities.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    held = {row["code"]: row for row in rows}
    try:
        return [_place(row, row if row["latitude"] else held[CAPITALS[row["province"]]]) for row in rows]
    except (KeyError, ValueError) as error:
        raise ConfigurationError("municipalities.csv is not usable.", cause=str(error)) from error


def _place(row: dict[str, str], where: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        cadastral_code=row["cadastral_code"],
        name=row["name"],
        province=row["province"],
        latitude=float(where["latitude"]),
        longitude=float(where["longitude"]),
        population=int(row["population"] or 0),
    )


def read_names() -> Iterator[tuple[str, str]]:
    """`(ISTAT code, name)` of every other name in `names/<language>.yml`."""
    for path in sorted((CONTENT / "names").glob("*.yml")):
        for code, names in _yaml(path).items():
            for name in names:
                yield str(code), str(name)


def read_words() -> SmallWords:
    """The word lists."""
    held = _yaml(CONTENT / "words.yml")
    phrases = frozenset(keys_of(phrase) for phrase in held.pop("phrases"))
    return SmallWords(phrases=phrases, **{kind: _keys(str(listed)) for kind, listed in held.items()})


def _keys(listed: str) -> frozenset[str]:
    return frozenset(key_of(word.text, word.script) for word in words_of(listed))


def _yaml(path: Path) -> dict[str, list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - both loaders are safe
    return dict(content)
