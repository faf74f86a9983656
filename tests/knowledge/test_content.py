"""What ships is loaded once, changed where it changed, and served by the rules of translation."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from foundation.database import Sessions, reading
from foundation.errors import ConfigurationError, NotFoundError
from foundation.topics import topics
from knowledge.directory.models import Organization, Service
from knowledge.guides import repository
from knowledge.guides.content import read_sections, sections_hash
from knowledge.guides.service import guide_for, served_text, titles
from knowledge.loading import guide_folders, load_content
from knowledge.places.models import Municipality


async def test_everything_that_ships_is_loaded_once(sessions: Sessions) -> None:
    assert await load_content(sessions) is True
    assert await load_content(sessions) is False
    async with reading(sessions) as session:
        guides = await repository.all_guides(session)
        assert {guide.topic for guide in guides} == {topic.id for topic in topics().values() if topic.has_guide}
        assert (await session.scalar(select(func.count()).select_from(Municipality)) or 0) > 1490
        assert (await session.scalar(select(func.count()).select_from(Organization)) or 0) > 80
        assert (await session.scalar(select(func.count()).select_from(Service)) or 0) > 80


async def test_nothing_ships_as_checked_and_everything_has_a_source(sessions: Sessions) -> None:
    await load_content(sessions)
    async with reading(sessions) as session:
        guides = await repository.all_guides(session)
        services = list(await session.scalars(select(Service)))
    assert guides
    assert services
    assert all(guide.checked_on is None for guide in guides)
    assert all(guide.sources and all(row["url"].startswith("https://") for row in guide.sources) for guide in guides)
    assert all(service.assured_date is None and service.source["title"] for service in services)


async def test_an_outdated_translation_is_not_served(sessions: Sessions) -> None:
    await load_content(sessions)
    async with sessions.begin() as session:
        guide = await repository.find_guide(session, "permit_renewal")
        assert guide is not None
        assert served_text(guide, "ar").language == "ar"
        original = next(text for text in guide.texts if text.language == "it")
        original.sections = {**original.sections, "cost": "Cambia."}
        assert served_text(guide, "ar").language == "it"
        assert served_text(guide, "it").language == "it"


async def test_a_guide_names_its_language_and_state(sessions: Sessions) -> None:
    await load_content(sessions)
    async with reading(sessions) as session:
        assert (await guide_for(session, "tax_code", "it")).translation == "original"
        assert (await guide_for(session, "tax_code", "ar")).translation == "unreviewed"
        assert (await guide_for(session, "tax_code", "pa")).language == "it"
        assert len(await titles(session, "uk")) == len(guide_folders())
        with pytest.raises(NotFoundError):
            await guide_for(session, "greet", "it")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "it.yml"
    path.write_text("title: Solo un titolo\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="summary"):
        read_sections(path)


def test_the_hash_sees_every_word() -> None:
    sections = {"title": "A", "steps": ["b", "c"]}
    assert sections_hash(sections) == sections_hash(dict(reversed(sections.items())))
    assert sections_hash(sections) != sections_hash({"title": "A", "steps": ["b", "d"]})
