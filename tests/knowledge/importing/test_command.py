"""`approdo import`: exit status, tables, JSON, the report file; addresses of the network under limits."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from foundation.errors import InvalidInputError, TooLargeError
from foundation.settings import PROJECT
from knowledge.importing import downloads
from knowledge.importing.progress import silent
from tests.support.importing import school, write_csv


def approdo(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "approdo", "import", *arguments],
        cwd=PROJECT,
        env=os.environ | {"APPRODO_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for all: the first command fills it with what ships."""
    return tmp_path_factory.mktemp("home")


def test_from_dry_run_to_the_same(home: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school(), school(CODICESCUOLA="")])
    report = tmp_path / "report.jsonl"
    done = approdo(home, "schools", str(path), "--dry-run", "--report", str(report))
    assert done.returncode == 0, done.stderr
    assert "nothing was written. 3 records would be; 1 row refused" in done.stdout
    assert [json.loads(line)["outcome"] for line in report.read_text().splitlines()].count("new") == 3
    done = approdo(home, "schools", str(path), "--json")
    found = json.loads(done.stdout)
    assert found["counts"]["service"] == {"new": 1}
    assert [line["row"] for line in found["lines"] if line["outcome"] == "refused"] == [3]
    assert json.loads(approdo(home, "schools", str(path), "--json").stdout)["counts"]["service"] == {"same": 1}


def test_nothing_could_be_done_is_one(home: Path, tmp_path: Path) -> None:
    done = approdo(home, "schools", str(write_csv(tmp_path / "a.csv", [school(CODICESCUOLA="")])))
    assert done.returncode == 1
    assert "Nothing in the file could be taken; 1 row refused" in done.stdout
    done = approdo(home, "schools", str(tmp_path / "none.csv"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert approdo(home, "nothing", "x").returncode == 2


class Handler(BaseHTTPRequestHandler):
    """Gives a file, sends to itself, to another host, in circles; or gives one that does not end."""

    def do_GET(self) -> None:
        where = {"/here": "/file.csv", "/away": "http://localhost.example/x", "/round": "/round"}.get(self.path)
        self.send_response(302 if where else 404 if self.path == "/none" else 200)
        if where:
            self.send_header("Location", where)
        self.end_headers()
        if not where:
            self.wfile.write(b"a,b\n1,2\n" * (200_000 if self.path == "/large" else 1))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_file_from_the_network(server: str) -> None:
    with downloads.downloaded(f"{server}/here", insecure=True) as path:
        assert path.read_bytes() == b"a,b\n1,2\n"
    assert not path.exists()


@pytest.mark.parametrize(
    ("path", "sentence"), [("/away", "another host"), ("/round", "without end"), ("/none", "status 404")]
)
def test_what_is_not_fetched(server: str, path: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence), downloads.downloaded(f"{server}{path}", insecure=True):
        pass


def test_a_file_that_is_too_large(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "FILE_BYTES", 1_000_000)
    with pytest.raises(TooLargeError), downloads.downloaded(f"{server}/large", insecure=True):
        pass


@pytest.mark.parametrize(
    "url", ["http://a.example/x", "ftp://a.example/x", "https://me:secret@a.example/x", "https:///x"]
)
def test_addresses_that_are_not_read(url: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        downloads.host_of(url)
    assert "secret" not in caught.value.message


def test_columns_before_anything_is_read(home: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"Ente": "Alfa", "Tel.": "02 1234567", "Colore": "=blu"}], delimiter=";")
    done = approdo(home, "table", str(path), "--columns", "--json")
    found = json.loads(done.stdout)
    assert found["header"] == ["Ente", "Tel.", "Colore"]
    assert found["fields"] == {"name": "Ente", "phone": "Tel."}
    assert found["rows"] == [{"row": 2, "cells": {"Ente": "Alfa", "Tel.": "02 1234567", "Colore": "=blu"}}]
    assert "Ente" in approdo(home, "table", str(path), "--columns").stdout
    assert approdo(home, "schools", str(path), "--columns").returncode == 2


def test_only_what_is_mapped_and_how_far_it_is(home: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"Ente": "Alfa", "Telefono": "9" * 50}])
    done = approdo(home, "table", str(path), "--dry-run", "--json", "--only-mapped", "--map", "name=Ente", "--progress")
    assert json.loads(done.stdout)["refused"] == 0
    assert done.stderr.splitlines() == ["progress preparing 0", "progress reading 2"]
    done = approdo(home, "table", str(path), "--dry-run", "--only-mapped")
    assert (done.returncode, "No column of a.csv is known to be the name" in done.stderr) == (1, True)


def test_an_address_is_kept_or_refused(server: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with downloads.fetched(f"{server}/file.csv", False, frozenset({"127.0.0.1"}), kept, silent) as path:
        assert path == kept
    assert kept.read_bytes() == b"a,b\n1,2\n"
    with (
        pytest.raises(InvalidInputError, match="inside this network"),
        downloads.fetched(f"{server}/file.csv", True, frozenset(), kept, silent),
    ):
        pass


def test_sentences_beside_their_keys_for_other_programs(home: Path, tmp_path: Path) -> None:
    rows = [
        {"Ente": "Alfa", "Latitudine": "nord", "Comune": "Atlantide"},
        {"Ente": "Beta", "Latitudine": "", "Comune": ""},
    ]
    done = approdo(home, "table", str(write_csv(tmp_path / "a.csv", rows)), "--dry-run", "--json")
    found = json.loads(done.stdout)
    (line,) = [line for line in found["lines"] if line["outcome"] == "refused"]
    assert line["why"] == "“nord” is not a number."
    assert line["said"] == {"key": "not_number", "arguments": {"value": "nord"}}
    assert len(found["notes"]) == len(found["said"]["notes"]) > 1
    assert found["said"]["held_back"] is None
    path = tmp_path / "empty.csv"
    path.touch()
    done = approdo(home, "table", str(path), "--dry-run", "--progress")
    told, sentence = done.stderr.splitlines()[-2:]
    assert json.loads(told.removeprefix("failed ")) == {"key": "empty_file", "arguments": {"file": "empty.csv"}}
    assert sentence == "empty.csv is empty."
    assert "failed" not in approdo(home, "table", str(path), "--dry-run").stderr
