"""`/api/hsds`: the directory in the form of Open Referral HSDS 3.1, read only. The fields: docs/open-data.md."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.directory.answers import Page, ThePage, Tree, answered, site
from connectors.web.directory.pace import paced
from connectors.web.directory.profile import profile
from connectors.web.directory.wishes import Asked, Search, TermId, find_term
from connectors.web.house import House, house
from foundation.database import reading
from foundation.errors import NotFoundError
from knowledge.directory.repository import services_named
from knowledge.exporting import held, repository
from knowledge.exporting.streams import trees
from knowledge.exporting.translations import translated_topics
from knowledge.exporting.vocabulary import KINDS, TOPICS, Vocabulary, taxonomy
from knowledge.exporting.wish import Wish
from knowledge.hsds.fields import VERSION

router = APIRouter(prefix="/api/hsds", tags=["open data"], dependencies=[Depends(paced)])
TheHouse = Annotated[House, Depends(house)]
TheAsked = Annotated[Asked, Depends(Asked)]
# A search is for people: what stands behind these nobody looks at.
MOST_FOUND = 1000


@router.get("/", response_model=Tree)
def root(request: Request) -> Response:
    """Which version and profile this is, and where it is described."""
    address = site(request)
    body = {"version": VERSION, "profile": f"{address}/api/hsds/profile", "openapi_url": f"{address}/openapi.json"}
    return answered(request, body)


@router.get("/profile", response_model=Tree)
def show_profile(request: Request) -> Response:
    """What is ours: taxonomies, parameters, and fields beyond HSDS as JSON Merge Patches (RFC 7386)."""
    return answered(request, profile(site(request)))


@router.get("/services", response_model=Page)
async def services(
    request: Request, the_house: TheHouse, asked: TheAsked, page: ThePage, search: Search = None
) -> Response:
    """Full services, by id; around a position the nearest first; of a search the best first."""
    async with reading(the_house.sessions) as session:
        wish = await asked.wish(session)
        if search is None:
            found, total = await repository.service_page(session, wish, page.offset, page.per_page)
        else:
            named = await _named(session, wish, search)
            found, total = named[page.offset : page.offset + page.per_page], len(named)
        make = await trees(session, public=True)
        contents = [make.service(one) for one in await held.services(session, found)]
    return answered(request, Page.of(page, contents, total))


async def _named(session: AsyncSession, wish: Wish, search: str) -> list[str]:
    """Ids a search finds and the wish lets through, in the order of the search."""
    named = await services_named(session, search, MOST_FOUND)
    kept, _ = await repository.service_page(session, replace(wish, among=tuple(named)), 0, MOST_FOUND)
    return [identifier for identifier in named if identifier in set(kept)]


@router.get("/services/{service_id}", response_model=Tree)
async def service(request: Request, the_house: TheHouse, service_id: str) -> Response:
    """One full service, whatever its status."""
    async with reading(the_house.sessions) as session:
        found = await held.services(session, [service_id])
        make = await trees(session, public=True)
    if not found:
        raise NotFoundError("There is no such service.")
    return answered(request, make.service(found[0]))


@router.get("/organizations", response_model=Page)
async def organizations(
    request: Request, the_house: TheHouse, page: ThePage, search: Search = None, taxonomy_term_id: TermId = None
) -> Response:
    """Organizations by name; a term is a kind of organization."""
    async with reading(the_house.sessions) as session:
        term = await find_term(session, taxonomy_term_id) if taxonomy_term_id else None
        # No organization has a topic, nor a term that does not exist.
        kind = (term["code"] if term and term["taxonomy"] == KINDS else "") if taxonomy_term_id else None
        words = search.split() if search else []
        found, total = await repository.organization_page(session, words, kind, page.offset, page.per_page)
        known = await held.organizations(session, found)
        make = await trees(session, public=True)
    return answered(request, Page.of(page, [make.organization(known[one]) for one in found], total))


@router.get("/organizations/{organization_id}", response_model=Tree)
async def organization(request: Request, the_house: TheHouse, organization_id: str) -> Response:
    """One organization; its services are at `/services?organization_id=`."""
    async with reading(the_house.sessions) as session:
        found = await held.organizations(session, [organization_id])
        make = await trees(session, public=True)
    if not found:
        raise NotFoundError("There is no such organization.")
    return answered(request, make.organization(found[organization_id]))


@router.get("/service_at_locations", response_model=Page)
async def service_at_locations(request: Request, the_house: TheHouse, asked: TheAsked, page: ThePage) -> Response:
    """Which service is given where: each place with its full service, around a position the nearest first."""
    async with reading(the_house.sessions) as session:
        wish = await asked.wish(session)
        pairs, total = await repository.link_page(session, wish, page.offset, page.per_page)
        known = {one.id: one for one in await held.services(session, list(dict.fromkeys(p[0] for p in pairs)))}
        make = await trees(session, public=True)
    contents = [
        make.link(owner, place) | {"service": make.service(known[owner])}
        for owner, location_id in pairs
        for place in known[owner].places
        if place.id == location_id
    ]
    return answered(request, Page.of(page, contents, total))


@router.get("/taxonomies", response_model=Page)
def taxonomies(request: Request, page: ThePage) -> Response:
    """Topics, kinds of organizations, facts of a source."""
    return answered(request, Page.cut(page, Vocabulary({}).taxonomies()))


@router.get("/taxonomies/{taxonomy_id}", response_model=Tree)
def one_taxonomy(request: Request, taxonomy_id: str) -> Response:
    """One of them."""
    found = next((row for row in Vocabulary({}).taxonomies() if row["id"] == taxonomy_id), None)
    if found is None:
        raise NotFoundError("There is no such taxonomy.")
    return answered(request, found)


@router.get("/taxonomy_terms", response_model=Page)
async def taxonomy_terms(
    request: Request,
    the_house: TheHouse,
    page: ThePage,
    taxonomy_id: Annotated[str | None, Query(max_length=36, description="Of this taxonomy only.")] = None,
) -> Response:
    """Terms; topics with their names in the languages of their guides (`translations`, ours)."""
    rows = await _terms(the_house)
    kept = [row for row in rows if taxonomy_id in (None, row["taxonomy_detail"]["id"])]
    return answered(request, Page.cut(page, kept))


@router.get("/taxonomy_terms/{term_id}", response_model=Tree)
async def taxonomy_term(request: Request, the_house: TheHouse, term_id: str) -> Response:
    """One term."""
    found = next((row for row in await _terms(the_house) if row["id"] == term_id), None)
    if found is None:
        raise NotFoundError("There is no such term.")
    return answered(request, found)


async def _terms(the_house: House) -> list[Tree]:
    async with reading(the_house.sessions) as session:
        texts = await translated_topics(session)
        titles = await repository.topic_titles(session)
        terms = Vocabulary(titles).terms(await repository.kinds(session))
    topics = taxonomy(TOPICS)
    return [
        term | {"translations": texts.get(term["code"], [])} if term["taxonomy_detail"] == topics else term
        for term in terms
    ]
