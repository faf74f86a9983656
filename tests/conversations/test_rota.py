"""The rota in the database: who is on it, what may be changed, what is refused and then changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import event

from accounts.models import Account, Role
from conversations.rota import service, territories
from conversations.rota.checks import Fault
from conversations.rota.hours import ExceptionDays, WeeklyShift
from conversations.rota.models import Mediator, Shift
from conversations.rota.routing import Colleague
from foundation.clock import ROME, today
from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.settings import Settings

MORNING, AFTERNOON = WeeklyShift(0, time(9), time(13)), WeeklyShift(0, time(14), time(17))
MONDAY = datetime(2027, 2, 1, 10, tzinfo=ROME)


@pytest_asyncio.fixture
async def on_postgresql(server: Settings) -> AsyncIterator[Sessions]:
    """The same tables on PostgreSQL."""
    engine = create_engine(server)
    yield create_sessions(engine)
    await engine.dispose()


async def add_account(sessions: Sessions, identifier: str, role: Role = Role.MEDIATOR, *, active: bool = True) -> str:
    account = Account(id=identifier, email=f"{identifier}@example.org", name=identifier.title(), role=role)
    account.active = active
    async with sessions.begin() as session:
        session.add(account)
    return identifier


async def everybody(sessions: Sessions) -> dict[str, Colleague]:
    async with reading(sessions) as session:
        return {one.account_id: one for one in await service.colleagues(session)}


def faults(error: pytest.ExceptionInfo[InvalidInputError]) -> list[Fault]:
    found = error.value.facts["faults"]
    assert isinstance(found, list)
    return found


async def test_who_is_on_the_rota(sessions: Sessions) -> None:
    for identifier, role, active in (
        ("amina", Role.MEDIATOR, True),
        ("boris", Role.MEDIATOR, False),
        ("carla", Role.ADMIN, True),
        ("dario", Role.ADMIN, True),
        ("elena", Role.EDITOR, True),
    ):
        await add_account(sessions, identifier, role, active=active)
    async with sessions.begin() as session:
        session.add_all(
            [Mediator(account_id="carla", languages=["it"]), Mediator(account_id="elena", languages=["it"])]
        )
    found = await everybody(sessions)
    assert list(found) == ["amina", "carla"]
    assert found["amina"].languages == ()
    assert not found["amina"].present(MONDAY)


async def test_profile_week_exceptions_and_away_come_back_as_saved(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    day = today() + timedelta(days=3)
    async with sessions.begin() as session:
        ambito = await territories.save_ambito(session, None, " Ambito  del Rhodense ", ["015182"])
    async with sessions.begin() as session:
        await service.save_profile(session, "amina", ["ar", "fr", "ar"], ["citizenship"], [ambito.id])
        await service.save_week(session, "amina", [AFTERNOON, MORNING])
        await service.add_exception(session, "amina", ExceptionDays(day, day, time(10), time(11)), " corso\x00 ")
        await service.add_exception(session, "amina", ExceptionDays(day + timedelta(days=1), day + timedelta(days=9)))
    amina = (await everybody(sessions))["amina"]
    assert (amina.languages, amina.topics, amina.ambiti) == (("ar", "fr"), ("citizenship",), (ambito.id,))
    assert amina.present(MONDAY)
    assert amina.hours.times(day) == [(time(10), time(11))]
    assert amina.hours.times(day + timedelta(days=2)) == []
    async with sessions.begin() as session:
        first, second = await service.exceptions(session, "amina")
        assert (first.note, second.note) == ("corso", "")
        await service.remove_exception(session, "amina", first.id)
        await service.save_week(session, "amina", [AFTERNOON])
    amina = (await everybody(sessions))["amina"]
    assert len(amina.hours.exceptions) == 1
    assert not amina.present(MONDAY)


async def test_away_and_back(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    for expected in (True, True, False, False):
        async with sessions.begin() as session:
            await service.set_away(session, "amina", expected)
        assert (await everybody(sessions))["amina"].away is expected


async def test_away_said_twice_keeps_its_first_time(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    async with sessions.begin() as session:
        await service.set_away(session, "amina", True)
    since = (await everybody(sessions))["amina"].hours.away_since
    async with sessions.begin() as session:
        await service.set_away(session, "amina", True)
    assert (await everybody(sessions))["amina"].hours.away_since == since


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ([MORNING, WeeklyShift(0, time(12, 59), time(15))], [("1", "overlap")]),
        ([MORNING, MORNING], [("1", "overlap")]),
        ([WeeklyShift(1, time(9), time(9)), MORNING], [("0", "ends_first")]),
        ([WeeklyShift(1, time(22), time(2))], [("0", "ends_first")]),
        ([WeeklyShift(7, time(9), time(10))], [("0", "weekday")]),
        (
            [WeeklyShift(2, time(12), time(9)), MORNING, WeeklyShift(0, time(10), time(11))],
            [("0", "ends_first"), ("2", "overlap")],
        ),
    ],
)
async def test_a_week_that_cannot_be_is_refused_and_the_old_one_stays(
    sessions: Sessions, shifts: list[WeeklyShift], expected: list[tuple[str, str]]
) -> None:
    await add_account(sessions, "amina")
    async with sessions.begin() as session:
        await service.save_week(session, "amina", [MORNING])
    with pytest.raises(InvalidInputError) as raised:
        async with sessions.begin() as session:
            await service.save_week(session, "amina", shifts)
    assert [(fault.field, fault.reason) for fault in faults(raised)] == expected
    assert raised.value.message.endswith(".")
    assert (await everybody(sessions))["amina"].hours.shifts == (MORNING,)


async def test_unknown_languages_topics_and_ambiti_are_refused(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    with pytest.raises(InvalidInputError) as raised:
        async with sessions.begin() as session:
            await service.save_profile(session, "amina", ["it", "xx"], ["cooking"], ["nowhere"])
    assert [fault.reason for fault in faults(raised)] == ["unknown_languages", "unknown_topics", "unknown_ambiti"]
    assert "xx" in raised.value.message
    assert (await everybody(sessions))["amina"].languages == ()


@pytest.mark.parametrize(
    ("days", "note", "expected"),
    [
        ((2, 1, None, None), "", [("last_day", "last_first")]),
        ((-3, -1, None, None), "", [("last_day", "past")]),
        ((0, 500, None, None), "", [("last_day", "too_long")]),
        ((0, 1, time(9), None), "", [("ends", "both_hours")]),
        ((0, 1, None, time(9)), "", [("starts", "both_hours")]),
        ((0, 1, time(9), time(8)), "", [("ends", "ends_first")]),
        ((0, 1, None, None), "n" * 201, [("note", "long_note")]),
        ((19, 19, time(10), time(12)), "", [("starts", "overlap")]),
    ],
)
async def test_exceptions_that_cannot_be(
    sessions: Sessions, days: tuple[int, int, time | None, time | None], note: str, expected: list[tuple[str, str]]
) -> None:
    await add_account(sessions, "amina")
    first = today()
    there = ExceptionDays(first + timedelta(days=15), first + timedelta(days=19), time(9), time(11))
    async with sessions.begin() as session:
        await service.add_exception(session, "amina", there)
    refused = ExceptionDays(first + timedelta(days=days[0]), first + timedelta(days=days[1]), *days[2:])
    with pytest.raises(InvalidInputError) as raised:
        async with sessions.begin() as session:
            await service.add_exception(session, "amina", refused, note)
    assert [(fault.field, fault.reason) for fault in faults(raised)] == expected
    assert (await everybody(sessions))["amina"].hours.exceptions == (there,)


async def test_only_who_may_mediate_has_a_rota(sessions: Sessions) -> None:
    await add_account(sessions, "elena", Role.EDITOR)
    await add_account(sessions, "boris", active=False)
    for identifier in ("elena", "boris", "nobody"):
        with pytest.raises(NotFoundError):
            async with sessions.begin() as session:
                await service.set_away(session, identifier, True)


async def test_an_exception_of_another_is_not_there(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    await add_account(sessions, "carla")
    async with sessions.begin() as session:
        await service.add_exception(session, "amina", ExceptionDays(today(), today()))
        (row,) = await service.exceptions(session, "amina")
    with pytest.raises(NotFoundError):
        async with sessions.begin() as session:
            await service.remove_exception(session, "carla", row.id)
    assert (await everybody(sessions))["amina"].hours.exceptions


async def test_ambiti_are_made_changed_and_removed_only_when_nobody_is_bound(sessions: Sessions) -> None:
    await add_account(sessions, "amina")
    async with sessions.begin() as session:
        rhodense = await territories.save_ambito(session, None, "Rhodense", ["015182", "015182"])
        await territories.save_ambito(session, None, "Milano", ["015146"])
        await service.save_profile(session, "amina", [], [], [rhodense.id])
    for name, codes, reason in (
        ("", ["015182"], "no_name"),
        ("n" * 121, ["015182"], "long_name"),
        ("MILANO", ["015182"], "name_taken"),
        ("Rhodense", [], "no_municipalities"),
    ):
        with pytest.raises(InvalidInputError) as raised:
            async with sessions.begin() as session:
                await territories.save_ambito(session, rhodense.id, name, codes)
        assert [fault.reason for fault in faults(raised)] == [reason]
    with pytest.raises(InvalidInputError, match="Amina"):
        async with sessions.begin() as session:
            await territories.remove_ambito(session, rhodense.id)
    async with reading(sessions) as session:
        assert (await territories.territories(session))[rhodense.id] == {"015182"}
    async with sessions.begin() as session:
        await service.save_profile(session, "amina", [], [], [])
        await territories.remove_ambito(session, rhodense.id)
        assert [ambito.name for ambito in await territories.ambiti(session)] == ["Milano"]
        with pytest.raises(NotFoundError):
            await territories.ambito(session, rhodense.id)


async def test_a_hundred_mediators_are_read_in_three_queries(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        for n in range(100):
            account = Account(id=f"a{n}", email=f"{n}@example.org", name=f"Mediator {n:03}", role=Role.MEDIATOR)
            session.add_all([account, Mediator(account_id=account.id, languages=["ar"])])
        await session.flush()
        for n in range(1000):
            row = Shift(id=f"s{n}", account_id=f"a{n % 100}", weekday=n // 200, starts=time(9), ends=time(12))
            row.starts, row.ends = (time(9), time(12)) if n // 100 % 2 else (time(13), time(17))
            session.add(row)
    asked: list[str] = []
    async with reading(sessions) as session:
        connection = await session.connection()
        event.listen(connection.sync_connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        found = await service.colleagues(session)
    assert len(found) == 100
    assert len(asked) == 3
    assert all(len(one.hours.shifts) == 10 for one in found)


async def test_the_same_on_postgresql_with_two_changes_at_once(on_postgresql: Sessions) -> None:
    await add_account(on_postgresql, "amina")
    day = date(today().year + 1, 3, 1)

    async def save(shifts: list[WeeklyShift]) -> None:
        async with on_postgresql.begin() as session:
            await service.save_week(session, "amina", shifts)
            await service.save_profile(session, "amina", ["ar"], [], [])
            await service.set_away(session, "amina", True)

    await asyncio.gather(*(save([MORNING, AFTERNOON]) for _ in range(8)))
    async with on_postgresql.begin() as session:
        await service.add_exception(session, "amina", ExceptionDays(day, day), "ferie")
        ambito = await territories.save_ambito(session, None, "Rhodense", ["015182"])
        await service.save_profile(session, "amina", ["ar"], [], [ambito.id])
    amina = (await everybody(on_postgresql))["amina"]
    assert sorted(shift.starts for shift in amina.hours.shifts) == [time(9), time(14)]
    assert amina.away
    assert amina.ambiti == (ambito.id,)
    assert amina.hours.exceptions == (ExceptionDays(day, day),)
