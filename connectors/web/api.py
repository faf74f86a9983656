"""The HTTP interface for the person who asks (`/api/v1/conversations`)."""

from collections.abc import AsyncIterable
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.sse import EventSourceResponse, ServerSentEvent

from connectors.web.house import House, house
from connectors.web.schemas import (
    Accepted,
    ConversationView,
    Messages,
    MessageView,
    NewConversation,
    NewMessage,
    Read,
    StartedConversation,
)
from connectors.web.stream import conversation_view, stream
from conversations import inbox, repository
from conversations.desk.repository import mark_read
from conversations.erasure import erase
from conversations.models import PERSON, RECEIVED, Conversation
from foundation.catalogue import message as sentence
from foundation.clock import now
from foundation.database import reading
from foundation.errors import InvalidInputError, NotAllowedError, NotFoundError
from foundation.languages import languages

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])
TheHouse = Annotated[House, Depends(house)]
_bearer = HTTPBearer(auto_error=False)


async def own_conversation(
    conversation_id: str,
    request: Request,
    the_house: TheHouse,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Conversation:
    """The conversation of the path, proved by its token. One answer for none and another's: nothing leaks."""
    if credentials is None:
        raise NotAllowedError("Send the conversation's token as a bearer token.")
    conversation = await _proved(the_house, conversation_id, credentials.credentials)
    request.state.language = conversation.language
    return conversation


async def _proved(the_house: House, conversation_id: str, token: str) -> Conversation:
    async with reading(the_house.sessions) as session:
        conversation = await repository.get_conversation(session, conversation_id)
    if conversation is None or not inbox.owns(conversation, token):
        raise NotFoundError("There is no such conversation, or the token is not its own.")
    return conversation


Own = Annotated[Conversation, Depends(own_conversation)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def start(body: NewConversation, request: Request, the_house: TheHouse) -> StartedConversation:
    """Begin a conversation; language and place are proposals that what she writes overrules."""
    the_house.limits.conversation(request.client.host if request.client else "")
    if body.language is not None and body.language not in languages():
        raise InvalidInputError(f"“{body.language}” is not a language the assistant knows.", language=body.language)
    found = the_house.assistant.gazetteer.find(body.place) if body.place else None
    earlier = await _proved(the_house, body.previous.id, body.previous.token) if body.previous else None
    conversation, token = await inbox.start_conversation(
        the_house.sessions,
        "web",
        body.language,
        found.place.code if found else None,
        previous_id=earlier.id if earlier else None,
    )
    return StartedConversation(id=conversation.id, token=token, language=conversation.language)


@router.post("/{conversation_id}/messages", status_code=status.HTTP_202_ACCEPTED)
async def send(
    body: NewMessage,
    own: Own,
    the_house: TheHouse,
    response: Response,
    wait: Annotated[float | None, Query(ge=0, le=30)] = None,
) -> Accepted:
    """Store a message; with `wait`, answer when the turn is over or the seconds are."""
    the_house.limits.message(own.id)
    incoming = inbox.Incoming(body.id, body.text or "", body.content())
    message = await inbox.receive(the_house.sessions, own.id, incoming)
    the_house.notifier.work_arrived()
    the_house.notifier.conversation_changed(own.id)
    if wait is None:
        return Accepted(position=message.position)
    response.status_code = status.HTTP_200_OK
    replies = await _replies(the_house, own, body.id, wait)
    return Accepted(position=message.position, messages=replies)


async def _replies(the_house: House, own: Conversation, external_id: str, wait: float) -> list[MessageView]:
    """The replies to one message as soon as its turn is over, at most `wait` seconds from now."""
    until = monotonic() + wait
    with the_house.notifier.listening(own.id) as listener:
        while True:
            async with reading(the_house.sessions) as session:
                message = await repository.find_by_external_id(session, own.id, external_id)
                if message is None:
                    return [_erased(own)]
                replies = await repository.replies_to(session, own.id, external_id)
            left = until - monotonic()
            if message.state != RECEIVED or left <= 0:
                return [MessageView.of(reply) for reply in replies]
            await listener.wait(min(left, 1.0))


def _erased(own: Conversation) -> MessageView:
    """The one message that stands nowhere: all the others are gone."""
    language = own.language or "it"
    return MessageView(
        position=own.last_position + 1,
        id="erased",
        author="notice",
        text=sentence("privacy.deleted", language),
        language=language,
        direction=languages()[language].direction,
        created_at=now(),
        reply_to=None,
        choices=[],
        answer=None,
    )


@router.get("/{conversation_id}/messages")
async def read(own: Own, the_house: TheHouse, after: Annotated[int, Query(ge=0)] = 0) -> Messages:
    """The messages after a position, in order."""
    async with reading(the_house.sessions) as session:
        found = await repository.messages_after(session, own.id, after)
    return Messages(messages=[MessageView.of(message) for message in found])


@router.get("/{conversation_id}")
async def show(own: Own, the_house: TheHouse) -> ConversationView:
    """The conversation as it stands: its language, and who has it."""
    return await conversation_view(the_house, own)


@router.get("/{conversation_id}/events", response_class=EventSourceResponse)
async def events(
    own: Own, the_house: TheHouse, last_event_id: Annotated[int, Header(ge=0)] = 0
) -> AsyncIterable[ServerSentEvent]:
    """What happens in the conversation as it comes.

    `message` events from after `Last-Event-ID` on, `status` when another one has the conversation, `typing`
    while a mediator writes, `erased` at its end.
    """
    async for event in stream(the_house, own, last_event_id):
        yield event


@router.post("/{conversation_id}/typing", status_code=status.HTTP_204_NO_CONTENT)
async def typing(own: Own, the_house: TheHouse) -> None:
    """She is writing; a mediator sees it for some seconds."""
    the_house.notifier.is_typing(own.id, PERSON)


@router.post("/{conversation_id}/read", status_code=status.HTTP_204_NO_CONTENT)
async def seen(body: Read, own: Own, the_house: TheHouse) -> None:
    """She has seen the messages up to a position."""
    async with the_house.sessions.begin() as session:
        await mark_read(session, own.id, body.position)
    the_house.notifier.conversation_changed(own.id)
    the_house.notifier.desk_changed(own.id)


@router.delete("/{conversation_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete(own: Own, the_house: TheHouse) -> None:
    """Erase the conversation everywhere."""
    await erase(the_house.sessions, the_house.assistant.rasa, own.id)
    the_house.notifier.conversation_changed(own.id)
