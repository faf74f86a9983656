"""The calls of the desk (`/api/v1/desk`): the console's page uses them, and so can another help desk."""

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, status
from fastapi.sse import EventSourceResponse, ServerSentEvent

from accounts.models import Role
from accounts.repository import names_of
from connectors.web.house import House
from console.desk.bodies import Closing, Passing, Reply, Writing
from console.desk.insert import answer_to_insert
from console.desk.schemas import DeskView, Queue, Queued, Sent, View
from console.desk.stream import stream
from console.guard import TheHouse, Visitor, role
from conversations.desk import queue as lists
from conversations.desk.actor import Actor
from conversations.desk.view import desk_conversation, readable, waiting_for_translation
from conversations.desk.writing import write
from conversations.inbox import Incoming
from conversations.models import MEDIATOR, PERSON
from foundation.database import reading

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
OnDesk = Annotated[Visitor, Depends(role(Role.MEDIATOR, Role.ADMIN))]


def actor_of(visitor: Visitor) -> Actor:
    """The visitor as one who acts on the desk."""
    return Actor(visitor.account_id, visitor.name, visitor.language, visitor.role is Role.ADMIN)


def town(house: House, code: str | None) -> str | None:
    """The name of a municipality."""
    place = house.assistant.gazetteer.by_code(code) if code else None
    return place.name if place else None


@router.get("/queue")
async def queue(
    visitor: OnDesk, house: TheHouse, view: View = "all", search: Annotated[str, Query(max_length=200)] = ""
) -> Queue:
    """The conversations of a list: urgent ones first, then who waits longest."""
    actor = actor_of(visitor)
    async with reading(house.sessions) as session:
        rows = await lists.queue(session, actor, view, search)
        counts = await lists.counts(session, actor)
    return Queue(conversations=[Queued.of(row, town(house, row.place_code)) for row in rows], counts=counts)


@router.get("/events", response_class=EventSourceResponse)
async def events(visitor: OnDesk, house: TheHouse) -> AsyncIterable[ServerSentEvent]:
    """`queue` events with the counts whenever something has changed; `signed_out` at the end of the session."""
    async for event in stream(house, visitor, actor_of(visitor)):
        yield event


@router.get("/conversations/{conversation_id}/messages")
async def read(
    conversation_id: str,
    visitor: OnDesk,
    house: TheHouse,
    tasks: BackgroundTasks,
    after: Annotated[int, Query(ge=0)] = 0,
) -> DeskView:
    """A conversation with its messages after a position. Translations that are missing are fetched meanwhile."""
    actor = actor_of(visitor)
    async with reading(house.sessions) as session:
        found = await desk_conversation(session, actor, conversation_id, after)
        writers = [found.handoff.taken_by or "", *(note.account_id for note in found.notes)]
        names = await names_of(session, writers)
    translator = house.desk.translation.is_on
    if translator and waiting_for_translation(found.messages):
        tasks.add_task(house.desk.translate_missing, actor, conversation_id)
    return DeskView.of(
        found,
        names,
        visitor.account_id,
        place=town(house, found.conversation.place_code),
        person_typing=house.notifier.typing(conversation_id, PERSON) is not None,
        translator=translator,
    )


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: str, visitor: OnDesk, house: TheHouse) -> dict[str, str]:
    """Take a waiting conversation; 409 where somebody else was first."""
    await house.desk.take(actor_of(visitor), conversation_id)
    return {"state": "taken"}


@router.post("/conversations/{conversation_id}/messages", status_code=status.HTTP_201_CREATED)
async def send(conversation_id: str, body: Reply, visitor: OnDesk, house: TheHouse) -> Sent:
    """Write to the person: she gets it in her language. The same `id` twice is one message."""
    actor = actor_of(visitor)
    text, language, answer = body.text or "", body.language, None
    if body.text is None:
        async with reading(house.sessions) as session:
            conversation, _ = await readable(session, actor, conversation_id)
            text, language, answer = await answer_to_insert(session, house, conversation, body.topic, body.entry)
    written = await write(house.desk, actor, conversation_id, Incoming(body.id, text), language, answer)
    return Sent(position=written.message.position, translation=written.state, missing=written.missing)


@router.post("/conversations/{conversation_id}/return")
async def give_back(conversation_id: str, visitor: OnDesk, house: TheHouse) -> dict[str, str]:
    """Give it back to the assistant."""
    await house.desk.give_back(actor_of(visitor), conversation_id)
    return {"state": "returned"}


@router.post("/conversations/{conversation_id}/close")
async def close(conversation_id: str, visitor: OnDesk, house: TheHouse, body: Closing | None = None) -> dict[str, str]:
    """End it with an outcome."""
    closing = body or Closing()
    await house.desk.close(actor_of(visitor), conversation_id, closing.outcome, closing.referred_to)
    return {"state": "closed"}


@router.post("/conversations/{conversation_id}/pass")
async def pass_on(conversation_id: str, body: Passing, visitor: OnDesk, house: TheHouse) -> dict[str, str]:
    """Let it wait again, for a colleague or a team first."""
    await house.desk.pass_on(actor_of(visitor), conversation_id, body.word, body.account, body.ambito)
    return {"state": "waiting"}


@router.post("/conversations/{conversation_id}/notes", status_code=status.HTTP_204_NO_CONTENT)
async def note(conversation_id: str, body: Writing, visitor: OnDesk, house: TheHouse) -> None:
    """Write an internal note: the person never sees it."""
    await house.desk.note(actor_of(visitor), conversation_id, body.text)


@router.post("/conversations/{conversation_id}/typing", status_code=status.HTTP_204_NO_CONTENT)
async def typing(conversation_id: str, visitor: OnDesk, house: TheHouse) -> None:
    """The mediator is writing; the person sees it for some seconds."""
    async with reading(house.sessions) as session:
        _, handoff = await readable(session, actor_of(visitor), conversation_id)
    if handoff.taken_by == visitor.account_id:
        house.notifier.is_typing(conversation_id, MEDIATOR, visitor.name)
