"""Sessions: they begin, are used, run out and are ended."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from accounts import sessions as signed
from accounts.models import Account, AccountSession
from foundation.clock import now
from foundation.database import Sessions, reading


async def begin(sessions: Sessions, account: Account, device: str = "Firefox, Linux") -> str:
    async with sessions.begin() as session:
        return await signed.start(session, account.id, device)


async def age(sessions: Sessions, **since: timedelta) -> None:
    """Put the moments of every session back."""
    async with sessions.begin() as session:
        await session.execute(update(AccountSession).values({name: now() - back for name, back in since.items()}))


async def last_used(sessions: Sessions) -> object:
    async with reading(sessions) as session:
        return await session.scalar(select(AccountSession.last_used_at))


async def test_only_the_hash_of_the_token_is_kept(sessions: Sessions, account: Account) -> None:
    token = await begin(sessions, account, "x" * 300)
    async with reading(sessions) as session:
        row = (await session.scalars(select(AccountSession))).one()
    assert len(token) >= 43
    assert token not in (row.token_hash, row.id, row.device)
    assert len(row.device) == 200
    found = await signed.find(sessions, token)
    assert found
    assert (found[0].id, found[1].id) == (account.id, row.id)
    assert await signed.find(sessions, token + "x") is None
    assert await signed.find(sessions, "") is None


@pytest.mark.parametrize(
    ("since", "lives"),
    [
        ({"last_used_at": timedelta(hours=7, minutes=59)}, True),
        ({"last_used_at": timedelta(hours=8, seconds=1)}, False),
        ({"created_at": timedelta(days=6, hours=23)}, True),
        ({"created_at": timedelta(days=7, seconds=1)}, False),
    ],
)
async def test_a_session_runs_out(
    sessions: Sessions, account: Account, since: dict[str, timedelta], lives: bool
) -> None:
    token = await begin(sessions, account)
    await age(sessions, **since)
    async with reading(sessions) as session:
        identifier = await session.scalar(select(AccountSession.id))
        assert await signed.is_live(session, account.id, str(identifier)) is lives
        assert len(await signed.listed(session, account.id)) == int(lives)
    assert (await signed.find(sessions, token) is not None) is lives


async def test_its_use_is_written_once_a_minute(sessions: Sessions, account: Account) -> None:
    token = await begin(sessions, account)
    fresh = await last_used(sessions)
    await signed.find(sessions, token)
    assert await last_used(sessions) == fresh
    await age(sessions, last_used_at=timedelta(seconds=61))
    await signed.find(sessions, token)
    assert await last_used(sessions) >= fresh  # type: ignore[operator]


async def test_what_has_run_out_is_removed_when_somebody_signs_in(sessions: Sessions, account: Account) -> None:
    await begin(sessions, account)
    await age(sessions, last_used_at=timedelta(days=2))
    await begin(sessions, account)
    async with reading(sessions) as session:
        assert await session.scalar(select(func.count(AccountSession.id))) == 1


async def test_one_is_ended_and_all_but_one(sessions: Sessions, account: Account) -> None:
    tokens = [await begin(sessions, account, str(number)) for number in range(4)]
    found = [await signed.find(sessions, token) for token in tokens]
    ids = [row[1].id for row in found if row]
    assert len(ids) == 4
    async with sessions.begin() as session:
        assert not await signed.end(session, "somebody else", ids[0])
        assert await signed.end(session, account.id, ids[0])
        assert not await signed.end(session, account.id, ids[0])
        await signed.end_by_token(session, tokens[1])
        assert await signed.end_all(session, account.id, keep=ids[3]) == 1
    assert [bool(await signed.find(sessions, token)) for token in tokens] == [False, False, False, True]


async def test_a_session_ends_with_its_account(sessions: Sessions, account: Account) -> None:
    token = await begin(sessions, account)
    found = await signed.find(sessions, token)
    assert found
    async with sessions.begin() as session:
        await session.execute(update(Account).values(active=False))
        assert not await signed.is_live(session, account.id, found[1].id)
    assert await signed.find(sessions, token) is None
