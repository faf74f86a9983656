"""The map of a service's form over HTTP: what it is drawn from, what its page may load, who may ask."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import ValidationError

from console.knowledge.place_map import MOST_SPOTS, MOST_TOWNS
from foundation.settings import PROJECT, Settings
from tests.console.knowledge.conftest import serve
from tests.support.console import RunningConsole
from tests.support.records import PATH, SERVICE, a_service

ASK = "/console/knowledge/surroundings"
TILES = "https://tiles.example.org:8443/{z}/{x}/{y}.png?key=1"


@pytest.fixture
def streets(console_home: Path, records: RunningConsole) -> Iterator[httpx.Client]:
    """An editor in a console of the same database with a street map."""
    running = RunningConsole(
        console_home, map_tiles=TILES, map_attribution='© <a href="https://x.example" onclick="a()">X</a><img src=y>'
    )
    running.start()
    with closing(running.signed_in("anna@example.org")) as client:
        yield client
    running.stop()


def add(records: RunningConsole, name: str, **place: object) -> str:
    """A service at a place; its id."""
    identifier = str(uuid4())
    content = a_service(name=name, location={"municipality_code": "015009", **place})
    records.database(lambda sessions: serve(sessions, identifier, content))
    return identifier


def image_sources(page: httpx.Response) -> list[str]:
    policy = page.headers["content-security-policy"].split("; ")
    return next(rule for rule in policy if rule.startswith("img-src")).split()[1:]


def test_the_town_comes_first_then_its_largest_neighbours(anna: httpx.Client) -> None:
    answer = anna.get(ASK, params={"municipality": "rho"}).json()
    assert answer["town"] == {"name": "Rho", "latitude": 45.53245, "longitude": 9.0402}
    names = [town["name"] for town in answer["around"]]
    assert len(names) == MOST_TOWNS
    assert names[0] == "Rho"
    assert {"Arese", "Pero", "Bollate"} <= set(names)
    assert names.index("Bollate") < names.index("Arese")


def test_a_point_alone_and_nothing_at_all_show_towns_too(anna: httpx.Client) -> None:
    near = anna.get(ASK, params={"latitude": 46.54, "longitude": 10.13, "municipality": "Nowhere"}).json()
    assert near["town"] is None
    assert "Livigno" in [town["name"] for town in near["around"]]
    assert near["places"] == []
    whole = anna.get(ASK).json()
    assert len(whole["around"]) == 12
    assert whole["around"][0]["name"] == "Milano"


def test_other_places_of_the_town_nearest_first_and_each_once(anna: httpx.Client, records: RunningConsole) -> None:
    own = add(records, "Io", latitude=45.55, longitude=9.07)
    add(records, "Lontano", latitude=45.56, longitude=9.09, address_1="Via Lontana 1")
    for name in ("مكتب", "Vicino"):
        add(records, name, latitude=45.551, longitude=9.071, address_1="Via Vicina 1")
    answer = anna.get(ASK, params={"municipality": "Arese", "id": own, "latitude": 45.55, "longitude": 9.07})
    found = [(place["name"], place["address"], place["services"]) for place in answer.json()["places"]]
    assert found == [("Vicino", "Via Vicina 1", 2), ("Lontano", "Via Lontana 1", 1)]
    assert answer.headers["cache-control"] == "private, max-age=300"
    all_of_them = anna.get(ASK, params={"municipality": "Arese"}).json()["places"]
    assert len(all_of_them) == 3
    assert len(all_of_them) < MOST_SPOTS


@pytest.mark.parametrize(
    "query", ["latitude=nan&longitude=9", "latitude=inf&longitude=9", "latitude=x", "longitude=181"]
)
def test_what_is_no_degree_is_refused(anna: httpx.Client, query: str) -> None:
    assert anna.get(f"{ASK}?{query}").status_code == 422


def test_hostile_words_find_no_town(anna: httpx.Client) -> None:
    for words in ("\0", "' OR 1=1 --", "<script>", "٣" * 300):
        assert anna.get(ASK, params={"municipality": words, "id": words[:40]}).json()["town"] is None


def test_without_a_street_map_images_come_from_this_house_alone(anna: httpx.Client) -> None:
    page = anna.get(PATH)
    assert image_sources(page) == ["'self'", "data:"]
    assert 'data-tiles=""' in page.text
    assert "Nessuna mappa stradale è configurata" in page.text


def test_a_street_map_opens_the_policy_for_its_host_on_this_page_only(streets: httpx.Client) -> None:
    page = streets.get(PATH)
    assert image_sources(page) == ["'self'", "data:", "https://tiles.example.org:8443"]
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert page.headers["permissions-policy"].startswith("geolocation=(self)")
    assert f'data-tiles="{TILES}"' in page.text
    assert "onclick" not in page.text
    assert "<img" not in page.text.replace("&lt;", "<")
    assert "https://x.example" in page.text
    for other in ("/console/knowledge", f"{PATH}/history", f"/console/knowledge/organizations/{SERVICE[:-1]}a"):
        answer = streets.get(other)
        assert image_sources(answer) == ["'self'", "data:"]
        assert answer.headers["permissions-policy"].startswith("geolocation=()")


def test_a_far_point_is_warned_of_without_scripts(anna: httpx.Client, records: RunningConsole) -> None:
    warning = 'id="place-far" role="status" data-text="Questo punto è a più di 15 km dal comune.">'
    identifier = add(records, "Fermo", latitude=45.55, longitude=9.07)
    path = f"/console/knowledge/services/{identifier}"
    assert f"{warning}</p>" in anna.get(path).text
    fields = {"municipality": "Arese", "latitude": "45,9", "longitude": "9.07", "seen": "0", "name": "Fermo"}
    assert anna.post(path, data=fields).status_code == 303
    assert f"{warning}Questo punto" in anna.get(path).text


def test_who_only_reads_gets_no_map(records: RunningConsole) -> None:
    with closing(records.signed_in("amina@example.org")) as amina:
        assert "place-map.js" not in amina.get(PATH).text
        assert amina.get(ASK).status_code == 403


@pytest.mark.parametrize(
    ("tiles", "origin"),
    [
        ("", ""),
        ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "https://tile.openstreetmap.org"),
        ("http://127.0.0.1:9000/wmts/{z}/{y}/{x}{r}.jpg", "http://127.0.0.1:9000"),
        ("https://tms.example/{z}/{x}/{-y}.png?key=a_b", "https://tms.example"),
    ],
)
def test_the_host_of_the_street_map(tiles: str, origin: str) -> None:
    assert Settings(map_tiles=tiles).map_origin == origin


@pytest.mark.parametrize(
    "tiles",
    [
        "https://{s}.tile.example/{z}/{x}/{y}.png",
        "https://tile.example/{z}/{x}.png",
        "https://tile.example; script-src *;/{z}/{x}/{y}.png",
        "https://*.example/{z}/{x}/{y}.png",
        "https://user:word@tile.example/{z}/{x}/{y}.png",
        "javascript:alert(1)/{z}/{x}/{y}",
        "/tiles/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_is_no_single_host_is_refused(tiles: str) -> None:
    with pytest.raises(ValidationError, match="map_tiles"):
        Settings(map_tiles=tiles)


def test_leaflet_is_served_from_here_with_its_licence(anna: httpx.Client) -> None:
    folder = PROJECT / "connectors" / "web" / "static" / "vendor" / "leaflet"
    for name in ("leaflet.js", "leaflet.css"):
        answer = anna.get(f"/console/assets/{name}")
        assert answer.status_code == 200
        assert answer.text == (folder / name).read_text(encoding="utf-8")
    assert "BSD 2-Clause" in anna.get("/static/vendor/leaflet/LICENSE").text
