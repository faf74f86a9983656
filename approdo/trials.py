"""What a change to the training sentences does to the evaluation questions: Rasa is trained and asked anew.

Rasa's own test of its understanding asks them (`rasa test nlu`): the model with everything in its pipeline, without the
lists of danger and the follow-ups that the house has around it.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from approdo.bot import rasa_command, rasa_environment
from approdo.evaluation import Labelled, read_questions
from approdo.training import NLU, is_current, rasa_hash, train_from
from conversations.questions import proposal_files, proposals
from foundation.errors import ConfigurationError
from foundation.settings import PROJECT, Settings
from foundation.topics import topics

TEST = PROJECT / "data" / "test"
# The topic that stands for “asked back”.
ASKED_BACK = "nlu_fallback"
# What each question, known by its text and its topic, is taken for.
Taken = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Changed:
    """A question that is understood otherwise: its language and text, its topic, and what it is taken for now."""

    language: str
    text: str
    topic: str
    taken_for: str


@dataclass(frozen=True)
class Trial:
    """Both figures (questions understood rightly, of how many; the urgent ones of those), and what changed."""

    questions: int
    before: int
    after: int
    urgent: int
    urgent_before: int
    urgent_after: int
    became_right: list[Changed]
    became_wrong: list[Changed]

    @property
    def is_worse(self) -> bool:
        """Whether fewer questions, or fewer urgent ones, are understood rightly than before."""
        return self.after < self.before or self.urgent_after < self.urgent_before

    def as_data(self) -> dict[str, Any]:
        """The trial as JSON has it."""
        return asdict(self) | {"is_worse": self.is_worse}

    @classmethod
    def of(cls, questions: Sequence[Labelled], before: Taken, after: Taken) -> Self:
        """The trial from what each question was taken for, before and after."""
        urgent = [row for row in questions if topics()[row.topic].kind == "urgent"]

        def right(rows: Sequence[Labelled], taken: Taken) -> int:
            return sum(taken[row.text, row.topic] == row.topic for row in rows)

        def moved(good: Taken, bad: Taken) -> list[Changed]:
            keys = [(row.lang, (row.text, row.topic)) for row in questions]
            found = [(lang, key) for lang, key in keys if good[key] == key[1] != bad[key]]
            return [Changed(lang, key[0], key[1], after[key]) for lang, key in found]

        return cls(
            questions=len(questions),
            before=right(questions, before),
            after=right(questions, after),
            urgent=len(urgent),
            urgent_before=right(urgent, before),
            urgent_after=right(urgent, after),
            became_right=moved(after, before),
            became_wrong=moved(before, after),
        )


def run(settings: Settings, sentences: Sequence[proposals.Sentence], folder: Path, say: Callable[[str], None]) -> Trial:
    """Train with `sentences` in `folder` (and without, where the house's model is not of the present data), ask both.

    `say` is told each step. Raises ConfigurationError with Rasa's last words.
    """
    nlu, with_them = folder / "nlu", folder / "with" / "rasa.tar.gz"
    shutil.copytree(NLU, nlu)
    before = settings.rasa_model
    if not is_current(before, rasa_hash()):
        before = folder / "without" / "rasa.tar.gz"
        say("training without them, about a minute")
        train_from(nlu, before, settings)
    proposals.add_to(nlu, sentences)
    say("training with them, about a minute")
    train_from(nlu, with_them, settings)
    questions = read_questions(TEST)
    say(f"asking {len(questions)} questions before")
    first = taken_for(settings, before, questions, folder / "before")
    say(f"asking {len(questions)} questions after")
    return Trial.of(questions, first, taken_for(settings, with_them, questions, folder / "after"))


def taken_for(settings: Settings, model: Path, questions: Sequence[Labelled], folder: Path) -> Taken:
    """What Rasa takes each question for. Raises ConfigurationError with Rasa's last words."""
    folder.mkdir(parents=True)
    # In Rasa's JSON: its own reader of YAML takes minutes for a thousand files.
    examples = [{"text": row.text, "intent": row.topic} for row in questions]
    (folder / "questions.json").write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}))
    command = rasa_command("test", "nlu", "--model", str(model), "--nlu", str(folder / "questions.json"))
    command += ["--out", str(folder), "--domain", "bot/domain.yml", "--no-plot"]
    done = subprocess.run(
        command, cwd=PROJECT, env=rasa_environment(settings), capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not (folder / "intent_report.json").exists():
        raise ConfigurationError(f"Rasa could not be asked: {done.stdout[-600:]}{done.stderr[-600:]}")
    errors = folder / "intent_errors.json"
    wrong = json.loads(errors.read_text(encoding="utf-8")) if errors.exists() else []
    found = {(row.text, row.topic): row.topic for row in questions}
    return found | {(row["text"], row["intent"]): row["intent_prediction"]["name"] or ASKED_BACK for row in wrong}


def stamp(file: Path) -> str:
    """Another one whenever the proposal or the data it was tried with changes."""
    tests = sorted(TEST.glob("*/*.yml"))
    return sha256(file.read_bytes() + rasa_hash().encode() + b"".join(path.read_bytes() for path in tests)).hexdigest()


def remember(file: Path, trial: Trial) -> None:
    """Keep what a try found beside the proposal."""
    kept = {"stamp": stamp(file), **trial.as_data()}
    proposal_files.beside(file).write_text(json.dumps(kept, ensure_ascii=False, indent=2), encoding="utf-8")


def recalled(file: Path) -> dict[str, Any] | None:
    """What the last try of this proposal with the present data found; None when there was none."""
    kept = proposal_files.tried(file)
    return kept if kept and kept.get("stamp") == stamp(file) else None
