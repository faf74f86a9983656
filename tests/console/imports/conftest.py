"""What the tests of imports share: a console with all that ships, two editors, files, and a server on the web."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from accounts.models import Role
from knowledge.loading import load_content
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole

ARABIC = "مكتب المهاجرين"
TABLE = "nome;comune;telefono\nSportello <b>Alfa</b>;Milano;02 1234567\n;Milano;\nSportello Beta;Rho;\n"


class Web(ThreadingHTTPServer):
    """A server on this machine. `/table.csv` gives a table, `/slow.csv` one that does not end before `go`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.go = Event()
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request to it."""

    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2/x")
            self.end_headers()
            return
        self.send_response(200 if self.path.endswith(".csv") else 404)
        self.end_headers()
        self.wfile.write(TABLE.encode())
        if self.path == "/slow.csv":
            self.server.go.wait(60)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """The server, running."""
    with Web() as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.go.set()
        running.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def console(console_home: Path) -> Iterator[RunningConsole]:
    """The console with all that ships, two editors and a coordinator; it may read from 127.0.0.1."""
    running = RunningConsole(console_home, import_hosts="127.0.0.1")
    running.start()
    running.database(load_content)
    running.add("anna@example.org", Role.EDITOR, name="Anna")
    running.add("bruna@example.org", Role.EDITOR, name="Bruna")
    yield running
    running.stop()


@pytest.fixture
def anna(console: RunningConsole) -> Iterator[httpx.Client]:
    """An editor, signed in."""
    with closing(console.signed_in("anna@example.org")) as client:
        yield client


@pytest.fixture
def opened(opened: OpenPage, console: RunningConsole) -> OpenPage:
    """Opens a page as somebody, once there is something to see."""
    return opened


def give(client: httpx.Client, content: bytes, kind: str = "table", name: str = "enti.csv") -> httpx.Response:
    """Send a file, and wait for what is to be seen then: a table's columns, or a plan."""
    sent = client.post("/console/imports", data={"kind": kind, "source": "prova"}, files={"file": (name, content)})
    assert sent.status_code == 303, sent.text
    return finished(client, sent.headers["location"])


def give_address(client: httpx.Client, address: str, kind: str = "table") -> httpx.Response:
    """The same with an address on the web."""
    sent = client.post("/console/imports", data={"kind": kind, "address": address})
    assert sent.status_code == 303, sent.text
    return finished(client, sent.headers["location"])


def finished(
    client: httpx.Client, path: str, ends: Callable[[str], bool] = lambda text: 'id="far"' not in text
) -> httpx.Response:
    """The page at `path` once nothing is under way there; the house answers meanwhile."""
    until = time.monotonic() + 120
    while True:
        page = client.get(path, follow_redirects=True)
        assert page.status_code == 200, page.text
        if ends(page.text):
            return page
        assert client.get("/health/live").status_code == 200
        assert time.monotonic() < until, page.text
        time.sleep(0.3)


def choose(client: httpx.Client, page: httpx.Response, *fields: str) -> httpx.Response:
    """Send the choices of a columns page, by column; what comes of it."""
    path = page.url.path
    assert path.endswith("/columns"), page.text
    sent = client.post(path, data={f"column-{place}": field for place, field in enumerate(fields)})
    return finished(client, sent.headers["location"]) if sent.status_code == 303 else sent


def workbook(rows: list[list[str]], *others: str) -> bytes:
    """A spreadsheet with these rows in its first sheet, and other sheets."""
    book, file = Workbook(), io.BytesIO()
    book.active.title = "Sportelli"
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name)
    book.save(file)
    return file.getvalue()
