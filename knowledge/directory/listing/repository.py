"""SQL for the lists of the editor."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import now
from knowledge.directory.listing.wish import OrganizationRow, ServiceRow, Wish
from knowledge.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceTopic
from knowledge.directory.repository import KILOMETRES_A_DEGREE
from knowledge.editing.models import DRAFT, IN_REVIEW, Draft
from knowledge.freshness.models import Care
from knowledge.freshness.rules import CHECK_AFTER
from knowledge.places.models import Municipality
from knowledge.places.place import Place
from knowledge.search.models import SearchEntry

_COLUMNS = (
    *(Service.id, Service.name, Organization.name.label("organization"), Organization.kind),
    *(Service.status, Service.assured_date.label("checked"), Service.last_modified.label("modified")),
)


def _drafts(kind: str, *states: str) -> Select[str]:
    return select(Draft.record_id).where(Draft.kind == kind, Draft.state.in_(states or (DRAFT, IN_REVIEW)))


def _placed(place: Place, within_km: float | None) -> Select[str]:
    """Services given in a town, or so many kilometres around it (a flat map is exact enough here)."""
    query = select(ServiceAtLocation.service_id).join(Location, Location.id == ServiceAtLocation.location_id)
    if within_km is None:
        return query.where(Location.municipality_code == place.code)
    north = within_km / KILOMETRES_A_DEGREE
    shrink = cos(radians(place.latitude))
    up, right = Location.latitude - place.latitude, (Location.longitude - place.longitude) * shrink
    return (
        query.where(Location.latitude.between(place.latitude - north, place.latitude + north))
        .where(Location.longitude.between(place.longitude - north / shrink, place.longitude + north / shrink))
        .where(up * up + right * right <= north * north)
    )


def _due() -> ColumnElement[bool]:
    """Due for a check by the rule of `knowledge/freshness`: on the day somebody set, else some time after the last."""
    today = now().date()
    cared = select(Care.record_id).where(Care.kind == "service")
    usual = or_(Service.assured_date.is_(None), Service.assured_date <= today - CHECK_AFTER)
    otherwise = usual & Service.id.not_in(cared.where(Care.set_for.is_not(None)))
    return (Service.status == "active") & or_(Service.id.in_(cared.where(Care.set_for <= today)), otherwise)


def _state(state: str) -> ColumnElement[bool]:
    if state == "due":
        return _due()
    if state in (DRAFT, IN_REVIEW):
        return Service.id.in_(_drafts("service", state))
    return Service.status == "active" if state == "active" else Service.status != "active"


def _services(wish: Wish) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wish.ids is not None:
        found.append(Service.id.in_(wish.ids))
    if wish.near is not None:
        found.append(Service.id.in_(_placed(wish.near, wish.within_km)))
    if wish.topic:
        found.append(Service.id.in_(select(ServiceTopic.service_id).where(ServiceTopic.topic == wish.topic)))
    if wish.kind:
        found.append(Organization.kind == wish.kind)
    if wish.state:
        found.append(_state(wish.state))
    return found


def _with_town(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Each service with its municipality, as the search holds it: a third of the time it takes by its locations."""
    entry = (SearchEntry.kind == "service") & (SearchEntry.record_id == Service.id)
    query = query.outerjoin(SearchEntry, entry)
    return query.outerjoin(Municipality, Municipality.code == SearchEntry.municipality_code)


async def count_services(session: AsyncSession, wish: Wish) -> int:
    """How many services fit."""
    query = select(func.count()).select_from(Service)
    if wish.kind:
        query = query.join(Organization, Organization.id == Service.organization_id)
    return await session.scalar(query.where(*_services(wish))) or 0


def _ordered(query: Select[*tuple[Any, ...]], wish: Wish) -> Select[*tuple[Any, ...]]:
    query = query.join(Organization, Organization.id == Service.organization_id).where(*_services(wish))
    if wish.sort == "town":
        query = _with_town(query)
    return query.order_by(_service_order(wish), Service.id)


async def service_ids(session: AsyncSession, wish: Wish) -> list[str]:
    """The ids of all services that fit, in the order that was asked for."""
    return [row[0] for row in await session.execute(_ordered(select(Service.id), wish))]


async def service_page(session: AsyncSession, wish: Wish, limit: int, offset: int) -> list[ServiceRow]:
    """The services that fit, in the order that was asked for."""
    rows = (await session.execute(_ordered(select(*_COLUMNS), wish).limit(limit).offset(offset))).mappings().all()
    ids = [row["id"] for row in rows]
    towns, drafts = await _towns_of(session, ids), await _draft_states(session, "service", ids)
    return [ServiceRow(**row, town=towns.get(row["id"], ""), draft=drafts.get(row["id"], "")) for row in rows]


def _turned(column: ColumnElement[Any], wish: Wish) -> ColumnElement[Any]:
    return column.desc().nulls_last() if wish.descending else column.asc().nulls_last()


def _best(column: ColumnElement[Any], ids: Sequence[str]) -> ColumnElement[Any]:
    return case({identifier: number for number, identifier in enumerate(ids)}, value=column, else_=len(ids))


def _service_order(wish: Wish) -> ColumnElement[Any]:
    if wish.sort == "best" and wish.ids:
        return _best(Service.id.expression, wish.ids)
    columns: dict[str, ColumnElement[Any]] = {
        "organization": Organization.name.expression,
        "town": Municipality.name.expression,
        "checked": Service.assured_date.expression,
        "modified": Service.last_modified.expression,
    }
    return _turned(columns.get(wish.sort, Service.name.expression), wish)


async def _towns_of(session: AsyncSession, ids: Sequence[str]) -> dict[str, str]:
    query = (
        select(ServiceAtLocation.service_id, func.min(Municipality.name))
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Municipality, Municipality.code == Location.municipality_code)
        .where(ServiceAtLocation.service_id.in_(ids))
        .group_by(ServiceAtLocation.service_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def _draft_states(session: AsyncSession, kind: str, ids: Sequence[str]) -> dict[str, str]:
    query = select(Draft.record_id, Draft.state).where(Draft.kind == kind, Draft.record_id.in_(ids))
    return {row[0]: row[1] for row in await session.execute(query)}


def _organizations(wish: Wish) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wish.ids is not None:
        found.append(Organization.id.in_(wish.ids))
    if wish.kind:
        found.append(Organization.kind == wish.kind)
    if wish.near is not None or wish.topic:
        inner = Wish(near=wish.near, within_km=wish.within_km, topic=wish.topic)
        found.append(exists().where(Service.organization_id == Organization.id, *_services(inner)))
    if wish.state in (DRAFT, IN_REVIEW):
        found.append(Organization.id.in_(_drafts("organization", wish.state)))
    return found


async def count_organizations(session: AsyncSession, wish: Wish) -> int:
    """How many organizations fit."""
    return await session.scalar(select(func.count()).select_from(Organization).where(*_organizations(wish))) or 0


async def organization_page(session: AsyncSession, wish: Wish, limit: int, offset: int) -> list[OrganizationRow]:
    """The organizations that fit, by name."""
    services = select(func.count()).where(Service.organization_id == Organization.id).scalar_subquery()
    query = select(Organization.id, Organization.name, Organization.kind, services).where(*_organizations(wish))
    best = wish.sort == "best" and wish.ids
    order = _best(Organization.id.expression, wish.ids or ()) if best else _turned(Organization.name.expression, wish)
    rows = (await session.execute(query.order_by(order, Organization.id).limit(limit).offset(offset))).all()
    drafts = await _draft_states(session, "organization", [row[0] for row in rows])
    return [OrganizationRow(row[0], row[1], row[2], row[3], drafts.get(row[0], "")) for row in rows]


async def kinds(session: AsyncSession) -> list[str]:
    """The kinds of organizations there are."""
    return list(await session.scalars(select(Organization.kind).distinct().order_by(Organization.kind)))


async def unborn(session: AsyncSession, kind: str, limit: int) -> list[Draft]:
    """Drafts of records that have never been published, the latest first."""
    model = Service if kind == "service" else Organization
    query = select(Draft).where(Draft.kind == kind, ~exists().where(model.id == Draft.record_id))
    return list(await session.scalars(query.order_by(Draft.saved_at.desc()).limit(limit)))
