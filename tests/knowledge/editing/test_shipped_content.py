"""An update of the house brings new content, and never writes over what staff have published or checked."""

from datetime import date

from sqlalchemy import delete, select

from foundation.database import Sessions, reading
from knowledge.directory.models import Organization, Service
from knowledge.editing import Editing, Editor, Subject
from knowledge.kinds import KINDS
from knowledge.loaded import LoadedContent
from knowledge.loading import load_content


async def test_what_staff_published_or_checked_outlives_an_update(sessions: Sessions) -> None:
    await load_content(sessions)
    async with sessions.begin() as session:
        first, second, *_ = await session.scalars(select(Organization).order_by(Organization.name))
        service = (await session.scalars(select(Service).where(Service.organization_id == second.id))).first()
        assert service is not None
        service.assured_date, service.assurer = date(2026, 11, 2), "Anna"
        await session.execute(delete(LoadedContent))
    editing, subject = Editing(sessions, KINDS), Subject("organization", first.id)
    content = await editing.served(subject)
    assert content is not None
    await editing.save(subject, content | {"name": "Nome corretto"}, 0, Editor("a", "Anna"))
    await editing.publish(subject, 1, Editor("a", "Anna"))
    assert await load_content(sessions) is True
    async with reading(sessions) as session:
        assert (await session.get_one(Organization, first.id)).name == "Nome corretto"
        assert (await session.get_one(Service, service.id)).assurer == "Anna"
