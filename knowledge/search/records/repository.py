"""SQL that reads records for the search, many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from knowledge.directory.models import Location, Organization, Service, ServiceTopic
from knowledge.guides.content import ORIGINAL
from knowledge.guides.models import Guide, GuideText
from knowledge.places.models import Municipality
from knowledge.search.documents import NOWHERE, Document, Kind, Place, Text, guide_document
from knowledge.search.models import SearchEntry
from knowledge.search.naming.repository import words_of
from knowledge.search.synonyms import names_of_kinds

_KEYS: dict[Kind, InstrumentedAttribute[str]] = {
    "guide": Guide.topic,
    "service": Service.id,
    "organization": Organization.id,
    "location": Location.id,
}
# The columns of a `Place`.
_PLACE = (Municipality.name, Location.municipality_code, Location.latitude, Location.longitude)
# Towns of an organization that is everywhere are no help in finding it.
_TOWNS = 20


async def all_identifiers(session: AsyncSession, kind: Kind) -> list[str]:
    """The ids of all records of a kind."""
    return list(await session.scalars(select(_KEYS[kind])))


async def affected(session: AsyncSession, kind: Kind, records: Sequence[str]) -> dict[Kind, list[str]]:
    """The records whose words change with these, themselves included: a service bears its organization's name.

    What is gone, or has gone to another organization, is known from the entries it left.
    """
    if kind == "guide":
        return {kind: list(records)}
    of_these = {
        "service": (Service.id.in_(records), SearchEntry.record_id.in_(records)),
        "organization": (Service.organization_id.in_(records), SearchEntry.owner_id.in_(records)),
        "location": (Service.locations.any(Location.id.in_(records)), false()),
    }
    standing, left = of_these[kind]
    services, organizations = set[str](), set[str]()
    for query in (
        select(Service.id, Service.organization_id).where(standing),
        select(SearchEntry.record_id, SearchEntry.owner_id).where(SearchEntry.kind == "service", left),
    ):
        for service, organization in await session.execute(query):
            services.add(service)
            organizations.add(str(organization))
    found: dict[Kind, set[str]] = {"service": services, "organization": organizations}
    found[kind] = found.get(kind, set()) | set(records)
    return {touched: sorted(listed) for touched, listed in found.items()}


async def read(session: AsyncSession, kind: Kind, records: Sequence[str]) -> list[Document]:
    """Those of the records that exist, as documents."""
    readers = {"guide": _guides, "service": _services, "organization": _organizations, "location": _locations}
    return await readers[kind](session, records)


async def _guides(session: AsyncSession, records: Sequence[str]) -> list[Document]:
    query = select(Guide).where(Guide.topic.in_(records)).options(selectinload(Guide.texts))
    rows = await session.scalars(query.execution_options(populate_existing=True))
    added = await words_of(session, records)
    return [guide_document(row.topic, row.texts, added.get(row.topic, {})) for row in rows if _has_original(row)]


def _has_original(guide: Guide) -> bool:
    return any(text.language == ORIGINAL for text in guide.texts)


async def _services(session: AsyncSession, records: Sequence[str]) -> list[Document]:
    row, owner = Service, Organization
    described = (row.description, row.application_process, row.eligibility_description, row.programme)
    query = select(row.id, row.name, row.status, owner.id, owner.name, owner.kind, *described).join(row.organization)
    rows = await session.execute(query.where(row.id.in_(records)))
    places, topics = await _places(session, row.id, records), await _topics(session, row.id, records)
    titles = await _titles(session, topics)
    return [
        Document(
            kind="service",
            record_id=key,
            title=name,
            owner_id=whose,
            owner=organization,
            status=status,
            topics=frozenset(topics[key]),
            texts=[Text(f"{name} {organization}", _synonyms(kind, topics[key], places[key], titles), _joined(rest))],
            place=places[key][0] if places[key] else NOWHERE,
        )
        for key, name, status, whose, organization, kind, *rest in rows
    ]


async def _organizations(session: AsyncSession, records: Sequence[str]) -> list[Document]:
    row = Organization
    query = select(row.id, row.name, row.kind, row.description).where(row.id.in_(records))
    places, topics = await _places(session, row.id, records), await _topics(session, row.id, records)
    titles = await _titles(session, topics)
    return [
        Document(
            kind="organization",
            record_id=key,
            title=name,
            topics=frozenset(topics[key]),
            texts=[Text(name, _synonyms(kind, topics[key], places[key], titles), description)],
            place=places[key][0] if len(places[key]) == 1 else NOWHERE,
        )
        for key, name, kind, description in await session.execute(query)
    ]


async def _locations(session: AsyncSession, records: Sequence[str]) -> list[Document]:
    """Those that have a name or an address; the others are just a town."""
    row = Location
    query = (
        select(func.coalesce(row.name, row.address_1), row.id, row.address_1, row.postal_code, *_PLACE)
        .outerjoin(Municipality, Municipality.code == row.municipality_code)
        .where(row.id.in_(records))
    )
    return [
        Document(
            kind="location",
            record_id=key,
            title=title,
            texts=[Text(title, [town or ""], _joined((address, postal_code)))],
            place=Place(town, code, latitude, longitude),
        )
        for title, key, address, postal_code, town, code, latitude, longitude in await session.execute(query)
        if title
    ]


async def _places(
    session: AsyncSession, key: InstrumentedAttribute[str], records: Sequence[str]
) -> Mapping[str, list[Place]]:
    """Where the services with this id, or of the organization with it, are given; in the order of the locations."""
    query = (
        select(key, *_PLACE)
        .select_from(Service)
        .join(Service.organization)
        .join(Service.locations)
        .outerjoin(Municipality, Municipality.code == Location.municipality_code)
        .where(key.in_(records))
        .order_by(Location.id)
    )
    found: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for record, town, code, latitude, longitude in await session.execute(query):
        found[record][Place(town, code, latitude, longitude)] = None
    return defaultdict(list, {record: list(places) for record, places in found.items()})


async def _topics(
    session: AsyncSession, key: InstrumentedAttribute[str], records: Sequence[str]
) -> Mapping[str, list[str]]:
    query = select(key, ServiceTopic.topic).select_from(Service).join(Service.organization).join(Service.topics)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for record, topic in await session.execute(query.where(key.in_(records)).distinct().order_by(ServiceTopic.topic)):
        found[record].append(topic)
    return found


async def _titles(session: AsyncSession, topics: Mapping[str, list[str]]) -> Mapping[str, str]:
    """Topic → its guide's title; a search in another language finds the guide, and with it what is offered on it."""
    wanted = {topic for listed in topics.values() for topic in listed}
    query = select(GuideText.topic, GuideText.sections).where(GuideText.language == ORIGINAL)
    rows = await session.execute(query.where(GuideText.topic.in_(wanted)))
    return {topic: str(sections["title"]) for topic, sections in rows}


def _synonyms(kind: str, topics: Iterable[str], places: Sequence[Place], titles: Mapping[str, str]) -> list[str]:
    towns = dict.fromkeys(place.town for place in places)
    names = [titles.get(topic, topic) for topic in topics]
    parts = (names_of_kinds().get(kind, kind), *names, *(towns if len(towns) <= _TOWNS else ()))
    return [part for part in parts if part]


def _joined(parts: Iterable[str | None]) -> str:
    return " ".join(part for part in parts if part)
