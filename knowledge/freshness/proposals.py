"""Organizations look at their own record without an account: a signed link, what they send, what staff make of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import now
from foundation.errors import ConflictError, NotFoundError
from knowledge.freshness import repository
from knowledge.freshness.models import Proposal

# A month: the people of a parish or a school do not read their mail every day.
WORTH = timedelta(days=30)
SALT = "approdo.proposal"


async def invite(session: AsyncSession, kind: str, record_id: str, invited_by: str) -> Proposal:
    """A new invitation, good for a month."""
    proposal = Proposal(id=str(uuid4()), kind=kind, record_id=record_id, invited_by=invited_by, ends_at=now() + WORTH)
    session.add(proposal)
    return proposal


def token_of(proposal: Proposal, secret: str) -> str:
    """What the link carries: the invitation's id, signed."""
    return str(URLSafeSerializer(secret, SALT).dumps(proposal.id))


async def invitation(session: AsyncSession, token: str, secret: str) -> Proposal:
    """The invitation a link carries. Raises NotFoundError for a forged, ended or answered one."""
    try:
        identifier = str(URLSafeSerializer(secret, SALT).loads(token))
    except BadData as error:
        raise NotFoundError("This link is not valid.") from error
    found = await session.get(Proposal, identifier, with_for_update=True)
    if found is None or found.ends_at < now() or found.sent_at is not None:
        raise NotFoundError("This link is not valid any more.")
    return found


async def send(session: AsyncSession, proposal: Proposal, content: dict[str, Any], sender: str, word: str) -> None:
    """Keep what the organization sent, until staff decide."""
    proposal.content, proposal.sender, proposal.word, proposal.sent_at = content, sender, word, now()
    session.add(proposal)


async def waiting(session: AsyncSession) -> list[Proposal]:
    """What was sent and waits for a decision, the oldest first."""
    return await repository.proposals_waiting(session)


async def undecided(session: AsyncSession, identifier: str) -> Proposal:
    """What was sent and waits for a decision. Raises NotFoundError, ConflictError when that was decided before."""
    found = await session.get(Proposal, identifier, with_for_update=True)
    if found is None or found.sent_at is None:
        raise NotFoundError("There is no such proposal.")
    if found.decided_at is not None:
        raise ConflictError("Somebody has decided this already.")
    return found


async def decide(session: AsyncSession, identifier: str, accepted: bool) -> Proposal:
    """Note that what was sent is taken or refused. Raises as `undecided` does."""
    found = await undecided(session, identifier)
    found.decided_at, found.accepted = now(), accepted
    return found
