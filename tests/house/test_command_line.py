"""The command line: 0 = done, 1 = it could not, 2 = wrong use; one plain sentence, no traceback."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from foundation.settings import PROJECT
from tests.support.house import free_port


def approdo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "approdo", *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def address(site: str) -> dict[str, str]:
    return {"APPRODO_PORT": site.rpartition(":")[2]}


def test_help_explains_every_command() -> None:
    done = approdo("--help")
    assert done.returncode == 0
    assert all(
        command in done.stdout
        for command in (
            "run",
            "setup",
            "ask",
            "evaluate",
            "user",
            "webhook",
            "import",
            "export",
            "index",
            "sentences",
            "qr",
        )
    )


def test_wrong_use_is_two() -> None:
    assert approdo("nothing").returncode == 2
    assert approdo("ask").returncode == 2
    assert approdo("evaluate", "no-such-file.jsonl").returncode == 2


def test_nobody_there_is_one_plain_sentence() -> None:
    done = approdo("ask", "ciao", APPRODO_PORT=str(free_port()))
    assert done.returncode == 1
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_one_plain_sentence(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = approdo("run", APPRODO_PORT=str(port), APPRODO_HOME=str(tmp_path))
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_one_plain_sentence() -> None:
    done = approdo("ask", "ciao", APPRODO_PORT="many")
    assert done.returncode == 1
    assert "APPRODO_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_question(site: str) -> None:
    done = approdo("ask", "Як отримати codice fiscale?", "--place", "Rho", "--json", **address(site))
    assert done.returncode == 0, done.stderr
    replies = json.loads(done.stdout)
    assert replies[-1]["answer"]["topic"] == "tax_code"
    assert replies[-1]["language"] == "uk"
    plain = approdo("ask", "Come rinnovo il permesso di soggiorno?", **address(site))
    assert plain.returncode == 0
    assert "60 giorni" in plain.stdout


def test_labelled_questions(site: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [
        {"lang": "it", "topic": "tax_code", "text": "Dove faccio il codice fiscale?"},
        {"lang": "en", "topic": "emergency", "text": "help, my house is on fire"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = approdo("evaluate", str(file), "--json", **address(site))
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["all"]["questions"] == 2
    assert report["all"]["right"] == 1.0
    assert report["urgent"]["found"] == 1.0
    file.write_text("{not json", encoding="utf-8")
    broken = approdo("evaluate", str(file), **address(site))
    assert broken.returncode == 1
    assert "line 1" in broken.stderr
