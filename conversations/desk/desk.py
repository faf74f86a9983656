"""What a mediator does with a conversation. Each act is one transaction: record, notice, audit trail, calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from accounts.audit import record as audit
from accounts.repository import names_of
from accounts.sessions import limits as session_limits
from conversations.desk.actor import Actor
from conversations.desk.notices import tell_person
from conversations.desk.translating import translate_missing
from conversations.desk.view import readable
from conversations.handoff import record
from conversations.handoff import repository as handoffs
from conversations.handoff.states import Outcome
from conversations.inbox import Incoming, checked
from conversations.models import Handoff, InternalNote
from conversations.notify import Notifier
from conversations.translation.service import Translation
from conversations.webhooks.outbox import Event, tell
from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.errors import ConflictError


@dataclass(frozen=True)
class Desk:
    """The acts of the desk. All raise NotFoundError where the actor may not see the conversation,
    ConflictError where it is not (or no longer) hers."""

    sessions: Sessions
    notifier: Notifier
    translation: Translation

    @asynccontextmanager
    async def _act(
        self, actor: Actor, conversation_id: str, act: str, **details: object
    ) -> AsyncIterator[AsyncSession]:
        """One act: the actor may see it, it is written down, everybody who looks on is woken.

        Who comes second at taking may not see it any more, and is to be told who was first.
        """
        async with self.sessions.begin() as session:
            if act != "taken":
                await readable(session, actor, conversation_id)
            yield session
            await audit(session, actor.account_id, f"conversation.{act}", conversation_id, **details)
        self.changed(conversation_id)

    def changed(self, conversation_id: str, alone: bool = False) -> None:
        """Wake the person's stream and the desks; `alone`: only that of the mediator who has it."""
        self.notifier.conversation_changed(conversation_id)
        self.notifier.desk_changed(conversation_id if alone else None)

    async def take(self, actor: Actor, conversation_id: str) -> None:
        """Take a waiting conversation; taking one's own again changes nothing."""
        async with self._act(actor, conversation_id, "taken") as session:
            handoff, again = await self._taken(session, actor, conversation_id)
            if not again:
                await tell_person(session, conversation_id, "handoff.taken", actor.name)
                await tell(session, Event.HANDOFF_TAKEN, conversation_id, mediator=actor.name, reason=handoff.reason)

    async def _taken(self, session: AsyncSession, actor: Actor, conversation_id: str) -> tuple[Handoff, bool]:
        try:
            return await record.take(session, conversation_id, actor.account_id)
        except ConflictError as error:
            first = str(error.facts.get("taken_by", ""))
            name = (await names_of(session, [first])).get(first)
            if name is None:
                raise
            raise ConflictError(f"{name} has this conversation already.", taken_by=first, mediator=name) from error

    async def give_back(self, actor: Actor, conversation_id: str) -> None:
        """Return it to the assistant, who goes on where it was."""
        async with self._act(actor, conversation_id, "returned") as session:
            await record.give_back(session, conversation_id, actor.account_id)
            await tell_person(session, conversation_id, "handoff.returned", actor.name, rate=True)
            await tell(session, Event.HANDOFF_RETURNED, conversation_id, mediator=actor.name)

    async def close(self, actor: Actor, conversation_id: str, outcome: Outcome, referred_to: str | None = None) -> None:
        """End it with an outcome (`referred_to`: the desk she was sent to)."""
        async with self._act(actor, conversation_id, "closed", outcome=outcome) as session:
            await record.close(session, conversation_id, actor.account_id, outcome, referred_to)
            await tell_person(session, conversation_id, "handoff.closed", actor.name, rate=True)
            await tell(session, Event.HANDOFF_CLOSED, conversation_id, mediator=actor.name, outcome=outcome)

    async def pass_on(
        self, actor: Actor, conversation_id: str, word: str, to_account: str | None = None, ambito_id: str | None = None
    ) -> None:
        """Let it wait again, for a colleague or a team first, with a word to them."""
        async with self._act(actor, conversation_id, "passed", to=to_account or ambito_id) as session:
            handoff = await record.own(session, conversation_id, actor.account_id)
            record.back_to_queue(handoff, [to_account] if to_account else [], ambito_id)
            if word.strip():
                self._add_note(session, actor, conversation_id, word)
            await tell_person(session, conversation_id, "handoff.passed", actor.name)
            await tell(session, Event.HANDOFF_ASKED, conversation_id, reason=handoff.reason, topic=handoff.topic)

    async def note(self, actor: Actor, conversation_id: str, text: str) -> None:
        """Write an internal note; raises InvalidInputError for an empty one, TooLargeError for one too long."""
        async with self._act(actor, conversation_id, "noted") as session:
            self._add_note(session, actor, conversation_id, text)

    def _add_note(self, session: AsyncSession, actor: Actor, conversation_id: str, text: str) -> None:
        accepted = checked(Incoming("note", text)).text
        row = InternalNote(id=str(uuid4()), conversation_id=conversation_id, account_id=actor.account_id, text=accepted)
        session.add(row)

    async def leave(self, account_id: str) -> list[str]:
        """Put everything a mediator has back into the queue: she has signed off. Returns the conversations."""
        left = []
        async with self.sessions.begin() as session:
            name = (await names_of(session, [account_id])).get(account_id, "")
            for handoff in await handoffs.taken_by(session, account_id):
                record.back_to_queue(handoff, [])
                await tell_person(session, handoff.conversation_id, "handoff.left", name)
                await audit(session, account_id, "conversation.left", handoff.conversation_id)
                reason, topic = handoff.reason, handoff.topic
                await tell(session, Event.HANDOFF_ASKED, handoff.conversation_id, reason=reason, topic=topic)
                left.append(handoff.conversation_id)
        for conversation_id in left:
            self.changed(conversation_id)
        return left

    async def leave_abandoned(self) -> list[str]:
        """Do so for mediators whose sessions have all run out. Returns the conversations."""
        async with reading(self.sessions) as session:
            accounts = await handoffs.abandoning_accounts(session, *session_limits(now()))
        return [conversation for account_id in accounts for conversation in await self.leave(account_id)]

    async def translate_missing(self, actor: Actor, conversation_id: str) -> None:
        """Ask for the translations a reader misses; those who look on are woken when one is there."""
        if await translate_missing(self.sessions, self.translation, actor, conversation_id):
            self.changed(conversation_id)
