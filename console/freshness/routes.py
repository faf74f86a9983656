"""`/console/freshness`: the list of what is due, and the acts on one record of it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from accounts.audit import record as audit
from accounts.repository import all_accounts
from connectors.web.house import House
from console.freshness.access import ROOT, Checker, Kind, onward, record_path
from console.freshness.offers import offers
from console.guard import Identifier, TheHouse, Visitor
from console.templates import page
from foundation.clock import today
from foundation.database import reading
from knowledge.freshness import service
from knowledge.freshness.repository import failing, how_many_services_are_due
from knowledge.guides.service import titles

router = APIRouter(prefix=ROOT, include_in_schema=False)


@router.get("")
async def show(request: Request, visitor: Checker, house: TheHouse, whose: str = "") -> Response:
    """What is due (`whose=mine`: in her own care), what organizations sent, links that fail."""
    return await due_page(request, visitor, house, whose)


async def due_page(request: Request, visitor: Visitor, house: House, whose: str = "", wrong: str = "") -> Response:
    """The list; with the sentence of `wrong`, the key of what could not be done."""
    responsible = visitor.account_id if whose == "mine" else None
    async with reading(house.sessions) as session:
        rows = await service.due(session, today(), responsible)
        names = await titles(session, visitor.language)
        accounts = [row for row in await all_accounts(session) if row.role in ("editor", "admin") and row.active]
        sent, broken = await offers(session, house), await failing(session)
        services = await how_many_services_are_due(session, today(), responsible)
    return page(
        request,
        "freshness/pages/due.html",
        visitor,
        409 if wrong else 200,
        wrong=wrong,
        rows=[(row, names.get(row.id, row.name), record_path(row.kind, row.id)) for row in rows],
        guides=sum(row.kind == "guide" for row in rows),
        services=services,
        most=service.MOST,
        whose=whose,
        people={row.id: row.name for row in accounts},
        offers=sent,
        broken=broken,
    )


@router.post("/{kind}/{identifier}/true")
async def still_true(kind: Kind, identifier: Identifier, visitor: Checker, house: TheHouse) -> Response:
    """One click: what the record says is still true, in all its languages."""
    async with house.sessions.begin() as session:
        await service.still_true(session, kind, identifier, visitor.name, today())
        await audit(session, visitor.account_id, f"{kind}.checked", identifier)
    return onward(done="checked")


@router.post("/{kind}/{identifier}/care")
async def entrust(
    kind: Kind,
    identifier: Identifier,
    visitor: Checker,
    house: TheHouse,
    account: Annotated[str, Form(max_length=40)] = "",
    day: Annotated[date | None, Form()] = None,
) -> Response:
    """Who looks after it from now on, and when it is to be checked next."""
    async with house.sessions.begin() as session:
        known = {row.id for row in await all_accounts(session)}
        await service.entrust(session, kind, identifier, account if account in known else None, day)
        await audit(session, visitor.account_id, f"{kind}.entrusted", identifier)
    return onward(done="entrusted")
