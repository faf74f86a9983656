"""Check all words at once: every topic in every language, every sentence, every placeholder.

    python scripts/check_words.py

One line a fault, `[ERROR] path: what is wrong`; exit status 1 when there is one.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from actions.people import FILE as PEOPLE
from conversations.desk.canned import FOLDER as CANNED
from conversations.desk.canned import faults, read_texts
from conversations.urgent import FOLDER as DANGER
from conversations.yes_no import FILE as YES_NO
from foundation.catalogue import FOLDER as MESSAGES
from foundation.catalogue import read_catalogue
from foundation.files import read_yaml
from foundation.languages import CONSOLE_LANGUAGES, Language, languages
from foundation.settings import PROJECT
from foundation.topics import topics
from knowledge.guides.content import ORIGINAL, read_sections, sections_hash
from knowledge.guides.sections import word_faults
from scripts.take_in_sentences import folded, read_topic

# Below it accuracy falls off steeply (docs/understanding.md).
TRAINING = {"first": 40, "then": 25}
TESTS = {"first": 5, "then": 0}
# What even a language without guides must have.
LATER_KEYS = {"language.later", *(f"urgent.{topic.id}" for topic in topics().values() if topic.kind == "urgent")}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d+")
_CLASS = re.compile(r"<(\w+)>")


def sentence_faults() -> Iterator[str]:
    """Enough to train on and to test with, no sentence in both or twice."""
    for language in languages().values():
        trained: dict[str, Path] = {}
        for topic in topics():
            path = PROJECT / "data" / "nlu" / language.code / f"{topic}.yml"
            rows = read_topic(path)
            least = TRAINING[language.wave] - (1 if language.wave == "then" else 0)
            if len(rows) < least:
                yield f"{path}: {len(rows)} sentences, at least {least} are needed"
            for row in rows:
                if folded(row) in trained:
                    yield f"{path}: stands in {trained[folded(row)].name} too: {row}"
                trained[folded(row)] = path
        for topic in topics():
            path = PROJECT / "data" / "test" / language.code / f"{topic}.yml"
            rows = read_topic(path)
            if len(rows) < TESTS[language.wave]:
                yield f"{path}: {len(rows)} test sentences, {TESTS[language.wave]} are needed"
            yield from (f"{path}: is trained on: {row}" for row in rows if folded(row) in trained)


def _numbers(sections: dict[str, object]) -> list[str]:
    texts = (" ".join(value) if isinstance(value, list) else str(value) for value in sections.values())
    return sorted(set(_NUMBER.findall(" ".join(texts))))


def guide_faults() -> Iterator[str]:
    """A guide for every topic in every language answered, all with the original's sections and numbers."""
    for topic in (topic for topic in topics().values() if topic.has_guide):
        folder = PROJECT / "knowledge" / "content" / topic.id
        original, _ = read_sections(folder / f"{ORIGINAL}.yml")
        for language in (row for row in languages().values() if row.answered and row.code != ORIGINAL):
            path = folder / f"{language.code}.yml"
            if not path.exists():
                yield f"{path}: missing"
                continue
            sections, source = read_sections(path)
            if source != sections_hash(original):
                yield f"{path}: out of date: the original has changed since it was translated"
            if sections.keys() != original.keys():
                yield f"{path}: other sections than the original"
            for name in ("steps", "documents"):
                if len(sections.get(name, [])) != len(original.get(name, [])):
                    yield f"{path}: other number of {name} than the original"
            if _numbers(sections) != _numbers(original):
                yield f"{path}: other numbers than the original: {set(_numbers(sections)) ^ set(_numbers(original))}"


def _wanted(language: Language, keys: set[str]) -> set[str]:
    """The keys a language needs: people are answered in six, the staff's console speaks two."""
    if not language.answered:
        return LATER_KEYS
    return keys if language.code in CONSOLE_LANGUAGES else {key for key in keys if not key.startswith("console.")}


def message_faults() -> Iterator[str]:
    """The same keys and placeholders in every catalogue."""
    original = read_catalogue(MESSAGES / f"{ORIGINAL}.po")
    for language in languages().values():
        path = MESSAGES / f"{language.code}.po"
        rows = read_catalogue(path) if path.exists() else {}
        wanted = _wanted(language, set(original))
        yield from (f"{path}: no sentence for {key}" for key in sorted(wanted - rows.keys()))
        yield from (f"{path}: nobody asks for {key}" for key in sorted(rows.keys() - original.keys()))
        for key in rows.keys() & original.keys():
            if set(_PLACEHOLDER.findall(rows[key])) != set(_PLACEHOLDER.findall(original[key])):
                yield f"{path}: other placeholders in {key}"


def canned_faults(folder: Path = CANNED) -> Iterator[str]:
    """The same replies, placeholders and numbers in every language, each in its own words."""
    yield from faults(folder)
    original = read_texts(ORIGINAL, folder)
    for language in (code for code in languages() if code != ORIGINAL):
        path = folder / f"{language}.yml"
        texts = read_texts(language, folder)
        for identifier in sorted(texts.keys() & original.keys()):
            if set(_NUMBER.findall(texts[identifier])) != set(_NUMBER.findall(original[identifier])):
                yield f"{path}: other numbers in {identifier} than the original"
            if texts[identifier] == original[identifier]:
                yield f"{path}: {identifier} is not translated"


def danger_faults(folder: Path = DANGER) -> Iterator[str]:
    """Phrases of danger that stand twice for a topic, and classes of words (`<him>`) that no phrase uses."""
    for path in sorted(folder.glob("*.yml")):
        rows = read_yaml(path)
        for name, phrases in {**rows["topics"], "harmless": rows["harmless"]}.items():
            doubles = (phrase for phrase, times in Counter(phrases).items() if times > 1)
            yield from (f"{path}: stands twice in {name}: {phrase}" for phrase in doubles)
        used = set(_CLASS.findall(" ".join(chain(*rows["topics"].values(), rows["harmless"], *rows["words"].values()))))
        yield from (f"{path}: no phrase uses <{name}>" for name in rows["words"].keys() - used)


def small_word_faults() -> Iterator[str]:
    """Words for people, yes and no in every language."""
    for path in (PEOPLE, YES_NO):
        for kind, rows in read_yaml(path).items():
            yield from (f"{path}: no {kind} for {code}" for code in sorted(languages().keys() ^ rows.keys()))


def main() -> int:
    """Print every fault; 1 when there is one."""
    faults = [*sentence_faults(), *guide_faults(), *message_faults(), *word_faults(languages()), *canned_faults()]
    faults += [*danger_faults(), *small_word_faults()]
    for fault in faults:
        print(f"[ERROR] {fault.replace(str(PROJECT) + '/', '')}")
    print(f"{len(faults)} faults in {len(topics())} topics and {len(languages())} languages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
