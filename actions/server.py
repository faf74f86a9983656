"""The action server: rasa-sdk on loopback, for Rasa alone."""

import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.actions import ACTIONS
from foundation.database import create_engine, create_sessions
from foundation.settings import Settings
from knowledge.guides.sections import section_words
from knowledge.places.gazetteer import Gazetteer


def serve(settings: Settings) -> None:
    """Serve the actions until the process is ended."""
    # Rasa 3.6 and this rasa-sdk differ in version and agree in what they say to each other.
    warnings.filterwarnings("ignore", message=".*version.*", category=UserWarning)
    sessions, gazetteer = create_sessions(create_engine(settings)), Gazetteer.load()
    # Read now, so that nobody's first question waits for it.
    section_words()
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(sessions, gazetteer))
    create_app(executor).run(host="127.0.0.1", port=settings.actions_port, access_log=False, single_process=True)
