"""A message is translated once, whoever asks, and its translation goes with it."""

import asyncio

from sqlalchemy import func, select

from conversations import inbox
from conversations.erasure import erase
from conversations.inbox import Incoming
from conversations.rasa import RasaClient
from conversations.translation.cache import translated_message
from conversations.translation.models import MessageTranslation
from conversations.translation.service import Translation
from foundation.database import Sessions, reading
from foundation.settings import Settings
from tests.support.translators import StandIn, turned

TEXT = "Vorrei un appuntamento, il mio numero è 0212345678"


async def message_of(sessions: Sessions) -> tuple[str, str]:
    conversation, _ = await inbox.start_conversation(sessions, "web")
    message = await inbox.receive(sessions, conversation.id, Incoming("message-1", TEXT))
    return conversation.id, message.id


async def stored(sessions: Sessions) -> int:
    async with reading(sessions) as session:
        return await session.scalar(select(func.count()).select_from(MessageTranslation)) or 0


async def test_a_message_is_asked_for_once_a_language(sessions: Sessions) -> None:
    _, message = await message_of(sessions)
    with StandIn("libretranslate") as stand_in:
        translation = stand_in.translation()
        first = await translated_message(translation, sessions, message, TEXT, "it", "en")
        again = await translated_message(translation, sessions, message, TEXT, "it", "en")
        other = await translated_message(translation, sessions, message, TEXT, "it", "ar")
        await translation.close()
    off = await translated_message(Translation(None, 4), sessions, message, TEXT, "it", "en")
    assert first == again == off
    assert (first.state, first.text, first.translator) == ("machine", turned(TEXT), "libretranslate")
    assert other.state == "machine"
    assert len(stand_in.texts) == 2


async def test_what_is_missing_is_told_again(sessions: Sessions) -> None:
    _, message = await message_of(sessions)
    with StandIn("libretranslate", change=lambda text: turned(text).replace("[X1X]", "")) as stand_in:
        translation = stand_in.translation()
        answers = [await translated_message(translation, sessions, message, TEXT, "it", "en") for _ in range(2)]
        await translation.close()
    assert [answer.missing for answer in answers] == [["0212345678"], ["0212345678"]]


async def test_what_was_not_translated_is_tried_again(sessions: Sessions) -> None:
    _, message = await message_of(sessions)
    with StandIn("libretranslate", "429") as stand_in:
        translation = stand_in.translation()
        assert (await translated_message(translation, sessions, message, TEXT, "it", "en")).state == "down"
        assert await stored(sessions) == 0
        stand_in.mode = "fine"
        assert (await translated_message(translation, sessions, message, TEXT, "it", "en")).state == "machine"
        await translation.close()


async def test_ten_at_once_keep_one(sessions: Sessions) -> None:
    _, message = await message_of(sessions)
    with StandIn("libretranslate") as stand_in:
        translation = stand_in.translation()
        asked = [translated_message(translation, sessions, message, TEXT, "it", "en") for _ in range(10)]
        answers = await asyncio.gather(*asked)
        await translation.close()
    assert {answer.text for answer in answers} == {turned(TEXT)}
    assert await stored(sessions) == 1


async def test_a_message_erased_meanwhile_leaves_nothing(sessions: Sessions) -> None:
    with StandIn("libretranslate") as stand_in:
        translation = stand_in.translation()
        answer = await translated_message(translation, sessions, "erased", TEXT, "it", "en")
        await translation.close()
    assert answer.state == "machine"
    assert await stored(sessions) == 0


async def test_a_translation_is_erased_with_its_message(sessions: Sessions) -> None:
    conversation, message = await message_of(sessions)
    with StandIn("libretranslate") as stand_in:
        translation = stand_in.translation()
        await translated_message(translation, sessions, message, TEXT, "it", "en")
        await translation.close()
    assert await stored(sessions) == 1
    rasa = RasaClient.connect(Settings(port=1030))
    await erase(sessions, rasa, conversation)
    await rasa.close()
    assert await stored(sessions) == 0
