"""Files from an address: read once, never from inside one's own network unless a setting names the host."""

import httpx
import pytest

from tests.console.imports.conftest import Web, choose, give_address
from tests.support.console import RunningConsole


def test_a_table_comes_from_an_address_once(anna: httpx.Client, web: Web) -> None:
    web.asked.clear()
    page = give_address(anna, f"{web.url}/table.csv")
    assert f"Le colonne di {web.url}/table.csv" in page.text
    plan = choose(anna, page, "name", "municipality", "phone")
    assert "<bdi>127.0.0.1</bdi></caption>" in plan.text
    assert "Rifiutate: 1" in plan.text
    assert web.asked == ["/table.csv"]
    assert f'value="{web.url}/table.csv"' in anna.get(f"/console/imports?again={plan.url.path[-36:]}").text


@pytest.mark.parametrize(("path", "sentence"), [("/none", "(errore 404)"), ("/away", "rimanda a un altro sito")])
def test_an_address_that_gives_no_file(anna: httpx.Client, web: Web, path: str, sentence: str) -> None:
    page = give_address(anna, web.url + path)
    assert 'role="alert"' in page.text
    assert sentence in page.text


@pytest.mark.parametrize("host", ["localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1"])
def test_what_is_inside_is_not_read(anna: httpx.Client, console: RunningConsole, host: str) -> None:
    page = give_address(anna, f"https://{host}:{console.settings.port}/health/live", "osm")
    assert "è dentro la rete interna" in page.text, page.text


def test_an_address_that_leads_to_nothing(anna: httpx.Client) -> None:
    assert "nothing.invalid non risponde" in give_address(anna, "https://nothing.invalid/x.csv").text
