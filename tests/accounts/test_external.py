"""Accounts of people whom an identity provider knows."""

import pytest

from accounts.external import account_of, external_subject
from accounts.models import Account
from accounts.service import get
from foundation.database import Sessions
from foundation.errors import NotFoundError

SUBJECT = external_subject("https://id.example.org", "12345")


async def test_the_first_time_by_e_mail_then_by_the_providers_id(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        assert (await account_of(session, SUBJECT, "Amina@Example.org", verified=True)).id == account.id
    async with sessions.begin() as session:
        assert (await account_of(session, SUBJECT, "new-address@example.org", verified=False)).id == account.id


async def test_an_address_nobody_verified_opens_nothing(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        with pytest.raises(NotFoundError):
            await account_of(session, SUBJECT, account.email, verified=False)


async def test_another_person_with_the_same_address_stays_out(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        await account_of(session, SUBJECT, account.email, verified=True)
    for issuer, subject in (("https://id.example.org", "999"), ("https://other.example.org", "12345")):
        async with sessions.begin() as session:
            with pytest.raises(NotFoundError):
                await account_of(session, external_subject(issuer, subject), account.email, verified=True)


async def test_who_is_not_active_stays_out(sessions: Sessions, account: Account) -> None:
    for bound in (False, True):
        async with sessions.begin() as session:
            (await get(session, account.id)).active = False
        async with sessions.begin() as session:
            with pytest.raises(NotFoundError):
                await account_of(session, SUBJECT, account.email, verified=True)
        if not bound:
            async with sessions.begin() as session:
                (await get(session, account.id)).active = True
                await account_of(session, SUBJECT, account.email, verified=True)


async def test_a_password_for_once_ends_with_it(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        (await get(session, account.id)).password_temporary = True
    async with sessions.begin() as session:
        found = await account_of(session, SUBJECT, account.email, verified=True)
        assert (found.password_hash, found.password_temporary) == (None, False)
