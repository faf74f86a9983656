"""The processes of the house and their commands."""

import sys

from approdo.bot import BOT, rasa_command, rasa_environment
from approdo.supervisor import Child
from foundation.settings import Settings


def children(settings: Settings) -> list[Child]:
    """Rasa, the action server and the web app, in the order they are started."""
    own = [sys.executable, "-m", "approdo"]
    rasa = rasa_command("run", "--interface", "127.0.0.1", "--port", str(settings.rasa_port))
    rasa += ["--model", str(settings.rasa_model), "--endpoints", str(BOT / "endpoints.yml")]
    rasa += ["--credentials", str(BOT / "credentials.yml")]
    return [
        Child("rasa", rasa, rasa_environment(settings)),
        Child("actions", [*own, "actions"], {}),
        Child("web", [*own, "web"], {}),
    ]
