"""The processes of the house and their commands."""

import sys

from approdo.supervisor import Child
from approdo.training import BOT, rasa_environment
from foundation.settings import Settings


def children(settings: Settings) -> list[Child]:
    """Rasa, the action server and the web app, in the order they are started."""
    own = [sys.executable, "-m", "approdo"]
    rasa = [str(BOT / ".venv" / "bin" / "rasa"), "run", "--interface", "127.0.0.1", "--port", str(settings.rasa_port)]
    rasa += ["--model", str(settings.rasa_model), "--endpoints", str(BOT / "endpoints.yml")]
    rasa += ["--credentials", str(BOT / "credentials.yml")]
    return [
        Child("rasa", rasa, rasa_environment(settings)),
        Child("actions", [*own, "actions"], {}),
        Child("web", [*own, "web"], {}),
    ]
