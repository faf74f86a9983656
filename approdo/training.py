"""Train what is to be trained, when its data changed and only then."""

import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

from approdo.bot import BOT, rasa_command, rasa_environment
from conversations.language.model import LanguageModel, data_hash
from foundation.errors import ConfigurationError
from foundation.settings import PROJECT, Settings

NLU = PROJECT / "data" / "nlu"
RULES = PROJECT / "data" / "rules"


def files_hash(paths: Iterable[Path]) -> str:
    """Changes whenever one of the files does."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(model: Path, wanted: str) -> bool:
    """Whether `model` stands there and was trained from the files with this hash."""
    stamp = model.with_suffix(".hash")
    return model.exists() and stamp.exists() and stamp.read_text() == wanted


def train_language_model(settings: Settings) -> bool:
    """Train the language model; False when it is current."""
    wanted = data_hash(NLU) + files_hash((PROJECT / "conversations" / "language").rglob("*.py"))
    if is_current(settings.language_model, wanted):
        return False
    LanguageModel.train(NLU).save(settings.language_model)
    settings.language_model.with_suffix(".hash").write_text(wanted)
    return True


def rasa_hash() -> str:
    """The hash of everything Rasa's model is trained from."""
    sources = [*NLU.glob("*/*.yml"), *RULES.glob("*.yml"), *BOT.glob("*.yml"), *BOT.glob("components/*.py")]
    return files_hash([*sources, BOT / "uv.lock"])


def train_rasa(settings: Settings) -> bool:
    """Train Rasa's model; False when it is current. Raises ConfigurationError with Rasa's last words."""
    wanted = rasa_hash()
    if is_current(settings.rasa_model, wanted):
        return False
    train_from(NLU, settings.rasa_model, settings)
    settings.rasa_model.with_suffix(".hash").write_text(wanted)
    return True


def train_from(nlu: Path, model: Path, settings: Settings) -> None:
    """Train `model` (`….tar.gz`) from the sentences under `nlu`. Raises ConfigurationError with Rasa's last words."""
    model.parent.mkdir(parents=True, exist_ok=True)
    command = rasa_command("train", "--config", "bot/config.yml", "--domain", "bot/domain.yml")
    command += ["--data", str(nlu), str(RULES), "--out", str(model.parent), "--force"]
    command += ["--fixed-model-name", model.name.removesuffix(".tar.gz")]
    # make check and the tests look at the data; Rasa's own check of it takes minutes.
    command += ["--skip-validation"]
    done = subprocess.run(
        command, cwd=PROJECT, env=rasa_environment(settings), capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not model.exists():
        raise ConfigurationError(f"Rasa could not be trained: {done.stdout[-600:]}{done.stderr[-600:]}")
