"""The same questions to SQLite and PostgreSQL, the same answers."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete

from foundation.clock import now
from foundation.database import create_engine, create_sessions, reading
from foundation.settings import Settings
from knowledge.exporting import repository
from knowledge.exporting.held import every_service
from knowledge.exporting.territory.repository import services_by_town, services_elsewhere
from knowledge.exporting.translations import translated_topics
from knowledge.exporting.wish import EVERYTHING, Near, Wish
from knowledge.importing.record import Outcome
from knowledge.loaded import LoadedContent
from knowledge.loading import load_content
from tests.support.exporting import (
    DESK,
    EMPTY,
    HIDDEN,
    IDLE,
    PLACE,
    SECOND,
    emptied,
    everything,
    exported,
    full_records,
)
from tests.support.importing import imported

RHO = Near(45.53, 9.04, 500)


async def test_both_databases_answer_alike(each_database: Settings, tmp_path: Path) -> None:
    engine = create_engine(each_database)
    sessions = create_sessions(engine)
    await load_content(sessions)
    await emptied(sessions)
    await full_records(sessions)
    async with reading(sessions) as session:

        async def found(wish: Wish) -> list[str]:
            page, total = await repository.service_page(session, wish, 0, 10)
            assert total == len(page)
            return page

        assert await found(Wish()) == [DESK]
        assert await found(EVERYTHING) == [DESK, HIDDEN]
        assert [held.id async for held in every_service(session, EVERYTHING)] == [DESK, HIDDEN]
        for wish in (Wish(topic="legal_help"), Wish(kind="municipality"), Wish(near=RHO)):
            assert await found(wish) == [DESK], wish
        assert await found(replace(EVERYTHING, modified_after=now() + timedelta(hours=1))) == []
        assert await found(Wish(among=())) == []
        assert await found(replace(EVERYTHING, organization_id=IDLE)) == []
        assert set((await repository.link_page(session, Wish(), 0, 10))[0]) == {(DESK, PLACE), (DESK, SECOND)}
        assert await repository.link_page(session, Wish(near=RHO), 0, 10) == ([(DESK, PLACE)], 1)
        assert await repository.organization_page(session, ["senza"], None, 0, 10) == ([IDLE], 1)
        assert await repository.without_services(session) == ([IDLE], [EMPTY])
        assert await repository.services_changed_last(session, Wish(), 10) == [DESK]
        assert await services_by_town(session, "MI", 0, 10) == ([DESK], 1)
        assert await services_by_town(session, "BS", 0, 10) == ([], 0)
        assert await services_elsewhere(session, 0, 10) == ([], 0)
        assert len(await repository.topic_titles(session)) == len(await translated_topics(session)) > 50
    before = await everything(sessions)
    path = await exported(sessions, "hsds", tmp_path / "package.zip")
    await emptied(sessions)
    assert (await imported(sessions, "hsds", path, source="altra casa")).of(Outcome.REFUSED) == []
    assert await everything(sessions) == before
    # Other tests find what ships again.
    async with sessions.begin() as session:
        await session.execute(delete(LoadedContent))
    await load_content(sessions)
    await engine.dispose()
