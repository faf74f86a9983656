"""SQL for mediators, their hours and their territories, and only here."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import Row, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import Account, Role
from conversations.rota.models import Ambito, Mediator, Shift, ShiftException

_OF_THE_ROTA = (
    Account.active,
    or_(Account.role == Role.MEDIATOR, and_(Account.role == Role.ADMIN, Mediator.account_id.is_not(None))),
)


async def mediators(
    session: AsyncSession,
) -> Sequence[Row[str, str, list[str], list[str], list[str], datetime | None]]:
    """Active accounts that mediate, by name: every mediator, and the admins who have a profile."""
    columns = (Account.id, Account.name, Mediator.languages, Mediator.topics, Mediator.ambiti, Mediator.away_since)
    found = await session.execute(
        select(*columns)
        .outerjoin(Mediator, Mediator.account_id == Account.id)
        .where(*_OF_THE_ROTA)
        .order_by(Account.name, Account.id)
    )
    return found.all()


async def shifts(session: AsyncSession) -> Sequence[Row[str, int, time, time]]:
    """Everybody's hours of the week: account, weekday, from, to."""
    found = await session.execute(select(Shift.account_id, Shift.weekday, Shift.starts, Shift.ends))
    return found.all()


async def exceptions(session: AsyncSession, since: date) -> Sequence[Row[str, date, date, time | None, time | None]]:
    """Everybody's exceptions that had not ended before `since`: account, first and last day, from, to."""
    row = ShiftException
    found = await session.execute(
        select(row.account_id, row.first_day, row.last_day, row.starts, row.ends).where(row.last_day >= since)
    )
    return found.all()


async def ambiti(session: AsyncSession) -> list[Ambito]:
    """All territories by name."""
    return list(await session.scalars(select(Ambito).order_by(Ambito.name)))


async def lock_account(session: AsyncSession, account_id: str) -> Account | None:
    """The active account that may mediate, locked: two changes to one rota come one after the other."""
    found = await session.scalars(
        select(Account)
        .where(Account.id == account_id, Account.active, Account.role.in_((Role.MEDIATOR, Role.ADMIN)))
        .with_for_update()
    )
    return found.one_or_none()


async def profile(session: AsyncSession, account_id: str) -> Mediator | None:
    """The profile of an account, if it has one."""
    return await session.get(Mediator, account_id, populate_existing=True)


async def replace_shifts(session: AsyncSession, account_id: str, rows: Sequence[Shift]) -> None:
    """Put `rows` in the place of an account's week."""
    await session.execute(delete(Shift).where(Shift.account_id == account_id))
    session.add_all(rows)


async def exceptions_of(session: AsyncSession, account_id: str, since: date) -> list[ShiftException]:
    """One account's exceptions that had not ended before `since`, the earliest first."""
    rows = select(ShiftException).where(ShiftException.account_id == account_id, ShiftException.last_day >= since)
    return list(await session.scalars(rows.order_by(ShiftException.first_day, ShiftException.starts)))


async def delete_exception(session: AsyncSession, account_id: str, identifier: str) -> bool:
    """Remove an account's own exception; whether there was one."""
    found = await session.scalars(
        delete(ShiftException)
        .where(ShiftException.id == identifier, ShiftException.account_id == account_id)
        .returning(ShiftException.id)
    )
    return found.one_or_none() is not None


async def ambito(session: AsyncSession, identifier: str) -> Ambito | None:
    """The territory with this id."""
    return await session.get(Ambito, identifier, populate_existing=True)


async def names_bound_to(session: AsyncSession, identifier: str) -> list[str]:
    """The names of the accounts, active or not, that are bound to a territory."""
    rows = await session.execute(
        select(Account.name, Mediator.ambiti).join(Mediator, Mediator.account_id == Account.id).order_by(Account.name)
    )
    return [name for name, bound in rows if identifier in bound]
