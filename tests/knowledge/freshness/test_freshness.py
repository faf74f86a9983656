"""What is due, what one click does, and what is no longer offered: on both databases."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from foundation.database import Sessions, create_engine, create_sessions, reading
from foundation.errors import ConflictError, NotFoundError
from foundation.settings import Settings
from knowledge.directory.models import Service
from knowledge.directory.repository import nearest_services
from knowledge.freshness import proposals
from knowledge.freshness.rules import CHECK_AFTER, STOP_AFTER, is_offered, offered_since
from knowledge.freshness.service import due, entrust, still_true
from knowledge.loading import load_content

TODAY = date(2026, 11, 30)
SECRET = "a secret of this test"


@pytest_asyncio.fixture
async def loaded(each_database: Settings) -> AsyncIterator[Sessions]:
    engine = create_engine(each_database)
    sessions = create_sessions(engine)
    await load_content(sessions)
    yield sessions
    await engine.dispose()


def test_a_year_after_its_check_a_record_is_no_longer_offered() -> None:
    assert is_offered(None, TODAY)
    assert is_offered(TODAY - STOP_AFTER, TODAY)
    assert not is_offered(TODAY - STOP_AFTER - timedelta(days=1), TODAY)


async def test_one_click_says_still_true_until_half_a_year_has_passed(loaded: Sessions) -> None:
    async with loaded.begin() as session:
        before = {row.id for row in await due(session, TODAY)}
        assert "tax_code" in before
        await still_true(session, "guide", "tax_code", "Anna", TODAY)
    async with reading(loaded) as session:
        assert "tax_code" not in {row.id for row in await due(session, TODAY)}
        later = {row.id: row for row in await due(session, TODAY + CHECK_AFTER)}
        assert (later["tax_code"].checked_by, later["tax_code"].offered) == ("Anna", True)
        much_later = {row.id: row for row in await due(session, TODAY + STOP_AFTER + timedelta(days=1))}
        assert not much_later["tax_code"].offered
    async with loaded.begin() as session:
        with pytest.raises(NotFoundError):
            await still_true(session, "service", "nowhere", "Anna", TODAY)


async def test_a_record_has_somebody_who_looks_after_it(loaded: Sessions) -> None:
    async with loaded.begin() as session:
        await still_true(session, "guide", "isee_caf", "Anna", TODAY)
        await entrust(session, "guide", "isee_caf", "anna", TODAY + timedelta(days=10))
    async with reading(loaded) as session:
        assert await due(session, TODAY, "anna") == []
        assert [row.id for row in await due(session, TODAY + timedelta(days=10), "anna")] == ["isee_caf"]


async def test_what_is_in_her_care_is_listed_however_much_is_due(loaded: Sessions) -> None:
    async with loaded.begin() as session:
        listed = {row.id for row in await due(session, TODAY)}
        others = [row for row in await session.scalars(select(Service.id)) if row not in listed]
        assert others
        await entrust(session, "service", others[0], "mia", None)
    async with reading(loaded) as session:
        assert [row.id for row in await due(session, TODAY, "mia")] == [others[0]]


async def test_what_nobody_checked_for_too_long_is_not_near_any_more(loaded: Sessions) -> None:
    since = offered_since(TODAY)
    async with loaded.begin() as session:
        asked = (session, "school_italian_support", 45.46, 9.19, 50, 200.0, since)
        found = await nearest_services(*asked)
        assert len(found) > 1
        first = (await session.scalars(select(Service).where(Service.id == found[0]))).one()
        first.assured_date = since - timedelta(days=1)
        await session.flush()
        assert found[0] not in await nearest_services(*asked)
        first.assured_date = since
        await session.flush()
        assert found[0] in await nearest_services(*asked)


async def test_an_organization_answers_once_with_its_own_link(loaded: Sessions) -> None:
    async with loaded.begin() as session:
        service = (await session.scalars(select(Service))).first()
        assert service is not None
        invitation = await proposals.invite(session, "service", service.id, "Anna")
        await session.flush()
        token = proposals.token_of(invitation, SECRET)
        with pytest.raises(NotFoundError):
            await proposals.invitation(session, token, "another secret")
        with pytest.raises(NotFoundError):
            await proposals.invitation(session, token[:-2], SECRET)
        found = await proposals.invitation(session, token, SECRET)
        await proposals.send(session, found, {"phone": "02 1234567"}, "Parrocchia", "Chiusi in agosto")
    async with loaded.begin() as session:
        with pytest.raises(NotFoundError):
            await proposals.invitation(session, token, SECRET)
        assert invitation.id in [row.id for row in await proposals.waiting(session)]
        assert (await proposals.decide(session, invitation.id, True)).content == {"phone": "02 1234567"}
        with pytest.raises(ConflictError):
            await proposals.decide(session, invitation.id, False)
