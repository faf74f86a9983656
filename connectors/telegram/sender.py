"""Brings what was stored to Telegram: in order in each chat, no chat waiting for another, until it is there."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from time import monotonic

import structlog
from telegram.error import TelegramError

from connectors.telegram import calls, doubts, ledger, repository
from connectors.telegram.channel import Channel
from connectors.telegram.content import pieces
from connectors.telegram.erased import tell_erased
from connectors.telegram.in_place import earlier_answers, next_text, put_away, question_of
from connectors.telegram.models import SENDING, TelegramChat, TelegramDelivery
from connectors.telegram.outcome import EndedError, Gone, Later, PostponedError, Refused, outcome_of, place_of
from connectors.telegram.typing_sign import show_mediator
from connectors.telegram.wording import Piece
from conversations import repository as conversations
from conversations.models import MEDIATOR, PERSON, Message
from conversations.notify import DESK
from foundation.database import reading
from foundation.waiting import wait_at_most

_log = structlog.get_logger()
# Chats served at one time; seconds between two looks when nobody calls; the longest pause between two tries.
CHATS, LOOK, LONGEST = 60, 1.0, 60.0
# Chats that are known to have been dealt with; looking at one again costs a read.
_REMEMBERED = 20_000


class Sender:
    """One for a bot, in the process that has the lease."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._sessions = channel.house.sessions
        self._busy: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._tries: dict[str, int] = defaultdict(int)
        self._done: dict[str, tuple[str | None, int]] = {}
        self._chats: dict[str, TelegramChat] = {}

    async def run(self) -> None:
        """Send until cancelled; what an earlier process left undelivered comes first."""
        async with reading(self._sessions) as session:
            self._channel.newest = max(
                self._channel.newest, await repository.newest_message(session, self._channel.bot_id)
            )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(tasks))
            while True:
                for chat, last in await self._due():
                    self._busy.add(chat.key)
                    tasks.create_task(self._serve(chat, last))
                await self._rest()

    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        """Workers and desks say when something has changed anywhere, a mediator who has begun to write among it."""
        notifier = self._channel.house.notifier
        with notifier.listening(DESK) as listener:
            while True:
                await listener.wait(60)
                self._channel.wake.set()
                writing = [
                    chat for conversation, chat in self._chats.items() if notifier.typing(conversation, MEDIATOR)
                ]
                for chat in writing:
                    tasks.create_task(show_mediator(self._channel, chat))

    async def _rest(self) -> None:
        await wait_at_most(self._channel.wake, LOOK)
        self._channel.wake.clear()

    async def _due(self) -> list[tuple[TelegramChat, int]]:
        if len(self._busy) >= CHATS:
            return []
        try:
            async with reading(self._sessions) as session:
                found = await repository.chats_with_something_to_send(session, self._channel.bot_id)
        except Exception as error:
            # The database may be locked or away: what is stored waits, and so does the sender.
            _log.warning("telegram.sender_waits", error=type(error).__name__)
            return []
        free = [row for row in found if self._is_free(*row)]
        return free[: CHATS - len(self._busy)]

    def _is_free(self, chat: TelegramChat, last: int) -> bool:
        if chat.key in self._busy or self._not_before.get(chat.key, 0.0) > monotonic():
            return False
        return chat.conversation_id is None or self._done.get(chat.key) != (chat.conversation_id, last)

    async def _serve(self, chat: TelegramChat, last: int) -> None:
        key = chat.key
        try:
            await (self._drain(chat) if chat.conversation_id else self._erased(chat))
            if len(self._done) > _REMEMBERED:
                self._done.clear()
                self._chats.clear()
            self._chats[chat.conversation_id or ""] = chat
            self._done[key] = (chat.conversation_id, last)
            self._tries.pop(key, None)
            self._not_before.pop(key, None)
        except PostponedError as pause:
            self._postpone(key, pause.seconds)
        except EndedError:
            await ledger.stop(self._channel, chat)
        except Exception as error:
            _log.error("telegram.chat_failed", error=type(error).__name__, place=place_of(error))
            self._postpone(key, LOOK)
        finally:
            self._busy.discard(key)
            self._channel.wake.set()

    def _postpone(self, key: str, seconds: float) -> None:
        self._tries[key] += 1
        self._not_before[key] = monotonic() + seconds

    async def _erased(self, chat: TelegramChat) -> None:
        try:
            await tell_erased(self._channel, chat)
        except TelegramError as error:
            self._give_in(chat, outcome_of(error))

    async def _drain(self, chat: TelegramChat) -> None:
        async with reading(self._sessions) as session:
            found = await conversations.messages_after(session, chat.conversation_id or "", chat.sent_position)
        wanted = [row for row in found if chat.wanted_until is None or row.position <= chat.wanted_until]
        for number, said in enumerate(wanted):
            if said.author != PERSON:
                await self._bring(chat, said, wanted[number + 1 :])

    async def _bring(self, chat: TelegramChat, said: Message, later: Sequence[Message]) -> None:
        earlier = await earlier_answers(self._channel, chat, said)
        for piece in await pieces(self._channel, chat, said):
            await self._piece(chat, said, piece, earlier)
        if not any(row.reply_to == said.reply_to for row in later):
            await put_away(self._channel, chat, earlier)
        await ledger.passed(self._channel, chat, said)

    async def _piece(self, chat: TelegramChat, said: Message, piece: Piece, earlier: list[TelegramDelivery]) -> None:
        """Bring one piece. Raises PostponedError or EndedError."""
        delivery, begun = await ledger.begin(self._channel, chat, said, piece)
        if begun and delivery.state != SENDING:
            return
        try:
            if await self._in_place(chat, delivery, piece, earlier):
                return
            message_id = await doubts.find(self._channel, chat, delivery, piece) if begun else None
            if message_id is None:
                if begun:
                    await ledger.doubt(self._channel, delivery)
                message_id = await calls.send(self._channel, chat, piece, question_of(said))
        except TelegramError as error:
            await self._not_brought(chat, delivery, error, begun)
            return
        await ledger.end(self._channel, chat, delivery, piece, message_id)

    async def _in_place(
        self, chat: TelegramChat, delivery: TelegramDelivery, piece: Piece, earlier: list[TelegramDelivery]
    ) -> bool:
        """Put the piece where an earlier answer stands; False where there is none that can be edited."""
        while piece.venue is None and (old := next_text(earlier)):
            if old.message_id and await calls.edit(self._channel, chat, old.message_id, piece):
                await ledger.end(self._channel, chat, delivery, piece, old.message_id, replaces=old)
                return True
            async with self._sessions.begin() as session:
                await ledger.replaced(session, old)
        return False

    async def _not_brought(
        self, chat: TelegramChat, delivery: TelegramDelivery, error: TelegramError, begun: bool
    ) -> None:
        outcome = outcome_of(error)
        if isinstance(outcome, Refused):
            _log.error("telegram.refused", error=type(error).__name__)
            await ledger.fail(self._channel, delivery, outcome.cause)
            return
        if not begun and not (isinstance(outcome, Later) and outcome.doubt):
            await ledger.undo(self._channel, delivery)
        self._give_in(chat, outcome)

    def _give_in(self, chat: TelegramChat, outcome: Later | Gone | Refused) -> None:
        if isinstance(outcome, Gone):
            raise EndedError
        if isinstance(outcome, Later):
            raise PostponedError(
                min(outcome.seconds * 2 ** min(self._tries[chat.key], 5), max(LONGEST, outcome.seconds))
            )
