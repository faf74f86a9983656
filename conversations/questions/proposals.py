"""Training sentences that staff propose: a file of plain NLU YAML each, taken into `data/nlu` at the command line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foundation.errors import ConfigurationError, InvalidInputError
from foundation.files import read_yaml
from foundation.languages import languages
from foundation.settings import PROJECT
from foundation.text import cleaned, folded
from foundation.topics import topics

NLU, TEST = PROJECT / "data" / "nlu", PROJECT / "data" / "test"
# Characters of a sentence, sentences of a proposal.
SHORTEST, LONGEST, MOST = 3, 300, 200
# Rasa reads brackets and braces as its own signs; what was masked is no word.
_SIGNS = re.compile(r"\[…\]|[\[\]{}|]")


@dataclass(frozen=True)
class Sentence:
    """One sentence for a topic in a language."""

    language: str
    topic: str
    text: str

    @property
    def path(self) -> Path:
        """The file of the training data it belongs into, from the project's folder."""
        return Path("data") / "nlu" / self.language / f"{self.topic}.yml"


def tidied(text: str) -> str:
    """`text` as a sentence can be trained on: one line, without signs that Rasa reads and without masks."""
    return " ".join(_SIGNS.sub(" ", cleaned(text)).split()).lstrip("-# ")


def fault_of(sentence: Sentence, trained: Mapping[str, str], tested: Mapping[str, str]) -> str | None:
    """Why a sentence cannot be taken (`length`, `words`, `trained`, `tested`, `unknown`); None when it can.

    `trained` and `tested` are the sentences of its language, folded: `known` reads them.
    """
    if sentence.topic not in topics() or sentence.language not in languages():
        return "unknown"
    if not SHORTEST <= len(sentence.text) <= LONGEST:
        return "length"
    if sentence.text != tidied(sentence.text) or not any(sign.isalpha() for sign in sentence.text):
        return "words"
    if folded(sentence.text) in trained:
        return "trained"
    # A question that judges the model must not be learned by heart.
    return "tested" if folded(sentence.text) in tested else None


def known(folder: Path, language: str) -> dict[str, str]:
    """The sentences of one language under `data/nlu` or `data/test`: folded, with the topic each stands for."""
    found: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.yml")):
        for block in read_yaml(path)["nlu"]:
            found |= {folded(line): block["intent"] for line in lines_of(block["examples"])}
    return found


def lines_of(examples: str) -> list[str]:
    """The sentences of a block of examples."""
    stripped = (line.strip().removeprefix("-").strip() for line in examples.splitlines())
    return [line for line in stripped if line]


def as_yaml(sentences: Iterable[Sentence]) -> str:
    """The sentences as Rasa reads them, a block a topic and language."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for row in sentences:
        blocks.setdefault((row.topic, row.language), []).append(row.text)
    parts = ['version: "3.1"', "nlu:"]
    for (topic, language), texts in sorted(blocks.items()):
        parts += [f"- intent: {topic}", f"  metadata: {{language: {language}}}", "  examples: |"]
        parts += [f"    - {text}" for text in texts]
    return "\n".join(parts) + "\n"


def read(path: Path) -> list[Sentence]:
    """The sentences of a proposal. Raises InvalidInputError when it is none, or holds one that cannot be taken."""
    try:
        blocks = read_yaml(path)["nlu"]
        rows = [
            Sentence(block["metadata"]["language"], block["intent"], text)
            for block in blocks
            for text in lines_of(block["examples"])
        ]
    except (ConfigurationError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInputError(f"{path} is no proposal: plain NLU YAML with a language in its metadata.") from error
    if not rows or len(rows) > MOST:
        raise InvalidInputError(f"{path} holds {len(rows)} sentences: between 1 and {MOST} can be tried at once.")
    for row, fault in faults(rows):
        raise InvalidInputError(f"{path}: “{row.text[:80]}” cannot be taken ({fault}).")
    return rows


def additions(rows: Iterable[Sentence]) -> dict[Path, list[str]]:
    """The lines each file of the training data would get, from the project's folder."""
    found: dict[Path, list[str]] = {}
    for row in rows:
        found.setdefault(row.path, []).append(f"    - {row.text}")
    return dict(sorted(found.items()))


def add_to(folder: Path, rows: Iterable[Sentence]) -> list[Path]:
    """Add the sentences to the training data under `folder` (`data/nlu`, or a copy of it); the files that changed.

    Each file holds one block whose sentences come last: they are written behind them. A file that is no such one
    raises ConfigurationError before anything is written.
    """
    lines = {folder / path.relative_to("data/nlu"): added for path, added in additions(rows).items()}
    for path in lines:
        blocks = read_yaml(path)["nlu"]
        if len(blocks) != 1 or list(blocks[0])[-1] != "examples":
            raise ConfigurationError(f"{path} is not written as one block that ends with its sentences.")
    for path, added in lines.items():
        held = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text("\n".join([held, *added]) + "\n", encoding="utf-8")
    return list(lines)


def faults(rows: Sequence[Sentence]) -> list[tuple[Sentence, str]]:
    """The sentences that cannot be taken, each with the reason; `twice` for one that stands there twice."""
    spoken = {row.language for row in rows if row.language in languages()}
    trained = {code: known(NLU, code) for code in spoken}
    tested = {code: known(TEST, code) for code in spoken}
    found, seen = [], set()
    for row in rows:
        fault = fault_of(row, trained.get(row.language, {}), tested.get(row.language, {}))
        if fault is None and (row.language, folded(row.text)) in seen:
            fault = "twice"
        seen.add((row.language, folded(row.text)))
        if fault:
            found.append((row, fault))
    return found
