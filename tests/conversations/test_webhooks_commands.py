"""`approdo webhook`: 0 = done, 1 = it could not, 2 = wrong use; the secret is shown once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foundation.database import Sessions
from foundation.settings import PROJECT
from tests.support.hookserver import HookServer

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def webhook(sessions: Sessions, tmp_path: Path) -> Command:
    """Runs `approdo webhook …` on this test's own database."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "approdo", "webhook", *arguments],
            cwd=PROJECT,
            env=os.environ | {"APPRODO_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_add_try_list_and_remove(webhook: Command) -> None:
    with HookServer() as server:
        added = webhook("add", server.url, "--events", "handoff.asked, message.arrived")
        assert added.returncode == 0, added.stderr
        facts = dict(line.split(maxsplit=1) for line in added.stdout.splitlines())
        tried = webhook("try", facts["id"])
        assert tried.returncode == 0, tried.stderr
        assert server.calls[0].verified(facts["secret"])["type"] == "test"
        server.answer = lambda call: 500
        refused = webhook("try", facts["id"])
        assert refused.returncode == 1
        assert "500" in refused.stderr
    shown = webhook("list", "--json")
    assert json.loads(shown.stdout) == [
        {
            "id": facts["id"],
            "url": server.url,
            "events": ["handoff.asked", "message.arrived"],
            "active": True,
            "waiting": 0,
            "failed": 0,
        }
    ]
    assert webhook("remove", facts["id"]).returncode == 0
    gone = webhook("try", facts["id"])
    assert gone.returncode == 1
    assert "There is no webhook" in gone.stderr


@pytest.mark.parametrize(
    "arguments", [["add", "help.example.org"], ["add", "https://help.example.org/", "--events", "everything"]]
)
def test_wrong_use_is_two_and_says_what_would_do(webhook: Command, arguments: list[str]) -> None:
    done = webhook(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "webhook add" in done.stderr


def test_a_receiver_that_is_away_is_said_to_be_so_and_no_list_shows_a_secret(webhook: Command) -> None:
    added = webhook("add", "http://127.0.0.1:1/hook").stdout
    tried = webhook("try", added.split()[1])
    assert tried.returncode == 1
    assert "no answer" in tried.stderr
    shown = webhook("list").stdout
    assert "http://127.0.0.1:1/hook" in shown
    assert "whsec_" in added
    assert "whsec_" not in shown


def test_without_a_database_there_is_one_plain_sentence(webhook: Command, tmp_path: Path) -> None:
    (tmp_path / "approdo.db").unlink()
    done = webhook("list")
    assert done.returncode == 1
    assert "approdo setup" in done.stderr
    assert "Traceback" not in done.stderr
