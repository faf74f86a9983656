"""“Tell me when you know”: what she is offered beside an answer that is none, and what becomes of it."""

from dataclasses import replace

from conversations.questions import repository
from conversations.questions.models import State
from conversations.replies import Reply
from conversations.turn import Turn
from foundation.catalogue import message
from foundation.database import Sessions, reading

# The values of the choices: `question:tell` stands beside what was not understood (conversations/replies).
TELL, QUIET = "tell", "quiet"


async def chosen(sessions: Sessions, turn: Turn, value: str) -> Turn:
    """The turn after a `question:…` button: her wish, and the way to take it back."""
    if value == QUIET:
        return _say(replace(turn, tell=False), "question.quiet")
    async with reading(sessions) as session:
        held = await repository.of_conversation(session, turn.known.conversation)
    if value != TELL or not held or held[0].told or held[0].state == State.NOT_OURS:
        return _say(turn, "question.nothing")
    quiet = [{"title": message("question.quiet_choice", turn.language), "value": f"question:{QUIET}"}]
    return _say(replace(turn, tell=True), "question.will_tell", quiet)


def _say(turn: Turn, key: str, choices: list[dict[str, str]] | None = None) -> Turn:
    return turn.said(Reply(message(key, turn.language), turn.language, choices=choices or []))
