"""The Ministry's registers: both layouts by header name, mended for display, joined by cadastral code."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.answers import entries_for
from knowledge.directory.models import Location, Organization, Service
from knowledge.importing.display import mail_address, readable, readable_address, web_address
from knowledge.importing.record import Outcome
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer
from tests.support.importing import SCHOOLS, imported, school, write_csv


async def service_of(sessions: Sessions, name: str) -> Service:
    async with reading(sessions) as session:
        found = await session.scalars(
            select(Service)
            .join(Service.organization)
            .where(Organization.name == name)
            .options(selectinload(Service.organization), selectinload(Service.locations), selectinload(Service.topics))
        )
        return found.one()


async def test_a_state_school_is_read_and_mended(base: Sessions, tmp_path: Path) -> None:
    done = await imported(base, "schools", write_csv(tmp_path / "stat.csv", [school()]))
    assert done.counts() == {"new": 3}
    service = await service_of(base, "Don Milani")
    assert service.name == "Scuola primaria"
    assert service.description == "Sede dell'istituto IC Paolo Frisi (MIIC8AA001)."
    assert service.organization.kind == "school"
    assert service.organization.email == "miic8aa001@istruzione.it"
    assert service.organization.website is None
    assert service.topics == []
    assert service.source["licence"] == "IODL 2.0"
    place = service.locations[0]
    assert (place.address_1, place.postal_code, place.municipality_code) == ("Via Chiminello 6", "20017", "015182")
    assert place.latitude == 45.5321
    assert "don milani" in service.search_text
    assert "rho" in service.search_text


@pytest.mark.parametrize(
    ("cells", "topics"),
    [
        ({"DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA": "CENTRO TERRITORIALE"}, {"adult_school", "italian_course"}),
        ({"DENOMINAZIONESCUOLA": "CPIA 2 MILANO"}, {"adult_school", "italian_course"}),
        ({"DENOMINAZIONESCUOLA": "CPIA 2 CASA CIRCONDARIALE SAN VITTORE"}, set()),
        ({"DENOMINAZIONESCUOLA": "ITIS CANNIZZARO SERALE"}, {"adult_school"}),
        ({"DENOMINAZIONESCUOLA": "SCUOLA IN OSPEDALE"}, set()),
    ],
)
async def test_topics_only_where_the_register_says_so(
    base: Sessions, tmp_path: Path, cells: dict[str, str], topics: set[str]
) -> None:
    await imported(base, "schools", write_csv(tmp_path / "stat.csv", [school(**cells)]))
    async with reading(base) as session:
        service = (await session.scalars(select(Service).options(selectinload(Service.topics)))).one()
    assert {row.topic for row in service.topics} == topics


async def test_the_assistant_answers_with_it_at_once(sessions: Sessions, tmp_path: Path) -> None:
    await load_content(sessions)
    row = school(
        CODICESCUOLA="MNMM99900X",
        DENOMINAZIONESCUOLA="CPIA DI PROVA SUZZARA",
        CODICECOMUNESCUOLA="L020",
        DESCRIZIONECOMUNE="SUZZARA",
    )
    await imported(sessions, "schools", write_csv(tmp_path / "stat.csv", [row]))
    gazetteer = Gazetteer.load()
    town = gazetteer.by_name("Suzzara")
    assert town
    async with reading(sessions) as session:
        found = await entries_for(session, gazetteer, "italian_course", town.code)
        service = (
            await session.scalars(select(Service).where(Service.source["where"].as_string() == "codice MNMM99900X"))
        ).one()
    assert service.id in found


async def test_other_regions_only_when_asked(base: Sessions, tmp_path: Path) -> None:
    rows = [school(), school(REGIONE="PIEMONTE", CODICESCUOLA="TOEE1", CODICECOMUNESCUOLA="L219")]
    path = write_csv(tmp_path / "stat.csv", rows)
    assert (await imported(base, "schools", path)).counts() == {"new": 3}
    done = await imported(base, "schools", path, everywhere=True)
    assert done.counts() == {"new": 3, "same": 3}
    # A file read for Lombardy alone says nothing of Piedmont.
    assert (await imported(base, "schools", path)).counts() == {"same": 3}


async def test_the_same_as_json(base: Sessions, tmp_path: Path) -> None:
    rows = [{f"miur:{name}": cell for name, cell in school(CAPSCUOLA="").items()} | {"miur:CAPSCUOLA": 20017.0}]
    path = tmp_path / "stat.json"
    path.write_text(json.dumps({"@context": {}, "@graph": rows}), encoding="utf-8")
    assert (await imported(base, "schools", path)).counts() == {"new": 3}
    async with reading(base) as session:
        assert (await session.scalars(select(Location))).one().postal_code == "20017"


async def test_a_broken_row_is_named_and_spoils_nothing(base: Sessions, tmp_path: Path) -> None:
    rows = [school(), school(CODICESCUOLA=""), school(CODICESCUOLA="MIEE2", DENOMINAZIONESCUOLA="Non Disponibile")]
    rows.append(school(CODICESCUOLA="MIEE3", INDIRIZZOSCUOLA="VIA " + "A" * 400))
    done = await imported(base, "schools", write_csv(tmp_path / "stat.csv", rows))
    refused = [(line.row, line.column) for line in done.of(Outcome.REFUSED)]
    assert refused == [(3, "CODICESCUOLA"), (4, "DENOMINAZIONESCUOLA"), (5, "address_1")]
    assert done.counts() == {"new": 5, "refused": 3}


async def test_another_file_is_refused_with_a_sentence(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [{"a": "1", "b": "2"}])
    with pytest.raises(InvalidInputError, match="no register of schools: there is no column REGIONE"):
        await imported(base, "schools", path)


async def test_the_real_register(sessions: Sessions) -> None:
    if not SCHOOLS.exists():
        pytest.skip(f"{SCHOOLS} is not here: the real register was not tried")
    await load_content(sessions)
    done = await imported(sessions, "schools", SCHOOLS)
    assert done.counts() == {"new": 3 * 2474}
    assert (await imported(sessions, "schools", SCHOOLS)).counts() == {"same": 3 * 2474}
    async with reading(sessions) as session:
        without = (await session.scalars(select(Location).where(Location.municipality_code.is_(None)))).all()
    assert len(without) <= 5


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("VIA CHIMINELLO6", "Via Chiminello 6"),
        ("VIA IV NOVEMBREN.4", "Via IV Novembre 4"),
        ("VIA XX SETTEMBRE129", "Via XX Settembre 129"),
        ("P.ZZA ROMA34", "P.zza Roma 34"),
        ("VIA DELLA PERNICE 1/A", "Via della Pernice 1/A"),
        ("VIA PERIN10", "Via Perin 10"),
        ("VIALE CESARE BATTISTI N. 15", "Viale Cesare Battisti 15"),
        ("Via F.lli Bronzetti 9", "Via F.lli Bronzetti 9"),
    ],
)
def test_addresses(written: str, shown: str) -> None:
    assert readable_address(written) == shown


def test_names() -> None:
    assert readable("SCUOLA DELL'INFANZIA DI BREMBATE") == "Scuola dell'Infanzia di Brembate"
    assert readable("GIOVANNI PAOLO II") == "Giovanni Paolo II"
    assert readable("Liceo già scritto bene") == "Liceo già scritto bene"


def test_web_and_mail() -> None:
    assert web_address("www.a.it") == "https://www.a.it"
    assert web_address("https//www.giocaimpara.it//") == "https://www.giocaimpara.it"
    assert web_address("HTTP://WWW.A.IT/Path/x") == "http://www.a.it/Path/x"
    assert not any(web_address(text) for text in ("a@b.it", "no", "", "javascript:alert(1)", "https://x.it/a b"))
    assert mail_address("A@B.IT") == "a@b.it"
    assert mail_address("a@b") is None
