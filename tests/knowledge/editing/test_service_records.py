"""Doubles, lists, switching off and removing, on both databases."""

from datetime import date
from uuid import uuid4

import pytest

from foundation.database import reading
from foundation.errors import ConflictError
from knowledge.directory.duplicates import Written, likenesses
from knowledge.directory.listing import Wish
from knowledge.directory.listing.service import found, listed
from knowledge.directory.models import Service
from knowledge.directory.removal import remove
from knowledge.directory.switching import switch
from knowledge.editing import Content, Editing, Editor, Subject
from knowledge.freshness.models import Care
from knowledge.guides.models import GuideText
from knowledge.kinds import KINDS
from knowledge.places.gazetteer import Gazetteer
from tests.knowledge.editing.test_service_kind import ANNA, ARESE, RHO, full, publish
from tests.support.knowledge import an_organization

NAME = "Sportello Girasole di ascolto"


async def a_service(editing: Editing, **changes: object) -> tuple[Subject, Content]:
    content = full(await an_organization(editing.sessions, f"Ente {uuid4()}")) | {"name": NAME, "url": None} | changes
    return await publish(editing, content), content


async def same(editing: Editing, content: Content, **changes: object) -> dict[str, tuple[str, ...]]:
    phones = tuple(row["number"] for row in content["phones"])
    known = {"id": "", "organization_id": content["organization_id"], "name": content["name"], "phones": phones}
    place = {"municipality_code": RHO, "address": "Via Roma 1"}
    async with reading(editing.sessions) as session:
        rows = await likenesses(session, Written(**(known | place | changes)))
    return {row.id: row.same for row in rows}


async def test_a_double_is_known_by_name_phone_and_address(editing: Editing) -> None:
    # A number of its own: the services of the tests before have the other one.
    number = f"+39029{uuid4().int % 10**7:07}"
    subject, content = await a_service(editing, phones=[{"number": number}], name=f"Sportello {number[-7:]}")
    assert (await same(editing, content))[subject.id] == ("name", "phone", "address")
    national = number.removeprefix("+39")
    assert (await same(editing, content, name="Altro", phones=(national,), organization_id=""))[subject.id] == (
        "phone",
        "address",
    )
    assert subject.id not in await same(editing, content, name="Corso di cucito", phones=(), address="")
    assert subject.id not in await same(editing, content, id=subject.id)
    assert subject.id not in await same(editing, content, municipality_code=ARESE, phones=())


async def test_lists_find_filter_sort_and_page(editing: Editing) -> None:
    word = f"q{uuid4().hex[:10]}"
    here, _ = await a_service(editing, name=f"{word} alfa")
    elsewhere = {"municipality_code": ARESE, "latitude": 45.55, "longitude": 9.08}
    there, _ = await a_service(editing, name=f"{word} beta", location=elsewhere, topics=[])
    gazetteer = Gazetteer.load()
    rho, arese = gazetteer.by_code(RHO), gazetteer.by_code(ARESE)

    async def ids(**wish: object) -> list[str]:
        async with reading(editing.sessions) as session:
            narrowed = await found(session, "services", word, Wish(**wish), gazetteer)  # type: ignore[arg-type]
            page = await listed(session, "services", narrowed, 1)
            assert page.total == len(page.rows)
            return [row.id for row in page.rows]

    assert set(await ids()) == {here.id, there.id}
    assert await ids(sort="name", descending=True) == [there.id, here.id]
    assert await ids(sort="town") == [there.id, here.id]
    assert await ids(near=rho) == [here.id]
    assert set(await ids(near=rho, within_km=10.0)) == {here.id, there.id}
    assert await ids(near=arese) == [there.id]
    assert await ids(topic="italian_course") == [here.id]
    assert set(await ids(state="due")) == {here.id, there.id}
    async with editing.sessions.begin() as session:
        session.add(Care(kind="service", record_id=there.id, set_for=date(2999, 1, 1)))
        (await session.get_one(Service, here.id)).assured_date = date(2020, 1, 1)
    assert await ids(state="due") == [here.id]
    assert await ids(state="inactive") == []
    await editing.save(here, full("x"), 0, ANNA)
    assert await ids(state="draft") == [here.id]


async def test_what_is_switched_off_is_a_version_of_its_own(editing: Editing) -> None:
    subject, _ = await a_service(editing)
    kind = KINDS["service"]
    async with editing.sessions.begin() as session:
        await switch(session, kind, subject, "inactive", ANNA)
    assert (await editing.served(subject) or {})["status"] == "inactive"
    history = await editing.history(subject)
    assert [(row.number, row.content["status"]) for row in history] == [(2, "inactive"), (1, "active")]
    await editing.save(subject, history[1].content, 0, Editor("b", "Bruna"))
    with pytest.raises(ConflictError):
        async with editing.sessions.begin() as session:
            await switch(session, kind, subject, "active", ANNA)


async def reason(editing: Editing, subject: Subject) -> object:
    with pytest.raises(ConflictError) as caught:
        async with editing.sessions.begin() as session:
            await remove(session, KINDS[subject.kind], subject)
    return caught.value.facts["reason"]


async def test_what_a_guide_points_to_is_not_deleted(editing: Editing) -> None:
    name = f"Sportello dell'età {uuid4()}"
    subject, content = await a_service(editing, name=name)
    assert await reason(editing, Subject("organization", content["organization_id"])) == "services"
    async with editing.sessions.begin() as session:
        text = await session.get_one(GuideText, ("tax_code", "it"))
        before = text.sections
        text.sections = {**before, "where": f"Vai allo {name}."}
    assert await reason(editing, subject) == "guide"
    async with editing.sessions.begin() as session:
        (await session.get_one(GuideText, ("tax_code", "it"))).sections = before
    await editing.save(subject, content, 0, ANNA)
    assert await reason(editing, subject) == "draft"
    await editing.drop(subject, 1)
    async with editing.sessions.begin() as session:
        await remove(session, KINDS["service"], subject)
    assert await editing.served(subject) is None
    # What it was is not lost: it can be taken up again.
    restored = await editing.restore(subject, 1, 0, ANNA)
    await editing.publish(subject, restored.version, ANNA)
    assert (await editing.served(subject) or {})["name"] == name
