"""A conversation as a stream of events: what is said, who has it, who is writing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic

from fastapi.sse import ServerSentEvent

from connectors.web.house import House
from connectors.web.schemas import ConversationView, Handoff, MessageView
from conversations import repository
from conversations.handoff.status import status
from conversations.models import MEDIATOR, Conversation, Message
from foundation.database import reading

# Seconds between signs of life: proxies close what is silent for longer.
HEARTBEAT = 15.0


@dataclass
class _Sent:
    """What the listener has been told already."""

    position: int
    view: ConversationView | None = None
    typing: float = 0.0
    beat: float = field(default_factory=monotonic)


async def conversation_view(house: House, own: Conversation) -> ConversationView:
    """The conversation as it stands."""
    async with reading(house.sessions) as session:
        held = await repository.get_conversation(session, own.id)
        found = await status(session, own.id)
    return ConversationView(language=held.language if held else None, handoff=Handoff.of(found) if found else None)


async def stream(house: House, own: Conversation, last: int) -> AsyncIterator[ServerSentEvent]:
    """The events of a conversation after position `last`, until it is erased."""
    sent = _Sent(last)
    with house.notifier.listening(own.id) as listener:
        while True:
            found = await _news(house, own, sent)
            if found is None:
                yield ServerSentEvent(data={}, event="erased")
                return
            for message in found:
                sent.position = message.position
                yield ServerSentEvent(data=MessageView.of(message), event="message", id=str(message.position))
            await _delivered(house, own, found)
            for event in await _signs(house, own, sent):
                yield event
            await listener.wait(HEARTBEAT)


async def _news(house: House, own: Conversation, sent: _Sent) -> list[Message] | None:
    """The messages she has not been sent; None when the conversation is gone."""
    async with reading(house.sessions) as session:
        found = await repository.messages_after(session, own.id, sent.position)
        gone = not found and await repository.get_conversation(session, own.id) is None
    return None if gone else found


async def _delivered(house: House, own: Conversation, found: list[Message]) -> None:
    """Mediators see what has reached her; nobody else asks."""
    if any(message.author == MEDIATOR for message in found):
        async with house.sessions.begin() as session:
            await repository.mark_delivered(session, own.id, found[-1].position)
        house.notifier.desk_changed(own.id)


async def _signs(house: House, own: Conversation, sent: _Sent) -> list[ServerSentEvent]:
    """What has changed beside the messages, and a sign of life when it is time for one."""
    events = []
    view = await conversation_view(house, own)
    if view != sent.view:
        sent.view = view
        events.append(ServerSentEvent(data=view, event="status"))
    writing = house.notifier.typing(own.id, MEDIATOR)
    if writing and writing.at > sent.typing:
        sent.typing = writing.at
        events.append(ServerSentEvent(data={"author": MEDIATOR, "name": writing.name}, event="typing"))
    if monotonic() - sent.beat > HEARTBEAT:
        sent.beat = monotonic()
        events.append(ServerSentEvent(comment="still here"))
    return events
