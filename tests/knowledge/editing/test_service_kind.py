"""A service as the editor writes it: all of it comes back, its words are found, other services are left alone."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from foundation.database import reading
from foundation.errors import InvalidInputError
from knowledge.directory.models import Service, ServiceAtLocation
from knowledge.directory.service import entries
from knowledge.editing import Content, Editing, Editor, Subject
from knowledge.kinds import KINDS
from knowledge.places.gazetteer import Gazetteer
from tests.support.knowledge import an_organization

ANNA = Editor("a", "Anna")
RHO, ARESE = "015182", "015009"


def full(organization: str) -> Content:
    return {
        "organization_id": organization,
        "name": "Sportello stranieri",
        "description": "Rinnovo del permesso.",
        "status": "active",
        "email": "sportello@comune.example",
        "url": "https://comune.example/sportello",
        "application_process": "Su appuntamento",
        "fees_description": None,
        "eligibility_description": "Per tutti",
        "minimum_age": 16.0,
        "maximum_age": None,
        "programme": None,
        "source": {"title": "Comune", "where": "pagina 1"},
        "topics": ["immigration_desk", "italian_course"],
        "languages": ["ar", "it"],
        "phones": [{"number": "+390293332223", "description": "mattina"}, {"number": "1522"}],
        "schedules": [
            {"freq": "WEEKLY", "byday": "", "closed": True, "valid_from": "2027-08-01", "valid_to": "2027-08-31"},
            {"freq": "MONTHLY", "byday": "1MO", "opens_at": "14:00", "closes_at": "16:00", "closed": False},
            {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "12:30", "closed": False},
        ],
        "areas": [{"municipality_code": ARESE}, {"municipality_code": RHO}],
        "costs": [{"option": "tessera", "currency": "EUR", "amount": "12.50"}],
        "documents": ["Passaporto", "Permesso di soggiorno"],
        "location": {
            "municipality_code": RHO, "address_1": "Via Roma 1", "latitude": 45.53, "longitude": 9.04,
        },
    }  # fmt: skip


async def publish(editing: Editing, content: Content, identifier: str | None = None) -> Subject:
    subject = Subject("service", identifier or str(uuid4()))
    draft = await editing.save(subject, content, 0, ANNA)
    await editing.publish(subject, draft.version, ANNA)
    return subject


async def test_all_of_a_service_comes_back_as_it_was_written(editing: Editing) -> None:
    content = full(await an_organization(editing.sessions, "Comune di Rho"))
    subject = await publish(editing, content)
    assert await editing.served(subject) == content
    again = content | {"name": "Sportello nuovo", "phones": [], "topics": ["italian_course"], "location": {}}
    await publish(editing, again, subject.id)
    assert await editing.served(subject) == again


async def test_what_is_searched_follows_service_and_organization(editing: Editing) -> None:
    organization = await an_organization(editing.sessions, "Comune di Rho")
    subject = await publish(editing, full(organization))
    owner = Subject("organization", organization)
    held = await editing.served(owner)
    assert held is not None
    draft = await editing.save(owner, held | {"name": "Municipio"}, 0, ANNA)
    await editing.publish(owner, draft.version, ANNA)
    async with reading(editing.sessions) as session:
        text = (await session.get_one(Service, subject.id)).search_text
    assert {"sportello", "rinnovo", "municipio", "rho"} <= set(text.split())


async def test_a_person_sees_the_new_hours_at_once(editing: Editing) -> None:
    content = full(await an_organization(editing.sessions, "Comune di Rho")) | {"schedules": []}
    subject = await publish(editing, content)
    monday = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    gazetteer = Gazetteer.load()
    async with reading(editing.sessions) as session:
        assert (await entries(session, [subject.id], gazetteer, monday, None))[0].open_now is None
    await publish(editing, full(content["organization_id"]), subject.id)
    async with reading(editing.sessions) as session:
        shown = (await entries(session, [subject.id], gazetteer, monday, None))[0]
    assert (shown.open_now, shown.address, shown.phone) == (True, "Via Roma 1", "+39 02 9333 2223")


async def test_a_place_that_others_use_stays_as_it_is_for_them(editing: Editing) -> None:
    content = full(await an_organization(editing.sessions, "Comune di Rho"))
    first, second = await publish(editing, content), await publish(editing, content | {"location": {}})
    async with editing.sessions.begin() as session:
        shared = select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == first.id)
        link = ServiceAtLocation(service_id=second.id, location_id=await session.scalar(shared))
        session.add(link)
    moved = content | {"location": content["location"] | {"address_1": "Via Milano 2"}}
    await publish(editing, moved, first.id)
    assert (await editing.served(first) or {})["location"]["address_1"] == "Via Milano 2"
    assert (await editing.served(second) or {})["location"]["address_1"] == "Via Roma 1"


async def test_when_it_was_checked_outlives_a_change(editing: Editing) -> None:
    content = full(await an_organization(editing.sessions, "Comune di Rho"))
    subject = await publish(editing, content)
    async with editing.sessions.begin() as session:
        (await session.get_one(Service, subject.id)).assured_date = date(2026, 11, 2)
    await publish(editing, content | {"name": "Altro"}, subject.id)
    async with reading(editing.sessions) as session:
        assert (await session.get_one(Service, subject.id)).assured_date == date(2026, 11, 2)


async def test_its_organization_comes_first(editing: Editing) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await publish(editing, full(str(uuid4())))
    assert caught.value.facts["faults"] == {"organization_id": "console.record.organization"}


WRONG: tuple[tuple[Content, str], ...] = (
    ({"name": " "}, "name"),
    ({"name": "x" * 301}, "name"),
    ({"description": "x" * 9000}, "description"),
    ({"email": "nobody"}, "email"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": "https://uno.example https://due.example"}, "url"),
    ({"status": "closed"}, "status"),
    ({"minimum_age": "sedici"}, "minimum_age"),
    ({"minimum_age": 40.0, "maximum_age": 18.0}, "maximum_age"),
    ({"topics": ["nothing"]}, "topics"),
    ({"phones": [{"number": "chiamami"}]}, "phone-0-number"),
    ({"phones": [{"number": "9" * 60}]}, "phone-0-number"),
    ({"costs": [{"amount": "dodici"}]}, "cost-0-amount"),
    ({"costs": [{"amount": "-1"}]}, "cost-0-amount"),
    ({"costs": [{"amount": "NaN"}]}, "cost-0-amount"),
    ({"location": {"municipality_code": "Arse"}}, "municipality"),
    ({"location": {"address_1": "Via Roma 1"}}, "municipality"),
    ({"location": {"latitude": 45.5}}, "longitude"),
    ({"location": {"latitude": "nord", "longitude": 9.0}}, "latitude"),
    ({"location": {"latitude": float("nan"), "longitude": 9.0}}, "latitude"),
    ({"location": {"municipality_code": RHO, "latitude": 45.70, "longitude": 9.30}}, "latitude"),
    ({"schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "sera", "closes_at": "23:00"}]}, "MO-0-opens"),
    ({"schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "12:00", "closes_at": "09:00"}]}, "MO-0-closes"),
    ({"schedules": [{"freq": "WEEKLY", "byday": "TU", "opens_at": "12:00"}]}, "TU-0-closes"),
    ({"schedules": [{"closed": True, "valid_from": "2027-08-31", "valid_to": "2027-08-01"}]}, "closed-0-to"),
    ({"schedules": [{"freq": "YEARLY", "byday": "MO", "opens_at": "09:00"}]}, "kept"),
)


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_what_cannot_be_served_is_named_by_its_field(wrong: Content, field: str) -> None:
    sound = full("an id")
    kind = KINDS["service"]
    assert kind.faults(sound) == {}
    assert field in kind.faults(sound | wrong)
