"""Takes updates in: what came back from here is stored, and may be confirmed to Telegram."""

import asyncio
from time import monotonic
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from telegram import ChatMember, Update
from telegram.error import TelegramError

from connectors.telegram import repository
from connectors.telegram.channel import Channel
from connectors.telegram.chats import chat_of, took
from connectors.telegram.commands import AS_CHOICE, command_of, obey
from connectors.telegram.incoming import Heard, heard
from connectors.telegram.keyboards import SHARE, value_of
from connectors.telegram.linking import take_link
from connectors.telegram.models import TelegramChat, TelegramUpdate
from connectors.telegram.outcome import place_of
from connectors.telegram.says import ask_position, keep, language_of, tell
from connectors.telegram.typing_sign import show_typing
from conversations import repository as conversations
from conversations.handoff import mediator_of
from conversations.handoff.repository import open_handoff
from conversations.inbox import MAXIMUM_LENGTH, Incoming, receive
from foundation.catalogue import message
from foundation.database import reading
from foundation.errors import InvalidInputError, NotFoundError, TooLargeError, TooManyRequestsError

_log = structlog.get_logger()
# Seconds in which somebody who writes too fast is told so once.
_QUIET = 30.0


class Receiver:
    """Stores what people do in Telegram, once, however often it is delivered."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._sessions = channel.house.sessions
        self._told: dict[str, float] = {}
        # One after the other: in a chat they keep their order, and no two of them wait for the database's lock.
        self._turn = asyncio.Lock()

    async def take(self, data: dict[str, Any]) -> None:
        """Store one update. Raises SQLAlchemyError when it cannot be stored now: it has to come again."""
        number = data.get("update_id")
        if isinstance(number, int):
            async with self._turn:
                await self._take(data, number)

    async def _take(self, data: dict[str, Any], number: int) -> None:
        try:
            async with reading(self._sessions) as session:
                before = await repository.is_stored(session, self._channel.bot_id, number)
            await self._handle(Update.de_json(data, self._channel.bot), number, before)
        except (IntegrityError, NotFoundError):
            # Delivered twice at the same moment, or her conversation was erased meanwhile: look once more.
            await self._store_again(data, number)
        except SQLAlchemyError:
            raise
        except Exception as error:
            # One that cannot be read or handled must not keep all the others waiting for ever.
            _log.error("telegram.update_failed", error=type(error).__name__, place=place_of(error))
            await self._give_up(number)

    async def _store_again(self, data: dict[str, Any], number: int) -> None:
        async with reading(self._sessions) as session:
            before = await repository.is_stored(session, self._channel.bot_id, number)
        if not before:
            await self._handle(Update.de_json(data, self._channel.bot), number, before)

    async def _give_up(self, number: int) -> None:
        async with self._sessions.begin() as session:
            await session.merge(TelegramUpdate(bot_id=self._channel.bot_id, update_id=number))

    async def _handle(self, update: Update, number: int, before: bool) -> None:
        said = heard(update, self._channel.me)
        if said and said.callback_id:
            self._background(self._answer_press(said.callback_id))
        if before:
            return
        if said is None:
            await self._membership(update, number)
            return
        chat = await chat_of(self._channel, said)
        if not await take_link(self._channel, chat, said, number):
            await self._sort(chat, said, number)
        self._channel.wake.set()

    async def _sort(self, chat: TelegramChat, said: Heard, number: int) -> None:
        if said.choice is not None:
            await self._press(chat, said, number)
        elif said.command:
            await self._command(chat, said, number)
        elif said.media and not said.text:
            await self._media(chat, said, number)
        else:
            content = said.content | (said.media.content() if said.media else {})
            await self._say(chat, said, number, Incoming(said.external_id, said.text, content))

    async def _command(self, chat: TelegramChat, said: Heard, number: int) -> None:
        name = command_of(said)
        if name and name in AS_CHOICE:
            await self._say(chat, said, number, Incoming(said.external_id, "", {"choice": AS_CHOICE[name]}))
            return
        choice = await obey(self._channel, chat, said, number)
        if choice:
            await self._say(chat, said, number, Incoming(f"{said.external_id}:topic", "", {"choice": choice}))

    async def _press(self, chat: TelegramChat, said: Heard, number: int) -> None:
        async with reading(self._sessions) as session:
            value = await value_of(session, said.choice or "")
        if value and value != SHARE:
            await self._say(chat, said, number, Incoming(said.external_id, "", {"choice": value}))
            return
        async with self._sessions.begin() as session:
            conversation = await conversations.get_conversation(session, chat.conversation_id or "")
            language = language_of(conversation, chat)
            if await keep(session, chat, said, "📍" if value else "…"):
                if value:
                    await ask_position(session, chat, said, language)
                else:
                    await tell(session, chat, said, message("telegram.old_button", language), language)
            await took(session, self._channel, number, chat, said.message_id)

    async def _media(self, chat: TelegramChat, said: Heard, number: int) -> None:
        """What is not text: for the mediator who has the conversation, or kept for one, and said so."""
        assert said.media
        conversation_id = chat.conversation_id or ""
        async with reading(self._sessions) as session:
            taken = await mediator_of(session, conversation_id) is not None
        if taken and said.media.accepted:
            await self._say(chat, said, number, Incoming(said.external_id, said.media.label, said.media.content()))
            return
        async with self._sessions.begin() as session:
            conversation = await conversations.get_conversation(session, conversation_id)
            language = language_of(conversation, chat)
            waits = await open_handoff(session, conversation_id) is not None
            if await keep(session, chat, said, said.media.label):
                key = "refused" if not said.media.accepted else "kept" if waits else "unread"
                person = {"title": message("handoff.choice", language), "value": "person"}
                text = message(f"telegram.media_{key}", language)
                await tell(session, chat, said, text, language, [] if waits else [person])
            await took(session, self._channel, number, chat, said.message_id)

    async def _say(self, chat: TelegramChat, said: Heard, number: int, incoming: Incoming) -> None:
        """Hand a message to the conversation; what cannot be taken is said."""
        key = ""
        try:
            self._channel.house.limits.message(chat.conversation_id or "")
            await receive(self._sessions, chat.conversation_id or "", incoming)
        except (TooLargeError, InvalidInputError) as error:
            key = f"error.{error.code}"
        except TooManyRequestsError as error:
            key = "" if monotonic() - self._told.get(chat.key, -_QUIET) < _QUIET else f"error.{error.code}"
            self._told = {name: at for name, at in self._told.items() if monotonic() - at < _QUIET}
            self._told[chat.key] = monotonic()
        async with self._sessions.begin() as session:
            if key and await keep(session, chat, said, "…"):
                conversation = await conversations.get_conversation(session, chat.conversation_id or "")
                language = language_of(conversation, chat)
                await tell(session, chat, said, message(key, language, maximum=MAXIMUM_LENGTH), language)
            await took(session, self._channel, number, chat, said.message_id)
        notifier = self._channel.house.notifier
        notifier.work_arrived()
        notifier.conversation_changed(chat.conversation_id or "")
        self._background(show_typing(self._channel, chat))

    async def _membership(self, update: Update, number: int) -> None:
        """The bot was blocked, thrown out or let in again: deliveries end or go on."""
        change = update.my_chat_member
        async with self._sessions.begin() as session:
            session.add(TelegramUpdate(bot_id=self._channel.bot_id, update_id=number))
            if change and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
                await repository.stop_deliveries(session, self._channel.bot_id, change.chat.id)
            elif change:
                await repository.change_chats(session, self._channel.bot_id, change.chat.id, wanted_until=None)
        self._channel.wake.set()

    async def _answer_press(self, callback_id: str) -> None:
        try:
            await self._channel.bot.answer_callback_query(callback_id)
        except TelegramError as error:
            # Too old to be answered, or Telegram is away: the button itself has done its work.
            _log.info("telegram.press_not_answered", error=type(error).__name__)

    def _background(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._channel.background.add(task)
        task.add_done_callback(self._channel.background.discard)
