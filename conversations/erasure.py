"""Everything that was said can be erased: here and in Rasa."""

import structlog

from conversations import repository
from conversations.rasa import RasaClient
from foundation.database import Sessions
from foundation.errors import AssistantDownError

_log = structlog.get_logger()


async def erase(sessions: Sessions, rasa: RasaClient, conversation_id: str) -> None:
    """Remove a conversation everywhere.

    Rasa forgets first; when it cannot be reached the conversation is still removed here, and Rasa's
    remainder, kept under an id that means nothing any more, goes at its next start (`bot/` prunes).
    """
    try:
        await rasa.forget(conversation_id)
    except AssistantDownError as error:
        _log.warning("erase.rasa_unreachable", cause=error.facts.get("cause"))
    async with sessions.begin() as session:
        await repository.delete_conversation(session, conversation_id)
