"""What a coordinator does with the accounts of others: `by` is her own id, None for the command line."""

from sqlalchemy.ext.asyncio import AsyncSession

from accounts import audit, repository, sessions
from accounts.faults import refused
from accounts.models import Account, Role
from accounts.service import get


async def _not_the_last(session: AsyncSession, account: Account) -> None:
    """Somebody must remain who can let the others in."""
    if await repository.lock_active_admins(session) == [account.id]:
        raise refused("account", "console.account.last_admin")


async def deactivate(session: AsyncSession, account_id: str, by: str | None) -> None:
    """She may no longer sign in, her sessions end at once. Raises InvalidInputError for the last coordinator."""
    account = await get(session, account_id)
    await _not_the_last(session, account)
    account.active = False
    await sessions.end_all(session, account_id)
    await audit.record(session, by, "account.deactivated", account_id)


async def activate(session: AsyncSession, account_id: str, by: str | None) -> None:
    """She may sign in again."""
    account = await get(session, account_id)
    account.active = True
    await audit.record(session, by, "account.activated", account_id)


async def change_role(session: AsyncSession, account_id: str, role: Role, by: str | None) -> None:
    """Give her another role; it holds from her next request. Raises InvalidInputError for the last coordinator."""
    account = await get(session, account_id)
    if role != Role.ADMIN:
        await _not_the_last(session, account)
    account.role = role
    await audit.record(session, by, "account.role_changed", account_id, role=role)


async def require_second_factor(session: AsyncSession, account_id: str, required: bool, by: str | None) -> None:
    """Whether she must have a second factor; one who has none sets it up before she sees anything else."""
    account = await get(session, account_id)
    account.second_factor_required = required
    await audit.record(session, by, "second_factor.required", account_id, required=required)


async def reset_second_factor(session: AsyncSession, account_id: str, by: str | None) -> None:
    """For a lost telephone: takes the second factor away and ends all her sessions."""
    account = await get(session, account_id)
    account.second_factor_secret = None
    await sessions.end_all(session, account_id)
    await audit.record(session, by, "second_factor.reset", account_id)


async def reset_password(session: AsyncSession, account_id: str, password_hash: str, by: str | None) -> None:
    """Give her a temporary password, by its hash, which she must change; all her sessions end."""
    account = await get(session, account_id)
    account.password_hash, account.password_temporary = password_hash, True
    await sessions.end_all(session, account_id)
    await audit.record(session, by, "password.reset", account_id)


async def end_sessions(session: AsyncSession, account_id: str, by: str | None) -> int:
    """Sign her off everywhere; returns how many sessions there were."""
    account = await get(session, account_id)
    ended = await sessions.end_all(session, account.id)
    await audit.record(session, by, "sessions.ended", account_id, count=ended)
    return ended
