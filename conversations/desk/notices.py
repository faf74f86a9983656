"""What the person is told about her conversation, in her language."""

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from foundation.catalogue import FALLBACK, message


async def tell_person(session: AsyncSession, conversation_id: str, key: str, mediator: str, rate: bool = False) -> None:
    """A notice with the mediator's name; `rate` asks with two buttons whether it helped."""
    conversation = await repository.get_conversation(session, conversation_id)
    language = (conversation.language if conversation else None) or FALLBACK
    values = ("yes", "no") if rate else ()
    choices = [{"title": message(f"helpful.{value}", language), "value": f"helpful:{value}"} for value in values]
    text = message(key, language, name=mediator)
    await repository.add_notice(session, conversation_id, text, language, choices, mediator, key)
