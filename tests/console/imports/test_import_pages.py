"""A file from the browser: planned, carried out, refused with a sentence, never blocking the house."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from accounts.models import Role
from connectors.web.size import FILES
from knowledge.loading import load_content
from tests.support.console import RunningConsole

TABLE = "nome;comune;telefono\nSportello <b>Alfa</b>;Milano;02 1234567\n;Milano;\nSportello Beta;Rho;\n"


@pytest.fixture(scope="module")
def console(console: RunningConsole) -> RunningConsole:
    """The console with all that ships, and an editor."""
    console.database(load_content)
    console.add("anna@example.org", Role.EDITOR, name="Anna")
    return console


@pytest.fixture
def anna(console: RunningConsole) -> Iterator[httpx.Client]:
    with closing(console.signed_in("anna@example.org")) as client:
        yield client


def send(client: httpx.Client, content: bytes, kind: str = "table", name: str = "enti.csv") -> httpx.Response:
    """Send a file and wait until it was read."""
    sent = client.post("/console/imports", data={"kind": kind, "source": "prova"}, files={"file": (name, content)})
    assert sent.status_code == 303, sent.text
    return finished(client, sent.headers["location"])


def finished(client: httpx.Client, path: str) -> httpx.Response:
    until = time.monotonic() + 120
    while True:
        page = client.get(path)
        if "refresh" not in page.headers:
            return page
        # The house answers while another process reads the file.
        assert client.get("/health/live").status_code == 200
        assert time.monotonic() < until
        time.sleep(0.3)


def test_a_table_is_planned_first_and_written_once(anna: httpx.Client) -> None:
    plan = send(anna, TABLE.encode())
    assert "Non è stato scritto niente" in plan.text
    assert "Sportello &lt;b&gt;Alfa&lt;/b&gt;" in plan.text
    assert "Rifiutate: 1" in plan.text
    assert "Alfa" not in anna.get("/console/knowledge?search=Alfa").text.partition("<table")[2]
    path = plan.url.path
    assert anna.post(f"{path}/carry-out").status_code == 303
    assert "Importato" in finished(anna, path).text
    assert anna.post(f"{path}/carry-out").status_code == 409
    again = send(anna, TABLE.encode())
    assert "Nuove:" not in again.text


def test_what_cannot_be_read_is_refused_with_a_sentence(anna: httpx.Client) -> None:
    for content, kind, name in (
        (b"\x00\xff" * 100, "hsds", "x.json"),
        (b"{", "osm", "x.geojson"),
        (b"a", "schools", "a"),
    ):
        page = send(anna, content, kind, name)
        assert 'role="alert"' in page.text
        assert "Traceback" not in page.text
    wish = {"kind": "table"}
    assert anna.post("/console/imports", data=wish, files={"file": ("x.csv", b"")}).status_code == 422
    assert anna.post("/console/imports", data=wish | {"kind": "planet"}, files={"file": ("x", b"a")}).status_code == 422
    assert anna.get("/console/imports/../../etc").status_code == 404
    assert anna.get("/console/imports/nothing").status_code == 404


def test_a_file_that_is_too_large_is_refused_before_it_is_read(console: RunningConsole) -> None:
    address = httpx.URL(console.url)
    with socket.create_connection((address.host, address.port or 80), timeout=10) as line:
        length = FILES["/console/imports"] + 1
        line.sendall(f"POST /console/imports HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
        assert b" 413 " in line.recv(100)
