"""A guide from its draft to the person who reads it, and what becomes of its translations, on both databases."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete

from conversations.replies import Scene
from conversations.replies.topic import topic_reply
from foundation.catalogue import message
from foundation.clock import now
from foundation.database import create_engine, create_sessions, reading
from foundation.errors import ForbiddenError, InvalidInputError, NotFoundError
from foundation.settings import Settings
from knowledge.editing import Content, Editing
from knowledge.editing.models import Draft, Revision
from knowledge.guides.coverage import Cell, coverage, totals
from knowledge.guides.guide_kind import guide_subject
from knowledge.guides.models import Guide, GuideText
from knowledge.guides.outdated import made_from, outdated_since
from knowledge.guides.repository import find_guide, original_revisions
from knowledge.guides.service import guide_for, trying
from knowledge.guides.trial import views_for
from knowledge.kinds import KINDS
from knowledge.places.gazetteer import Gazetteer
from knowledge.search.service import search
from tests.support.guides import ANNA, ARABIC, BRUNA, CARLA, ITALIAN, SOURCE, a_guide, publish, served

ITALIAN_GUIDE, ARABIC_GUIDE = guide_subject("tax_code", "it"), guide_subject("tax_code", "ar")


@pytest_asyncio.fixture
async def editing(each_database: Settings) -> AsyncIterator[Editing]:
    """The editing of a house with one guide."""
    engine = create_engine(each_database)
    sessions = create_sessions(engine)
    async with sessions.begin() as session:
        for table in (Draft, Revision, GuideText, Guide):
            await session.execute(delete(table))
    await a_guide(sessions)
    yield Editing(sessions, KINDS)
    await engine.dispose()


async def written(editing: Editing, **sections: Any) -> Content:
    """The Italian as it is served, with other sections."""
    content = await editing.served(ITALIAN_GUIDE)
    assert content is not None
    return content | {"sections": content["sections"] | sections}


async def cell(editing: Editing, language: str) -> Cell:
    """Where a text stands in the coverage."""
    async with reading(editing.sessions) as session:
        rows = await coverage(session, ["it", language])
    row = next(row for row in rows if row.topic == "tax_code")
    return row.cells[-1]


async def test_the_whole_life(editing: Editing) -> None:
    draft = await editing.save(ITALIAN_GUIDE, await written(editing, cost="Gratis. Sempre 0 euro."), 0, ANNA)
    assert (await served(editing.sessions, "it")).sections["cost"] == ITALIAN["cost"]
    await editing.submit(ITALIAN_GUIDE, draft.version, "Guarda il costo")
    assert (await cell(editing, "it")).draft == "in_review"
    with pytest.raises(ForbiddenError):
        await editing.publish(ITALIAN_GUIDE, draft.version + 1, ANNA)
    await editing.publish(ITALIAN_GUIDE, draft.version + 1, BRUNA)
    assert (await served(editing.sessions, "it")).sections["cost"] == "Gratis. Sempre 0 euro."

    # The Arabic one is out of date by itself, and no longer served.
    assert (await served(editing.sessions, "ar")).language == "it"
    stale = await cell(editing, "ar")
    assert (stale.state, stale.since is not None) == ("outdated", True)

    new = ARABIC | {"cost": "مجاني. دائمًا 0 يورو."}
    await publish(editing, "ar", {"sections": new, "state": "reviewed"})
    view = await served(editing.sessions, "ar")
    assert (view.language, view.translation, view.sections["cost"]) == ("ar", "reviewed", new["cost"])
    assert (await cell(editing, "ar")).state == "reviewed"
    async with reading(editing.sessions) as session:
        scene = Scene(session, "ar", Gazetteer.load(), now(), None)
        (reply,) = await topic_reply(scene, {"say": "topic", "topic": "tax_code"})
    assert new["cost"] in reply.text
    assert message("note.unreviewed", "ar") not in reply.text
    states = [row.content["state"] for row in await editing.history(ARABIC_GUIDE)]
    assert states == ["reviewed", "unreviewed"]


async def test_a_small_correction_keeps_valid_translations_and_no_others(editing: Editing) -> None:
    async with editing.sessions.begin() as session:
        session.add(
            GuideText(topic="tax_code", language="en", sections=ITALIAN, translation="reviewed", source_hash="0" * 16)
        )
    content = await written(editing, who="Chi vive in Italia, anche da poco.")
    await publish(editing, "it", content, small=True)
    assert (await served(editing.sessions, "ar")).language == "ar"
    assert (await served(editing.sessions, "en")).language == "it"
    newest, _first = await editing.history(ITALIAN_GUIDE)
    assert newest.small_correction is True


async def test_other_sources_leave_translations_alone(editing: Editing) -> None:
    content = await written(editing)
    phones = [{"name": "Contact center", "number": "800 90 96 96"}]
    await publish(editing, "it", content | {"sources": [SOURCE, SOURCE], "phones": phones})
    view = await served(editing.sessions, "ar")
    assert (view.language, view.phones, len(view.sources)) == ("ar", phones, 2)


async def test_it_is_known_what_a_translation_was_made_from(editing: Editing) -> None:
    await publish(editing, "it", await written(editing, time="10 giorni."))
    await publish(editing, "it", await written(editing, time="20 giorni."))
    async with reading(editing.sessions) as session:
        guide = await find_guide(session, "tax_code")
        past = (await original_revisions(session, ["tax_code"]))["tax_code"]
    assert guide is not None
    source = next(text.source_hash for text in guide.texts if text.language == "ar")
    assert (made_from(past, source) or {})["time"] == ITALIAN["time"]
    assert outdated_since(past, source) == past[1].published_at
    assert (made_from(past, "f" * 16), outdated_since(past, "f" * 16)) == (None, None)


async def test_a_translation_back_to_what_it_was_made_from_is_valid_again(editing: Editing) -> None:
    await publish(editing, "it", await written(editing, time="10 giorni."))
    assert (await cell(editing, "ar")).state == "outdated"
    await publish(editing, "it", await written(editing, time=ITALIAN["time"]))
    assert (await cell(editing, "ar")).state == "unreviewed"


async def test_nobody_publishes_what_only_a_machine_has_written(editing: Editing) -> None:
    draft = await editing.save(ARABIC_GUIDE, {"sections": ARABIC, "state": "machine"}, 0, ANNA)
    with pytest.raises(InvalidInputError) as caught:
        await editing.publish(ARABIC_GUIDE, draft.version, CARLA)
    assert caught.value.facts["faults"] == {"state": "console.guides.fault_machine"}


async def test_a_guide_begins_with_its_italian(editing: Editing) -> None:
    subject = guide_subject("housing", "ar")
    draft = await editing.save(subject, {"sections": ARABIC, "state": "reviewed"}, 0, CARLA)
    with pytest.raises(NotFoundError):
        await editing.publish(subject, draft.version, CARLA)
    original = guide_subject("housing", "it")
    await editing.save(original, {"sections": ITALIAN, "sources": [SOURCE], "phones": []}, 0, CARLA)
    await editing.publish(original, 1, CARLA)
    await editing.publish(subject, draft.version, CARLA)
    assert (await served(editing.sessions, "ar", "housing")).translation == "reviewed"
    for topic, language in (("greet", "it"), ("housing", "xx"), ("nothing", "it")):
        with pytest.raises(NotFoundError):
            guide_subject(topic, language)


async def test_what_is_published_is_found_at_once(editing: Editing) -> None:
    await publish(editing, "it", await written(editing, title="Il tesserino verde delle tasse"))
    async with reading(editing.sessions) as session:
        page = await search(session, "tesserino", kinds=["guide"])
    assert [hit.id for hit in page.found] == ["tax_code"]


async def test_the_coverage_counts_every_language(editing: Editing) -> None:
    await editing.save(ARABIC_GUIDE, {"sections": ARABIC, "state": "reviewed"}, 0, ANNA)
    async with reading(editing.sessions) as session:
        rows = await coverage(session, ["ar", "it", "ur"])
    assert len(rows) > 50
    counted = totals(rows)
    assert counted["it"] == {"original": 1, "missing": len(rows) - 1}
    assert counted["ar"] == {"unreviewed": 1, "draft": 1, "missing": len(rows) - 1}
    assert counted["ur"] == {"missing": len(rows)}


async def test_a_draft_is_tried_by_who_may_see_it_and_by_nobody_else(editing: Editing) -> None:
    await editing.save(ITALIAN_GUIDE, await written(editing, cost="**Gratis**, davvero."), 0, ANNA)
    found = {}
    for editor in (ANNA, BRUNA):
        async with reading(editing.sessions) as session:
            views = await views_for(session, editor.id)
        async with reading(trying(editing.sessions, views)) as session:
            found[editor.name] = (await guide_for(session, "tax_code", "it")).sections["cost"]
            assert (await guide_for(session, "tax_code", "ar")).language == "ar"
    assert found == {"Anna": "Gratis, davvero.", "Bruna": ITALIAN["cost"]}
    assert (await served(editing.sessions, "it")).sections["cost"] == ITALIAN["cost"]
