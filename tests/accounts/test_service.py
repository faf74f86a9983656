"""Accounts: made, proved, changed; and the trail each act leaves."""

import time
from statistics import median

import pytest
from sqlalchemy import select

from accounts import management, service
from accounts import sessions as signed
from accounts.models import Account, AuditEntry, Role
from accounts.repository import get_account
from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError, NotFoundError, WrongCredentialsError
from tests.accounts.conftest import PASSWORD

NEW = "un'altra frase lunga"


async def trail(sessions: Sessions) -> list[tuple[str | None, str, str | None]]:
    async with reading(sessions) as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.account_id, row.act, row.subject) for row in rows]


async def begin(sessions: Sessions, account: Account) -> str:
    async with sessions.begin() as session:
        return await signed.start(session, account.id, "Firefox, Linux")


async def test_she_is_found_by_e_mail_and_password(sessions: Sessions, account: Account) -> None:
    found = await service.authenticate(sessions, "  AMINA@example.org ", PASSWORD)
    assert found.id == account.id
    assert found.password_hash != PASSWORD


async def test_wrong_unknown_and_inactive_look_the_same(sessions: Sessions, account: Account) -> None:
    # The time of the processor, all threads together: other work on the machine does not count.
    async def refused(email: str, password: str) -> tuple[str, float]:
        began = time.process_time()
        with pytest.raises(WrongCredentialsError) as caught:
            await service.authenticate(sessions, email, password)
        return caught.value.message, time.process_time() - began

    await refused("nobody@example.org", "warm up")
    wrong = [await refused("amina@example.org", "not hers") for _ in range(5)]
    unknown = [await refused("nobody@example.org", "not hers") for _ in range(5)]
    async with sessions.begin() as session:
        found = await get_account(session, account.id)
        assert found
        found.active = False
    inactive = [await refused("amina@example.org", PASSWORD) for _ in range(5)]
    assert len({sentence for sentence, _ in wrong + unknown + inactive}) == 1
    times = [median(took for _, took in tries) for tries in (wrong, unknown, inactive)]
    assert max(times) < 3 * min(times)


async def test_refused_attempts_are_on_record_without_the_e_mail(sessions: Sessions, account: Account) -> None:
    for email in ("amina@example.org", "nobody@example.org"):
        with pytest.raises(WrongCredentialsError):
            await service.authenticate(sessions, email, "not hers")
    assert (await trail(sessions))[1:] == [(None, "sign_in.refused", account.id), (None, "sign_in.refused", None)]


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [
        ("amina", "Amina", "email"),
        ("a b@example.org", "Amina", "email"),
        ("a@" + "x" * 260, "Amina", "email"),
        ("AMINA@example.org", "Amina", "email"),
        ("other@example.org", " \u202e ", "name"),
        ("other@example.org", "x" * 121, "name"),
    ],
)
async def test_what_cannot_be_an_account(
    sessions: Sessions, account: Account, email: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        async with sessions.begin() as session:
            await service.create_account(session, email, name, Role.EDITOR, None)
    assert caught.value.facts["field"] == field


async def test_a_changed_password_ends_the_other_sessions(sessions: Sessions, account: Account) -> None:
    here, elsewhere = await begin(sessions, account), await begin(sessions, account)
    found = await signed.find(sessions, here)
    assert found
    await service.change_password(sessions, account.id, PASSWORD, NEW, keep=found[1].id)
    assert await signed.find(sessions, here)
    assert await signed.find(sessions, elsewhere) is None
    assert await service.authenticate(sessions, account.email, NEW)
    with pytest.raises(WrongCredentialsError):
        await service.authenticate(sessions, account.email, PASSWORD)


@pytest.mark.parametrize(
    ("current", "new", "field"), [("not hers", NEW, "current"), (PASSWORD, "short", "new"), (PASSWORD, PASSWORD, "new")]
)
async def test_a_password_that_cannot_be_changed(
    sessions: Sessions, account: Account, current: str, new: str, field: str
) -> None:
    token = await begin(sessions, account)
    with pytest.raises(InvalidInputError) as caught:
        await service.change_password(sessions, account.id, current, new, keep="")
    assert caught.value.facts["field"] == field
    assert await signed.find(sessions, token)


async def test_who_is_deactivated_is_out_at_once(sessions: Sessions, account: Account) -> None:
    token = await begin(sessions, account)
    async with sessions.begin() as session:
        await management.deactivate(session, account.id, by="coordinator")
    assert await signed.find(sessions, token) is None
    with pytest.raises(WrongCredentialsError):
        await service.authenticate(sessions, account.email, PASSWORD)
    async with sessions.begin() as session:
        await management.activate(session, account.id, by="coordinator")
    assert await signed.find(sessions, token) is None
    assert await service.authenticate(sessions, account.email, PASSWORD)
    acts = [entry for entry in await trail(sessions) if entry[0] == "coordinator"]
    assert acts == [
        ("coordinator", "account.deactivated", account.id),
        ("coordinator", "account.activated", account.id),
    ]


async def test_the_last_coordinator_stays(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        await management.change_role(session, account.id, Role.ADMIN, by=None)
        second = await service.create_account(session, "second@example.org", "Second", Role.ADMIN, None)
        await management.deactivate(session, second.id, by=account.id)
    with pytest.raises(InvalidInputError) as caught:
        async with sessions.begin() as session:
            await management.deactivate(session, account.id, by=account.id)
    assert caught.value.facts["key"] == "console.account.last_admin"
    with pytest.raises(InvalidInputError) as caught:
        async with sessions.begin() as session:
            await management.change_role(session, account.id, Role.EDITOR, by=account.id)
    assert caught.value.facts["key"] == "console.account.last_admin"
    async with sessions.begin() as session:
        await management.activate(session, second.id, by=account.id)
        await management.change_role(session, account.id, Role.EDITOR, by=second.id)


async def test_a_reset_gives_a_password_for_once(sessions: Sessions, account: Account) -> None:
    token = await begin(sessions, account)
    async with sessions.begin() as session:
        await service.set_second_factor(session, account.id, "A" * 32, session_id="")
        await management.require_second_factor(session, account.id, True, by=None)
    with pytest.raises(InvalidInputError, match="cannot be taken away"):
        await service.remove_second_factor(sessions, account.id, PASSWORD)
    async with sessions.begin() as session:
        await management.reset_password(session, account.id, "no hash", by=None)
        await management.reset_second_factor(session, account.id, by=None)
        found = await service.get(session, account.id)
        assert found.password_temporary
        assert found.second_factor_secret is None
    assert await signed.find(sessions, token) is None


async def test_her_own_profile(sessions: Sessions, account: Account) -> None:
    async with sessions.begin() as session:
        await service.change_profile(session, account.id, "  أمينة   Amina\u202e ", "en")
        found = await service.get(session, account.id)
        assert (found.name, found.language) == ("أمينة Amina", "en")
    with pytest.raises(InvalidInputError):
        async with sessions.begin() as session:
            await service.change_profile(session, account.id, "Amina", "ar")
    with pytest.raises(NotFoundError):
        async with reading(sessions) as session:
            await service.by_email(session, "nobody@example.org")
