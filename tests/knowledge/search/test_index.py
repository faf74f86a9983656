"""What is found follows the records, in the transaction that changes them, on both databases."""

import asyncio
from uuid import uuid4

from sqlalchemy import delete, select

from foundation.database import Sessions, reading
from knowledge.directory.models import Location, Organization, Service, ServiceTopic
from knowledge.guides.repository import find_guide
from knowledge.places.models import Municipality
from knowledge.search.index import index, rebuild
from knowledge.search.service import Page, search


async def found(sessions: Sessions, text: str, **wishes: object) -> Page:
    async with reading(sessions) as session:
        return await search(session, text, **wishes)  # type: ignore[arg-type]


async def a_service(sessions: Sessions, name: str, owner: str, status: str = "active") -> tuple[str, str, str]:
    """Store a service of an organization at a place in Rho; their ids."""
    ids = str(uuid4()), str(uuid4()), str(uuid4())
    async with sessions.begin() as session:
        rho = await session.scalar(select(Municipality).where(Municipality.name == "Rho"))
        assert rho is not None
        where = {"municipality_code": rho.code, "latitude": rho.latitude, "longitude": rho.longitude}
        place = Location(id=ids[2], address_1="via dei Larici 7", **where)
        service = Service(id=ids[0], name=name, status=status, topics=[ServiceTopic(topic="italian_course")])
        service.locations.append(place)
        session.add(Organization(id=ids[1], name=owner, kind="association", services=[service]))
        await index(session, "service", [ids[0]])
        await index(session, "location", [ids[2]])
    return ids


async def test_a_new_record_is_found_with_its_organization_and_its_place(loaded: Sessions) -> None:
    service, owner, place = await a_service(loaded, "Doposcuola Quercia", "Zibaldone Lombardo")
    assert {(hit.kind, hit.id) for hit in (await found(loaded, "zibaldone")).found} == {
        ("service", service),
        ("organization", owner),
    }
    assert [hit.id for hit in (await found(loaded, "larici", kinds=("location",))).found] == [place]
    assert service in {hit.id for hit in (await found(loaded, "zibaldone rho")).found}


async def test_a_changed_record_is_found_by_its_new_words_only(loaded: Sessions) -> None:
    service, owner, _ = await a_service(loaded, "Sartoria Ginepro", "Melagrana Onlus")
    async with loaded.begin() as session:
        organization = await session.get_one(Organization, owner)
        organization.name = "Pettirosso Onlus"
        await index(session, "organization", [owner])
    assert (await found(loaded, "melagrana")).total == 0
    assert {hit.id for hit in (await found(loaded, "pettirosso")).found} == {service, owner}


async def test_a_word_without_end_does_no_harm(loaded: Sessions) -> None:
    service, *_ = await a_service(loaded, "Filastrocca Maggiorana", "Maggiorana")
    async with loaded.begin() as session:
        (await session.get_one(Service, service)).description = "ab" * 5_000 + " nontiscordardime"
        await index(session, "service", [service])
    assert (await found(loaded, "nontiscordardime")).found[0].id == service
    assert (await found(loaded, "ab" * 140)).found[0].id == service


async def test_only_active_records_are_found_unless_asked_for(loaded: Sessions) -> None:
    service, *_ = await a_service(loaded, "Ludoteca Fiordaliso", "Ludoteca", status="inactive")
    assert (await found(loaded, "fiordaliso")).total == 0
    page = await found(loaded, "fiordaliso", statuses=None)
    assert [(hit.id, hit.status) for hit in page.found] == [(service, "inactive")]


async def test_what_is_deleted_is_found_no_more(loaded: Sessions) -> None:
    _, owner, _ = await a_service(loaded, "Cucina Rosmarino", "Rosmarino Selvatico")
    assert (await found(loaded, "rosmarino")).total == 2
    async with loaded.begin() as session:
        await session.execute(delete(Organization).where(Organization.id == owner))
        await index(session, "organization", [owner])
    assert (await found(loaded, "rosmarino")).total == 0


async def test_an_organization_without_its_service_is_found_by_its_own_words_only(loaded: Sessions) -> None:
    service, owner, _ = await a_service(loaded, "Bottega Caprifoglio", "Mirtillo Onlus")
    before = await found(loaded, "mirtillo rho", topics=("italian_course",))
    assert {hit.id for hit in before.found[:2]} == {service, owner}
    async with loaded.begin() as session:
        await session.execute(delete(Service).where(Service.id == service))
        await index(session, "service", [service])
    assert (await found(loaded, "caprifoglio")).total == 0
    assert [hit.id for hit in (await found(loaded, "mirtillo")).found] == [owner]
    assert (await found(loaded, "mirtillo", topics=("italian_course",))).total == 0


async def test_two_change_what_belongs_to_one_organization(loaded: Sessions) -> None:
    service, owner, _ = await a_service(loaded, "Merenda Sambuco", "Sambuco")
    other = str(uuid4())
    async with loaded.begin() as session:
        await session.execute(delete(ServiceTopic).where(ServiceTopic.service_id == service))
        session.add(Service(id=other, organization_id=owner, name="Cena Sambuco"))
        await index(session, "service", [service, other])

    async def renames(identifier: str, name: str) -> None:
        async with loaded.begin() as session:
            (await session.get_one(Service, identifier)).name = name
            await index(session, "service", [identifier])
            await asyncio.sleep(0.2)

    await asyncio.gather(renames(service, "Colazione"), renames(other, "Pranzo"))
    assert (await found(loaded, "colazione sambuco")).found[0].id == service
    assert (await found(loaded, "pranzo sambuco")).found[0].id == other
    assert {hit.id for hit in (await found(loaded, "sambuco")).found} == {service, other, owner}


async def test_a_change_that_fails_leaves_what_is_found(loaded: Sessions) -> None:
    await a_service(loaded, "Officina Biancospino", "Biancospino")
    async with loaded() as session:
        await session.execute(delete(Service))
        await rebuild(session)
        assert (await search(session, "biancospino", kinds=("service",))).total == 0
        await session.rollback()
    assert (await found(loaded, "biancospino")).total == 2


async def test_rebuilt_it_finds_the_same(loaded: Sessions) -> None:
    await a_service(loaded, "Coro Usignolo", "Usignolo")
    before = [await found(loaded, text) for text in ("usignolo", "scuola", "тимчасовий захист", "")]
    async with loaded.begin() as session:
        assert await rebuild(session) > 300
    assert [await found(loaded, text) for text in ("usignolo", "scuola", "тимчасовий захист", "")] == before
    assert before[0].total == 2


async def test_an_outdated_translation_is_not_found_by_its_title(loaded: Sessions) -> None:
    async with loaded.begin() as session:
        guide = await find_guide(session, "tax_code")
        assert guide is not None
        original = next(text for text in guide.texts if text.language == "it")
        original.sections = {**original.sections, "summary": "Pervinca."}
        await index(session, "guide", ["tax_code"])
    page = await found(loaded, "pervinca", language="en")
    assert [hit.title for hit in page.found if hit.kind == "guide"] == ["Avere il codice fiscale"]
