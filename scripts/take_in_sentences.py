"""Take sentences in: merge plain lists of sentences into `data/nlu/<language>/<topic>.yml`.

Input is either `*.jsonl` with `{"topic", "text"}` a line, or `*.txt` with a `## topic` heading
and one sentence a line. Sentences that stand already, in any topic of the language, are left out:
two sentences are the same when they differ only in case, accents or punctuation.

    python scripts/take_in_sentences.py data/nlu it somewhere/*.txt
    python scripts/take_in_sentences.py data/test it somewhere/it.txt
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii

from foundation.files import read_yaml


def folded(text: str) -> str:
    """The sentence without case, accents, script and punctuation; what tells two apart."""
    return re.sub(r"[^a-z0-9]+", " ", anyascii(text).lower()).strip() or text.strip()


def read_list(path: Path) -> Iterator[tuple[str, str]]:
    """Yield `(topic, sentence)` from one list."""
    topic = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.suffix == ".jsonl":
            row = json.loads(line)
            yield row["topic"], " ".join(row["text"].split())
        elif line.startswith("## "):
            topic = line[3:].strip()
        elif line.strip():
            yield topic, " ".join(line.split())


def read_topic(path: Path) -> list[str]:
    """The sentences of one file of training data, or none when there is no such file."""
    if not path.exists():
        return []
    examples = read_yaml(path)["nlu"][0]["examples"]
    return [line.removeprefix("- ") for line in examples.splitlines()]


def write_topic(path: Path, topic: str, language: str, sentences: list[str]) -> None:
    """Write one file as Rasa reads it; the language stands in the intent's metadata."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    - {sentence}\n" for sentence in sentences)
    path.write_text(
        f'version: "3.1"\nnlu:\n- intent: {topic}\n  metadata: {{language: {language}}}\n  examples: |\n{lines}',
        encoding="utf-8",
    )


def main(tree: Path, language: str, lists: list[Path]) -> None:
    """Merge `lists` into `tree/<language>/` and say what was taken."""
    topics = {entry["id"] for entry in read_yaml(Path("data/topics.yml"))["topics"]}
    held: dict[str, list[str]] = {topic: read_topic(tree / language / f"{topic}.yml") for topic in topics}
    other = Path("data/test" if tree.name == "nlu" else "data/nlu") / language
    known = {folded(s) for sentences in held.values() for s in sentences}
    known |= {folded(s) for path in other.glob("*.yml") for s in read_topic(path)}
    taken = left = 0
    for path in lists:
        for topic, sentence in read_list(path):
            sentence = sentence.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")").lstrip("-*• ")
            if topic not in topics or not sentence or folded(sentence) in known:
                left += 1
                continue
            known.add(folded(sentence))
            held[topic].append(sentence)
            taken += 1
    for topic, sentences in held.items():
        if sentences:
            write_topic(tree / language / f"{topic}.yml", topic, language, sentences)
    print(f"{tree}/{language}: {taken} taken, {left} left out, {sum(map(len, held.values()))} in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [Path(name) for name in sys.argv[3:]])
