"""What is done with accounts. Every change leaves an entry in the audit trail, in the same transaction."""

import re
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from accounts import audit, passwords, repository, sessions
from accounts.faults import refused
from accounts.models import Account, Role
from foundation.database import Sessions, reading
from foundation.errors import NotFoundError, WrongCredentialsError
from foundation.languages import CONSOLE_LANGUAGES
from foundation.text import cleaned

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
LONGEST_EMAIL, LONGEST_NAME = 254, 120


def normalised_email(email: str) -> str:
    """An e-mail address as it is stored: without spaces around it, in small letters."""
    return cleaned(email).lower()


def _checked_email(email: str) -> str:
    found = normalised_email(email)
    if not _EMAIL.fullmatch(found) or len(found) > LONGEST_EMAIL:
        raise refused("email", "console.account.email_wrong")
    return found


def _checked_name(name: str) -> str:
    found = " ".join(cleaned(name).split())
    if not found:
        raise refused("name", "console.account.name_missing")
    if len(found) > LONGEST_NAME:
        raise refused("name", "console.account.name_long", maximum=LONGEST_NAME)
    return found


async def create_account(
    session: AsyncSession,
    email: str,
    name: str,
    role: Role,
    password_hash: str | None,
    temporary: bool = False,
    by: str | None = None,
) -> Account:
    """A new account; no `password_hash` where the organisation's identity provider says who she is.

    Raises InvalidInputError when e-mail or name cannot be used, or the e-mail has an account already.
    """
    address = _checked_email(email)
    account = Account(id=str(uuid4()), email=address, name=_checked_name(name), role=role)
    account.password_hash, account.password_temporary = password_hash, temporary
    if await repository.account_by_email(session, address):
        raise refused("email", "console.account.email_taken")
    session.add(account)
    try:
        await session.flush()
    except IntegrityError as error:  # somebody else was faster
        raise refused("email", "console.account.email_taken") from error
    await audit.record(session, by, "account.created", account.id, role=role)
    return account


async def get(session: AsyncSession, account_id: str) -> Account:
    """The account with this id. Raises NotFoundError."""
    account = await repository.get_account(session, account_id)
    if account is None:
        raise NotFoundError("There is no such account.")
    return account


async def by_email(session: AsyncSession, email: str) -> Account:
    """The account with this e-mail address. Raises NotFoundError."""
    account = await repository.account_by_email(session, normalised_email(email))
    if account is None:
        raise NotFoundError("No account has this e-mail address: approdo user list shows those there are.")
    return account


async def authenticate(database: Sessions, email: str, password: str) -> Account:
    """The active account with this e-mail and password.

    Raises WrongCredentialsError after the same work and with the same sentence whatever it was that did not fit.
    """
    async with reading(database) as session:
        account = await repository.account_by_email(session, normalised_email(email))
    usable = account is not None and account.active
    right = await passwords.fits(password, account.password_hash if account and usable else None)
    if account is None or not right:
        async with database.begin() as session:
            await audit.record(session, None, "sign_in.refused", account.id if account else None)
        raise WrongCredentialsError("E-mail and password do not fit together.")
    return account


async def change_password(database: Sessions, account_id: str, current: str, new: str, keep: str) -> None:
    """Give an account a new password of her own and end its sessions but `keep`. Raises InvalidInputError."""
    async with reading(database) as session:
        account = await get(session, account_id)
    if not await passwords.fits(current, account.password_hash):
        raise refused("current", "console.password.current_wrong")
    passwords.check_password(new, account.email, "new")
    if current == new:
        raise refused("new", "console.password.same")
    new_hash = await passwords.hashed(new)
    async with database.begin() as session:
        account = await get(session, account_id)
        account.password_hash, account.password_temporary = new_hash, False
        await sessions.end_all(session, account_id, keep=keep)
        await audit.record(session, account_id, "password.changed", account_id)


async def change_profile(session: AsyncSession, account_id: str, name: str, language: str) -> None:
    """Her own name and the language the console speaks to her. Raises InvalidInputError."""
    if language not in CONSOLE_LANGUAGES:
        raise refused("language", "console.account.language_wrong")
    account = await get(session, account_id)
    account.name, account.language = _checked_name(name), language


async def set_second_factor(session: AsyncSession, account_id: str, secret: str, session_id: str) -> None:
    """Keep a secret that was confirmed in this session; her other sessions will be asked for a code."""
    account = await get(session, account_id)
    account.second_factor_secret = secret
    await repository.mark_second_factor(session, session_id)
    await audit.record(session, account_id, "second_factor.set", account_id)


async def remove_second_factor(database: Sessions, account_id: str, password: str) -> None:
    """Take the second factor away. Raises InvalidInputError for a wrong password, and where it is required."""
    async with reading(database) as session:
        account = await get(session, account_id)
    if not await passwords.fits(password, account.password_hash):
        raise refused("password", "console.password.current_wrong")
    async with database.begin() as session:
        account = await get(session, account_id)
        if account.second_factor_required:
            raise refused("second_factor", "console.second_factor.is_required")
        account.second_factor_secret = None
        await audit.record(session, account_id, "second_factor.removed", account_id)
