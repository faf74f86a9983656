"""Accounts of people whose organisation's identity provider (OpenID Connect) says who they are."""

from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from accounts import audit, repository
from accounts.models import Account
from accounts.service import normalised_email
from foundation.errors import NotFoundError


def external_subject(issuer: str, subject: str) -> str:
    """What is kept of the provider's id of her: another provider's same id is somebody else."""
    return sha256(f"{issuer}\n{subject}".encode()).hexdigest()


async def account_of(session: AsyncSession, subject: str, email: str, verified: bool) -> Account:
    """The active account the provider speaks of.

    The first time it is found by the e-mail address, where the provider has `verified` it, and bound to `subject`
    (as `external_subject` makes it); from then on by that alone. Raises NotFoundError.
    """
    account = await repository.account_by_subject(session, subject)
    if account is None and verified:
        account = await repository.account_by_email(session, normalised_email(email))
        if account is not None and account.active and account.external_subject is None:
            await _bind(session, account, subject)
    if account is None or not account.active or account.external_subject != subject:
        raise NotFoundError("There is no account for this person.")
    return account


async def _bind(session: AsyncSession, account: Account, subject: str) -> None:
    account.external_subject = subject
    if account.password_temporary:
        # She has come in without it, so nobody is to come in with it.
        account.password_hash, account.password_temporary = None, False
    await audit.record(session, account.id, "account.bound", account.id)
