"""The person's messages in the reader's language, fetched beside the conversation: nothing waits for it."""

from conversations.desk.actor import Actor
from conversations.desk.view import desk_conversation, waiting_for_translation
from conversations.translation.cache import translated_message
from conversations.translation.service import Translation
from foundation.database import Sessions, reading

# The newest first: what is read now matters more than what was said an hour ago.
MOST = 20


async def translate_missing(sessions: Sessions, translation: Translation, actor: Actor, conversation_id: str) -> bool:
    """Ask for the translations `actor` misses in a conversation; whether one was got."""
    if not translation.is_on:
        return False
    async with reading(sessions) as session:
        found = await desk_conversation(session, actor, conversation_id)
    got = False
    for message in waiting_for_translation(found.messages)[::-1][:MOST]:
        source = message.language or ""
        seen = await translated_message(translation, sessions, message.id, message.text, source, actor.language)
        if seen.state != "machine":
            return got
        got = True
    return got
