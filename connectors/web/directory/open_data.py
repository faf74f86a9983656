"""`/api/open-data`: the whole directory to download, what changed last, and the catalogue that describes both."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse

from connectors.web.directory.answers import HEADERS, answered, site
from connectors.web.directory.downloads import TheDownloads
from connectors.web.directory.pace import paced, paced_download
from connectors.web.house import House, house
from connectors.web.packed import Packed
from foundation.catalogue import message
from foundation.database import reading
from knowledge.exporting import held, repository
from knowledge.exporting.atom import Feed, feed
from knowledge.exporting.dcat import catalogue, open_data
from knowledge.exporting.wish import Wish

router = APIRouter(prefix="/api/open-data", tags=["open data"])
TheHouse = Annotated[House, Depends(house)]
_ENTRIES = 100
# Of a knowledge base that nobody has put anything into.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@router.get("/catalog.jsonld", dependencies=[Depends(paced)])
async def catalog(request: Request, the_house: TheHouse) -> Response:
    """The description of the data for open-data portals: DCAT-AP_IT as JSON-LD."""
    async with reading(the_house.sessions) as session:
        modified = await repository.last_change(session) or _NEVER
    return answered(request, catalogue(site(request), modified, open_data()), "application/ld+json")


@router.get("/services.atom", dependencies=[Depends(paced)])
async def atom(request: Request, the_house: TheHouse) -> Response:
    """The hundred active services that were changed last, the newest first."""
    async with reading(the_house.sessions) as session:
        found = await repository.services_changed_last(session, Wish(), _ENTRIES)
        services = await held.services(session, found)
    address, about = site(request), open_data()
    head = Feed(
        address=f"{address}/api/open-data/services.atom",
        site=address,
        title=message("services.feed_title", "it"),
        author=about["publisher"]["name"] or address.rpartition("//")[2],
        updated=services[0].modified if services else _NEVER,
    )
    return Packed.of(feed(head, services)).response(request, "application/atom+xml", HEADERS)


@router.get("/services.json", dependencies=[Depends(paced_download)])
async def services_json(the_house: TheHouse, downloads: TheDownloads) -> FileResponse:
    """All active services as full services of HSDS 3.1."""
    return _sent(await downloads.file(the_house.sessions, "hsds", "services.json"), "application/json")


@router.get("/services.csv", dependencies=[Depends(paced_download)])
async def services_csv(the_house: TheHouse, downloads: TheDownloads) -> FileResponse:
    """All active services as a table, semicolons between its cells."""
    return _sent(await downloads.file(the_house.sessions, "table", "services.csv"), "text/csv")


@router.get("/services.geojson", dependencies=[Depends(paced_download)])
async def services_geojson(the_house: TheHouse, downloads: TheDownloads) -> FileResponse:
    """All active services with a position, under the tags of OpenStreetMap."""
    return _sent(await downloads.file(the_house.sessions, "osm", "services.geojson"), "application/geo+json")


def _sent(path: Path, media_type: str) -> FileResponse:
    headers = HEADERS | {"X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=media_type, filename=path.name, headers=headers)
