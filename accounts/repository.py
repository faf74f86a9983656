"""SQL for accounts, and only here."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import Account, AccountSession, Role


async def get_account(session: AsyncSession, account_id: str) -> Account | None:
    """The account with this id, as it stands now."""
    return await session.get(Account, account_id, populate_existing=True)


async def account_by_email(session: AsyncSession, email: str) -> Account | None:
    """The account with this e-mail address, written as it is stored (small letters)."""
    return (await session.scalars(select(Account).where(Account.email == email))).one_or_none()


async def account_by_subject(session: AsyncSession, subject: str) -> Account | None:
    """The account an identity provider knows under this id."""
    return (await session.scalars(select(Account).where(Account.external_subject == subject))).one_or_none()


async def all_accounts(session: AsyncSession) -> list[Account]:
    """Every account, those who may sign in first, by name."""
    rows = await session.scalars(select(Account).order_by(Account.active.desc(), func.lower(Account.name)))
    return list(rows)


async def lock_active_admins(session: AsyncSession) -> list[str]:
    """The ids of the coordinators who may sign in; none of them changes until the transaction ends."""
    rows = await session.scalars(
        select(Account.id).where(Account.role == Role.ADMIN, Account.active).order_by(Account.id).with_for_update()
    )
    return list(rows)


async def active_admins(session: AsyncSession) -> list[Account]:
    """The coordinators who may sign in."""
    return list(await session.scalars(select(Account).where(Account.role == Role.ADMIN, Account.active)))


async def names_of(session: AsyncSession, account_ids: Sequence[str]) -> dict[str, str]:
    """The names of accounts by id."""
    found = await session.execute(select(Account.id, Account.name).where(Account.id.in_(set(account_ids))))
    return {row[0]: row[1] for row in found}


async def session_by_hash(
    session: AsyncSession, token_hash: str, begun_after: datetime, used_after: datetime
) -> tuple[Account, AccountSession] | None:
    """The session of a token with its account, when it was begun and used late enough and the account is active."""
    found = await session.execute(
        select(Account, AccountSession)
        .join(AccountSession, AccountSession.account_id == Account.id)
        .where(AccountSession.token_hash == token_hash, Account.active)
        .where(AccountSession.created_at > begun_after, AccountSession.last_used_at > used_after)
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def live_sessions(
    session: AsyncSession, account_id: str, begun_after: datetime, used_after: datetime
) -> list[AccountSession]:
    """The sessions of an account that were begun and used late enough, the last used first."""
    rows = await session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == account_id)
        .where(AccountSession.created_at > begun_after, AccountSession.last_used_at > used_after)
        .order_by(AccountSession.last_used_at.desc())
    )
    return list(rows)


async def mark_used(session: AsyncSession, session_id: str, moment: datetime) -> None:
    """Note that a session was used at `moment`."""
    await session.execute(
        update(AccountSession)
        .where(AccountSession.id == session_id, AccountSession.last_used_at < moment)
        .values(last_used_at=moment)
    )


async def mark_second_factor(session: AsyncSession, session_id: str) -> None:
    """Note that the second factor was given in this session."""
    await session.execute(
        update(AccountSession).where(AccountSession.id == session_id).values(second_factor_passed=True)
    )


async def delete_sessions(
    session: AsyncSession, account_id: str, only: str | None = None, keep: str | None = None
) -> int:
    """Remove sessions of an account: all, `only` one, or all but the one to `keep`. Returns how many there were."""
    wanted = [AccountSession.account_id == account_id]
    if only is not None:
        wanted.append(AccountSession.id == only)
    if keep is not None:
        wanted.append(AccountSession.id != keep)
    removed = await session.scalars(delete(AccountSession).where(*wanted).returning(AccountSession.id))
    return len(removed.all())


async def delete_session_by_hash(session: AsyncSession, token_hash: str) -> None:
    """Remove the session of a token."""
    await session.execute(delete(AccountSession).where(AccountSession.token_hash == token_hash))


async def delete_ended_sessions(session: AsyncSession, begun_before: datetime, used_before: datetime) -> None:
    """Remove the sessions of everybody that have run out."""
    await session.execute(
        delete(AccountSession).where(
            (AccountSession.created_at <= begun_before) | (AccountSession.last_used_at <= used_before)
        )
    )
