"""A message is stored once, or refused with a reason and not at all."""

import asyncio

import pytest
from sqlalchemy import func, select

from conversations import inbox, repository
from conversations.inbox import Incoming
from conversations.models import Message
from foundation.database import Sessions, reading
from foundation.errors import ApprodoError, InvalidInputError, NotFoundError, TooLargeError


async def count(sessions: Sessions) -> int:
    async with reading(sessions) as session:
        return await session.scalar(select(func.count()).select_from(Message)) or 0


async def test_the_same_delivery_ten_times_at_once_is_one_message(sessions: Sessions) -> None:
    conversation, _ = await inbox.start_conversation(sessions, "web")
    deliveries = [inbox.receive(sessions, conversation.id, Incoming("delivery-1", "ciao")) for _ in range(10)]
    stored = await asyncio.gather(*deliveries)
    assert len({message.id for message in stored}) == 1
    assert await count(sessions) == 1


async def test_fifty_messages_at_once_get_fifty_positions(sessions: Sessions) -> None:
    conversation, _ = await inbox.start_conversation(sessions, "web")
    stored = await asyncio.gather(
        *(inbox.receive(sessions, conversation.id, Incoming(f"message-{n}", f"domanda {n}")) for n in range(50))
    )
    assert sorted(message.position for message in stored) == list(range(1, 51))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InvalidInputError),
        (" \n\t ", InvalidInputError),
        ("\x00\x07\u202e\u2066", InvalidInputError),
        ("a" * 10_000, TooLargeError),
    ],
)
async def test_what_cannot_be_read_is_refused_and_not_stored(
    sessions: Sessions, text: str, error: type[ApprodoError]
) -> None:
    conversation, _ = await inbox.start_conversation(sessions, "web")
    with pytest.raises(error) as raised:
        await inbox.receive(sessions, conversation.id, Incoming("message-1", text))
    assert raised.value.message
    assert await count(sessions) == 0


async def test_control_characters_go_and_the_words_stay(sessions: Sessions) -> None:
    conversation, _ = await inbox.start_conversation(sessions, "web")
    message = await inbox.receive(sessions, conversation.id, Incoming("message-1", "\u202eciao\x00 a tutti\u2069"))
    assert message.text == "ciao a tutti"


async def test_a_conversation_that_is_not_there(sessions: Sessions) -> None:
    with pytest.raises(NotFoundError):
        await inbox.receive(sessions, "nobody", Incoming("message-1", "ciao"))


async def test_only_the_token_proves_ownership(sessions: Sessions) -> None:
    conversation, token = await inbox.start_conversation(sessions, "web")
    _, other = await inbox.start_conversation(sessions, "web")
    async with reading(sessions) as session:
        stored = await repository.get_conversation(session, conversation.id)
    assert stored is not None
    assert inbox.owns(stored, token)
    assert not inbox.owns(stored, other)
    assert token not in stored.token_hash
