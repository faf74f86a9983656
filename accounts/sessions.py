"""Sessions of the console: a random token in a cookie, its hash in the table, an end by time or by hand."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from accounts import repository
from accounts.models import Account, AccountSession
from foundation.clock import now
from foundation.database import Sessions, reading

# Out of use for a working day it ends; after a week it ends in any case (ASVS 5.0 7.3.1, 7.3.2).
IDLE, LONGEST = timedelta(hours=8), timedelta(days=7)
# One write a minute is precise enough for a time-out of hours.
TOUCH_AFTER = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """What the table keeps of a token. It is random (256 bits), so a fast hash does."""
    return sha256(token.encode()).hexdigest()


def limits(moment: datetime) -> tuple[datetime, datetime]:
    """A session lives at `moment` when it was begun after the first of these and used after the second."""
    return moment - LONGEST, moment - IDLE


async def start(session: AsyncSession, account_id: str, device: str, second_factor_passed: bool = False) -> str:
    """Begin a session on `device` (a few words, for her own list) and return its token."""
    await repository.delete_ended_sessions(session, *limits(now()))
    token = secrets.token_urlsafe(32)
    row = AccountSession(
        id=str(uuid4()),
        account_id=account_id,
        token_hash=token_hash(token),
        device=device[:200],
        second_factor_passed=second_factor_passed,
    )
    session.add(row)
    return token


async def find(sessions: Sessions, token: str) -> tuple[Account, AccountSession] | None:
    """Who holds `token`, while the session lives and the account is active; notes that it was used."""
    moment = now()
    async with reading(sessions) as session:
        found = await repository.session_by_hash(session, token_hash(token), *limits(moment))
    if found and moment - found[1].last_used_at >= TOUCH_AFTER:
        async with sessions.begin() as session:
            await repository.mark_used(session, found[1].id, moment)
    return found


async def listed(session: AsyncSession, account_id: str) -> list[AccountSession]:
    """The living sessions of an account, the last used first."""
    return await repository.live_sessions(session, account_id, *limits(now()))


async def is_live(session: AsyncSession, account_id: str, session_id: str) -> bool:
    """Whether a session still lives: for streams, which outlast the request that opened them."""
    account = await repository.get_account(session, account_id)
    rows = await listed(session, account_id) if account and account.active else []
    return any(row.id == session_id for row in rows)


async def end(session: AsyncSession, account_id: str, session_id: str) -> bool:
    """End one session of an account; False when it has no such session."""
    return await repository.delete_sessions(session, account_id, only=session_id) > 0


async def end_by_token(session: AsyncSession, token: str) -> None:
    """End the session of a token, if there is one."""
    await repository.delete_session_by_hash(session, token_hash(token))


async def end_all(session: AsyncSession, account_id: str, keep: str | None = None) -> int:
    """End every session of an account, but the one to `keep`; returns how many were ended."""
    return await repository.delete_sessions(session, account_id, keep=keep)
