"""`/console/knowledge`: services and organizations found, filtered, sorted, a page at a time; and as a file."""

import csv
import io
from collections.abc import AsyncIterator, Iterable
from math import ceil

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from connectors.web.house import House
from console.guard import TheHouse
from console.knowledge import acts, doubles, history, merging, place_map, preview, records
from console.knowledge.access import KINDS, ROOT, WRITERS, Reader
from console.knowledge.asked import DISTANCES, AsAsked, Asked
from console.knowledge.held import kind_name, topic_names
from console.templates import HEADERS, page
from foundation.database import reading
from knowledge.directory.listing import STATES, OrganizationRow, ServiceRow
from knowledge.directory.listing import repository as lists
from knowledge.directory.listing.service import MOST_FOUND, PAGE, every_organization, every_service, found, listed
from knowledge.hsds.cells import disarmed

router = APIRouter(prefix=ROOT, include_in_schema=False)
_MOST_UNBORN = 20
_COLUMNS = {
    "services": ("id", "name", "organization", "kind", "town", "status", "checked", "modified", "draft"),
    "organizations": ("id", "name", "kind", "services", "draft"),
}


@router.get("")
async def show_list(request: Request, visitor: Reader, house: TheHouse, asked: AsAsked) -> Response:
    """One page of what was asked for."""
    async with reading(house.sessions) as session:
        wish = await found(session, asked.area, asked.text, asked.wish, house.assistant.gazetteer)
        result = await listed(session, asked.area, wish, asked.number)
        kinds = await lists.kinds(session)
        unborn = await lists.unborn(session, KINDS[asked.area], _MOST_UNBORN)
        names = await topic_names(session, visitor.language)
    return page(
        request,
        "knowledge/pages/list.html",
        visitor,
        asked=asked,
        rows=result.rows,
        total=result.total,
        capped=len(wish.ids or ()) == MOST_FOUND,
        pages=max(ceil(result.total / PAGE), 1),
        unborn=unborn,
        topics=names,
        kinds=sorted(((kind, kind_name(kind, visitor.language)) for kind in kinds), key=lambda row: row[1]),
        kind_names={kind: kind_name(kind, visitor.language) for kind in kinds},
        distances=DISTANCES,
        states=STATES if asked.area == "services" else ("draft", "in_review"),
        writes=visitor.role in WRITERS,
    )


@router.get("/export.csv")
async def export(visitor: Reader, house: TheHouse, asked: AsAsked) -> Response:
    """All of it, not only one page, as a spreadsheet reads it; cells it would calculate are disarmed."""
    name = f'attachment; filename="approdo-{asked.area}.csv"'
    headers = HEADERS | {"Content-Disposition": name}
    return StreamingResponse(_lines(house, asked), media_type="text/csv; charset=utf-8", headers=headers)


async def _lines(house: House, asked: Asked) -> AsyncIterator[str]:
    columns = _COLUMNS[asked.area]
    # The mark at the beginning tells Excel that this is UTF-8.
    yield "\ufeff" + _csv([columns])
    async with reading(house.sessions) as session:
        wish = await found(session, asked.area, asked.text, asked.wish, house.assistant.gazetteer)
        batches = every_organization if asked.area == "organizations" else every_service
        async for batch in batches(session, wish):
            yield _csv([_cells(row, columns) for row in batch])


def _cells(row: ServiceRow | OrganizationRow, columns: Iterable[str]) -> list[str]:
    values = (getattr(row, column) for column in columns)
    return ["" if value is None else disarmed(str(value)) for value in values]


def _csv(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


for part in (doubles, place_map, records, merging, acts, history, preview):
    router.include_router(part.router)
