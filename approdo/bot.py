"""How Rasa is started: it lives behind a door of its own, in another environment."""

import os

from foundation.settings import PROJECT, Settings

BOT = PROJECT / "bot"


def rasa_command(*arguments: str) -> list[str]:
    """A command of Rasa's own environment."""
    return [str(BOT / ".venv" / "bin" / "rasa"), *arguments]


def rasa_environment(settings: Settings) -> dict[str, str]:
    """The environment Rasa runs in."""
    return os.environ | {
        "PYTHONPATH": str(BOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        # Training is all or nothing here, and fast: Rasa's cache of its steps would only cost time and disk.
        "RASA_CACHE_DIRECTORY": str(settings.home / "rasa-cache"),
        "RASA_MAX_CACHE_SIZE": "0",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "APPRODO_ACTIONS_PORT": str(settings.actions_port),
        "APPRODO_TRACKER_URL": settings.tracker_url,
    }
