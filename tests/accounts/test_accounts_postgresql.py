"""The same accounts and sessions on PostgreSQL, several web processes beside one another."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from accounts import management, service
from accounts import sessions as signed
from accounts.models import Account, Role
from accounts.passwords import hashed
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import InvalidInputError, WrongCredentialsError
from foundation.settings import Settings
from tests.accounts.conftest import PASSWORD


@pytest_asyncio.fixture
async def database(server: Settings) -> AsyncIterator[Sessions]:
    """Sessions on it."""
    engine = create_engine(server)
    yield create_sessions(engine)
    await engine.dispose()


async def add(database: Sessions, email: str, role: Role) -> Account:
    password_hash = await hashed(PASSWORD)
    async with database.begin() as session:
        return await service.create_account(session, email, "Somebody", role, password_hash)


async def test_in_and_out(database: Sessions) -> None:
    account = await add(database, "amina@example.org", Role.MEDIATOR)
    assert (await service.authenticate(database, "Amina@example.org", PASSWORD)).id == account.id
    with pytest.raises(WrongCredentialsError):
        await service.authenticate(database, "a\x00b@example.org", PASSWORD)
    async with database.begin() as session:
        token = await signed.start(session, account.id, "Firefox")
        await signed.start(session, account.id, "Chrome")
    found = await signed.find(database, token)
    assert found
    async with database.begin() as session:
        assert len(await signed.listed(session, account.id)) == 2
        assert await signed.end_all(session, account.id, keep=found[1].id) == 1
        await management.deactivate(session, account.id, by=None)
    assert await signed.find(database, token) is None


async def test_the_same_address_twice_at_once_is_one_account(database: Sessions) -> None:
    tries = await asyncio.gather(
        *(add(database, "twice@example.org", Role.EDITOR) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(one, Account) for one in tries) == 1
    assert all(isinstance(one, Account | InvalidInputError) for one in tries)


async def test_two_coordinators_cannot_end_each_other_at_once(database: Sessions) -> None:
    first = await add(database, "first@example.org", Role.ADMIN)
    second = await add(database, "second@example.org", Role.ADMIN)

    async def end(who: Account, by: Account) -> None:
        async with database.begin() as session:
            await management.deactivate(session, who.id, by=by.id)

    done = await asyncio.gather(end(first, second), end(second, first), return_exceptions=True)
    assert [type(one) for one in done if one] == [InvalidInputError]
    async with reading(database) as session:
        remaining = [(await service.get(session, one.id)).active for one in (first, second)]
    assert sorted(remaining) == [False, True]
