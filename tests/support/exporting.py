"""Records with a value in every field, awkward ones among them; and all that a database holds, as plain values."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from foundation.database import Sessions, reading
from knowledge.directory.details import CostOption, Phone, RequiredDocument, Schedule, ServiceArea
from knowledge.directory.models import Location, Organization, Service, ServiceLanguage, ServiceTopic
from knowledge.exporting.service import Request, export
from knowledge.importing.records.repository import standing
from knowledge.search.index import index

DESK = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a01"
OWNER = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a02"
PLACE = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a03"
SECOND = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a04"
HIDDEN = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a05"
IDLE = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a06"
EMPTY = "5b0c1f6e-37cf-4c62-9a4f-0d7b2f1b7a07"
FORMULA = '=HYPERLINK("http://evil.example","qui")'
RHO, MILAN = "015182", "015146"


def _desk() -> Service:
    return Service(
        id=DESK,
        name="'=Sportello “stranieri”, “é” e <b>",
        description='Permessi; ricongiungimenti.\n"Su appuntamento", </script>\n@tutti',
        email="sportello@comune.example",
        url="https://comune.example/stranieri?a=1&b=2",
        application_process="- Telefonare prima",
        fees_description="+ marca da bollo",
        eligibility_description=FORMULA,
        minimum_age=17.5,
        maximum_age=99,
        programme="'Lab'Impact",
        source={"title": "=Piano regionale", "where": "riga 3", "licence": "CC BY 4.0", "url": "https://x.example/a"},
        assured_date=date(2026, 11, 2),
        assurer="anna@comune.example",
        topics=[ServiceTopic(topic="immigration_desk"), ServiceTopic(topic="legal_help")],
        languages=[ServiceLanguage(code=code) for code in ("it", "ar", "uk", "ckb")],
        phones=[Phone(number="+39 02 1234567", description="mattina"), Phone(number="1522"), Phone(number="0376 1")],
        schedules=[
            Schedule(byday="MO,WE", opens_at=time(9), closes_at=time(12, 30)),
            Schedule(byday="MO", opens_at=time(14), closes_at=time(18), description="su appuntamento"),
            Schedule(freq="MONTHLY", byday="1MO,-1FR", opens_at=time(0), closes_at=time(23, 59)),
            Schedule(closed=True, valid_from=date(2027, 8, 1), valid_to=date(2027, 8, 31)),
            Schedule(byday="SA", opens_at=time(10), closes_at=time(11), valid_from=date(2027, 1, 1)),
            Schedule(description="In agosto: telefonare"),
        ],
        areas=[ServiceArea(municipality_code=RHO, name="Rho"), ServiceArea(name="Ambito di Rho")],
        costs=[
            CostOption(option="marca da bollo", amount=Decimal("16.00")),
            CostOption(amount_description="gratuito"),
            CostOption(option="tassa", amount=Decimal("30.46"), currency="CHF"),
        ],
        documents=[RequiredDocument(document="Passaporto"), RequiredDocument(document="@2 fototessere")],
        locations=[
            Location(
                id=PLACE,
                name="Municipio",
                municipality_code=RHO,
                latitude=45.5301,
                longitude=9.04,
                address_1="Piazza Visconti 23",
                postal_code="20017",
            ),
            Location(id=SECOND, location_type="virtual"),
        ],
    )


async def full_records(sessions: Sessions) -> None:
    """A desk with everything, a service that is no longer offered, an organization and a place without services."""
    hidden = Service(id=HIDDEN, name="Chiuso", status="inactive", source={"title": "x"})
    owner = Organization(
        id=OWNER,
        name="=Comune di Rho",
        kind="municipality",
        description="-",
        email="info@comune.example",
        website="https://comune.example",
        services=[_desk(), hidden],
    )
    idle = Organization(id=IDLE, name="Senza servizi", kind="association")
    async with sessions.begin() as session:
        session.add_all(
            [owner, idle, Location(id=EMPTY, name="Vuoto", municipality_code=MILAN, latitude=45, longitude=9)]
        )
        await index(session, "service", [DESK, HIDDEN])


async def everything(sessions: Sessions) -> dict[str, dict[str, Any]]:
    """All records by kind and id."""
    async with reading(sessions) as session:
        kinds = {"organization": Organization.id, "location": Location.id, "service": Service.id}
        return {
            name: await standing(session, name, list(await session.scalars(select(column))))
            for name, column in kinds.items()
        }


async def emptied(sessions: Sessions) -> None:
    """Take every record away; the municipalities stay."""
    async with sessions.begin() as session:
        await session.execute(delete(Organization))
        await session.execute(delete(Location))


async def exported(sessions: Sessions, kind: str, path: Path, **wishes: Any) -> Path:
    """The export at `path`."""
    await export(sessions, Request(kind, path, **wishes))
    return path
