"""Words looked for in conversations."""

from sqlalchemy import ColumnElement, and_, exists, or_

from conversations.models import Conversation, Handoff, Message

_LONGEST = 8


def matching(search: str) -> ColumnElement[bool]:
    """The condition that a conversation holds every word of `search`, in what was said or as its topic."""
    return and_(*(_holds(word) for word in search.split()[:_LONGEST]))


def _holds(word: str) -> ColumnElement[bool]:
    said = exists().where(Message.conversation_id == Conversation.id, Message.text.icontains(word, autoescape=True))
    return or_(said, Handoff.topic.icontains(word, autoescape=True))
