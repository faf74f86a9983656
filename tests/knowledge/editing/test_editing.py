"""Drafts, reviews, versions: nobody's words are lost, and nothing is served that was not published."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from foundation.database import create_engine, create_sessions
from foundation.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from foundation.settings import Settings
from knowledge.directory.organization_kind import OrganizationKind
from knowledge.editing import Content, Editing, Editor, Subject
from knowledge.editing.differences import differences
from tests.support.knowledge import an_organization

ANNA, BRUNA, CARLA = Editor("a", "Anna"), Editor("b", "Bruna"), Editor("c", "Carla", coordinator=True)


class FourEyes(OrganizationKind):
    """The same records, published by somebody else than their author."""

    four_eyes = True


@pytest_asyncio.fixture
async def editing(each_database: Settings) -> AsyncIterator[Editing]:
    engine = create_engine(each_database)
    yield Editing(create_sessions(engine), KINDS)
    await engine.dispose()


KINDS = {"organization": OrganizationKind(), "reviewed": FourEyes()}


async def _published(editing: Editing, name: str) -> tuple[Subject, Content]:
    subject = Subject("organization", await an_organization(editing.sessions, name))
    content = await editing.served(subject)
    assert content is not None
    return subject, content


async def test_a_draft_is_not_served_until_it_is_published(editing: Editing) -> None:
    subject, content = await _published(editing, "Sportello")
    draft = await editing.save(subject, content | {"name": "Sportello nuovo"}, 0, ANNA)
    assert (await editing.served(subject) or {})["name"] == "Sportello"
    revision = await editing.publish(subject, draft.version, ANNA)
    assert (await editing.served(subject) or {})["name"] == "Sportello nuovo"
    assert revision.number == 2
    assert [row.content["name"] for row in await editing.history(subject)] == ["Sportello nuovo", "Sportello"]
    assert await editing.draft(subject) is None


async def test_two_editors_at_once_are_told(editing: Editing) -> None:
    subject, content = await _published(editing, "Ufficio")
    await editing.save(subject, content | {"name": "Da Anna"}, 0, ANNA)
    with pytest.raises(ConflictError, match="Anna has saved this") as caught:
        await editing.save(subject, content | {"name": "Da Bruna"}, 0, BRUNA)
    assert caught.value.facts["content"]["name"] == "Da Anna"  # type: ignore[index]
    assert caught.value.facts["version"] == 1
    held = await editing.draft(subject)
    assert held is not None
    assert held.content["name"] == "Da Anna"


async def test_what_changed_under_a_draft_is_said_before_it_is_published(editing: Editing) -> None:
    subject, content = await _published(editing, "Ufficio")
    first = await editing.save(subject, content | {"name": "Primo"}, 0, ANNA)
    async with editing.sessions.begin() as session:
        await KINDS["organization"].write(session, subject, content | {"description": "Importata"}, False)
    with pytest.raises(ConflictError) as caught:
        await editing.publish(subject, first.version, ANNA)
    assert caught.value.facts["served"]["description"] == "Importata"  # type: ignore[index]
    await editing.publish(subject, first.version, ANNA, over=True)
    assert (await editing.served(subject) or {})["name"] == "Primo"


async def test_other_eyes_publish_where_they_are_needed(editing: Editing) -> None:
    served, content = await _published(editing, "Guida")
    subject = Subject("reviewed", served.id)
    draft = await editing.save(subject, content | {"name": "Guida nuova"}, 0, ANNA)
    await editing.submit(subject, draft.version, "Guarda i costi")
    with pytest.raises(ForbiddenError):
        await editing.publish(subject, draft.version + 1, ANNA)
    await editing.send_back(subject, draft.version + 1, "Manca la fonte")
    held = await editing.draft(subject)
    assert held is not None
    assert (held.state, held.note) == ("draft", "Manca la fonte")
    await editing.publish(subject, held.version, BRUNA)
    own = await editing.save(subject, content, 0, CARLA)
    assert (await editing.publish(subject, own.version, CARLA)).author_name == "Carla"


async def test_half_finished_is_kept_and_not_published(editing: Editing) -> None:
    subject, content = await _published(editing, "Ufficio")
    draft = await editing.save(subject, content | {"name": " ", "email": "nobody", "website": "javascript:1"}, 0, ANNA)
    for act in (editing.submit(subject, draft.version), editing.publish(subject, draft.version, ANNA)):
        with pytest.raises(InvalidInputError) as caught:
            await act
        assert set(caught.value.facts["faults"]) == {"name", "email", "website"}  # type: ignore[call-overload]


async def test_an_old_version_comes_back_as_a_draft(editing: Editing) -> None:
    subject, content = await _published(editing, "Prima")
    draft = await editing.save(subject, content | {"name": "Dopo"}, 0, ANNA)
    await editing.publish(subject, draft.version, ANNA)
    restored = await editing.restore(subject, 1, 0, BRUNA)
    assert restored.content["name"] == "Prima"
    await editing.drop(subject, restored.version)
    assert await editing.draft(subject) is None
    with pytest.raises(NotFoundError):
        await editing.restore(subject, 9, 0, BRUNA)


async def test_a_new_record_begins_with_its_first_publication(editing: Editing) -> None:
    subject = Subject("organization", "00000000-0000-4000-8000-000000000001")
    draft = await editing.save(subject, {"name": "Nuova", "kind": "association"}, 0, ANNA)
    assert await editing.served(subject) is None
    assert (await editing.publish(subject, draft.version, ANNA)).number == 1
    assert await editing.served(subject) is not None


def test_differences_are_told_word_by_word() -> None:
    found = differences({"name": "Lo sportello vecchio", "hours": ["9"]}, {"name": "Lo sportello nuovo", "hours": []})
    assert [row.field for row in found] == ["name", "hours.1"]
    assert [(piece.state, piece.text) for piece in found[0].pieces] == [
        ("same", "Lo sportello"), ("gone", "vecchio"), ("new", "nuovo"),
    ]  # fmt: skip
    assert differences({"a": None}, {}) == []
