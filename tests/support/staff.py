"""Accounts and shifts for tests."""

from datetime import time
from uuid import uuid4

from accounts.models import Account, AccountSession, Role
from conversations.desk.actor import Actor
from conversations.rota.models import Mediator, Shift
from foundation.database import Sessions


async def add_mediator(
    sessions: Sessions,
    name: str,
    languages: tuple[str, ...] = ("it",),
    present: bool = True,
    role: Role = Role.MEDIATOR,
    signed_in: bool = True,
) -> Actor:
    """A mediator who is on duty all week round the clock, or never; `signed_in` gives her a session."""
    account = Account(id=str(uuid4()), email=f"{uuid4().hex}@example.org", name=name, role=role)
    async with sessions.begin() as session:
        session.add(account)
        await session.flush()
        session.add(Mediator(account_id=account.id, languages=list(languages), topics=[], ambiti=[]))
        for weekday in range(7) if present else ():
            hours = (time(0, 0), time(23, 59))
            session.add(Shift(id=str(uuid4()), account_id=account.id, weekday=weekday, starts=hours[0], ends=hours[1]))
        if signed_in:
            session.add(AccountSession(id=str(uuid4()), account_id=account.id, token_hash=uuid4().hex))
    return Actor(account.id, name, "it", role is Role.ADMIN)
