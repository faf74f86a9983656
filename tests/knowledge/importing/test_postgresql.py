"""The same imports on PostgreSQL: types, lengths and order of writing are checked there by the database itself."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from tests.knowledge.importing.test_osm import SHELTER, feature
from tests.support.hsds import package, tree
from tests.support.importing import SCHOOLS, add_towns, imported, school, write_csv


@pytest_asyncio.fixture(scope="module")
async def served(server: Settings) -> AsyncIterator[Sessions]:
    engine = create_engine(server)
    found = create_sessions(engine)
    await add_towns(found)
    yield found
    await engine.dispose()


async def test_schools(served: Sessions, tmp_path: Path) -> None:
    both = [school(), school(CODICESCUOLA="MIEE2", DENOMINAZIONESCUOLA="CPIA 1")]
    path = write_csv(tmp_path / "a.csv", both)
    assert (await imported(served, "schools", path)).counts() == {"new": 6}
    assert (await imported(served, "schools", path)).counts() == {"same": 6}
    path = write_csv(tmp_path / "a.csv", [school(INDIRIZZOEMAILSCUOLA="a@b.it")])
    assert (await imported(served, "schools", path)).counts() == {"changed": 1, "same": 2, "gone": 3}
    assert (await imported(served, "schools", write_csv(path, both))).counts() == {"changed": 2, "same": 4}


async def test_hsds(served: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([tree()]), encoding="utf-8")
    assert (await imported(served, "hsds", path)).counts() == {"new": 3}
    assert (await imported(served, "hsds", package(tmp_path / "p"))).counts() == {"same": 3}
    path.write_text(json.dumps([tree(minimum_age=None, phones=[], assured_date="2026-12-01")]), encoding="utf-8")
    assert (await imported(served, "hsds", path)).counts() == {"changed": 1, "same": 2}


async def test_places_and_tables(served: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"features": [feature("node/7", **SHELTER)]}), encoding="utf-8")
    assert (await imported(served, "osm", path)).counts() == {"new": 3}
    assert (await imported(served, "osm", path)).counts() == {"same": 3}
    table = write_csv(
        tmp_path / "a.csv", [{"name": "Ente", "comune": "Rho", "orari": "Mo 9-12", "lat": "45,5", "lon": "9"}]
    )
    assert (await imported(served, "table", table)).counts() == {"new": 3}
    assert (await imported(served, "table", table)).counts() == {"same": 3}


async def test_the_real_register(served: Sessions) -> None:
    if not SCHOOLS.exists():
        pytest.skip(f"{SCHOOLS} is not here: the real register was not tried")
    assert (await imported(served, "schools", SCHOOLS)).counts() == {"new": 3 * 2474}
    assert (await imported(served, "schools", SCHOOLS)).counts() == {"same": 3 * 2474}
