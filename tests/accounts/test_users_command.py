"""`approdo user`: 0 = done, 1 = it could not, 2 = wrong use; one plain sentence, no traceback."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from foundation.settings import PROJECT

PASSWORD = "una frase lunga e sicura"


def user(home: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "approdo", "user", *arguments],
        cwd=PROJECT,
        env=os.environ | {"APPRODO_HOME": str(home), "COLUMNS": "200"},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "approdo.db") as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder in which nothing is yet but one coordinator."""
    folder = tmp_path_factory.mktemp("users")
    done = user(
        folder, "add", "Anna@Comune.example", "--role", "admin", "--name", "Anna Rossi", "--languages", "it,ar,it",
        "--password-stdin", stdin=f"{PASSWORD}\n",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "anna@comune.example may sign in as admin" in done.stdout
    assert PASSWORD not in done.stdout
    return folder


def test_the_first_account_needs_no_database(home: Path) -> None:
    stored = rows(home, "SELECT email, name, role, password_hash, password_temporary FROM accounts ORDER BY created_at")
    email, name, role, password_hash, temporary = stored[0]
    assert (email, name, role, temporary) == ("anna@comune.example", "Anna Rossi", "admin", 0)
    assert str(password_hash).startswith("$argon2id$")
    assert rows(home, "SELECT languages FROM mediators") == [('["it", "ar"]',)]


def test_without_a_terminal_a_password_is_made_and_shown_once(home: Path) -> None:
    done = user(home, "add", "nadia@comune.example", "--role", "mediator")
    assert done.returncode == 0, done.stderr
    assert re.search(r"shown only now: (\w{5}-){3}\w{5}\n", done.stdout)
    listed = user(home, "list")
    assert listed.returncode == 0
    assert "nadia@comune.example" in listed.stdout
    assert "shown" not in listed.stdout


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "sentence"),
    [
        (["add", "b@c.example", "--role", "mediator", "--password-stdin"], "corta", 1, "5 characters: at least 12"),
        (["add", "ANNA@comune.example", "--role", "editor", "--password-stdin"], PASSWORD, 1, "already"),
        (["add", "no address", "--role", "editor", "--password-stdin"], PASSWORD, 1, "whole e-mail address"),
        (["add", "b@c.example", "--role", "boss"], "", 2, "boss"),
        (["add", "b@c.example"], "", 2, "role"),
        (["add", "b@c.example", "--role", "mediator", "--languages", "it,xx"], "", 2, "xx"),
        (["add", "b@c.example", "--role", "editor", "--languages", "it"], "", 2, "editor"),
        (["deactivate", "anna@comune.example"], "", 1, "only active coordinator"),
        (["deactivate", "nobody@comune.example"], "", 1, "No account has this e-mail address"),
        (["end-sessions"], "", 2, "EMAIL"),
    ],
)
def test_what_cannot_be_done_is_one_plain_sentence(
    home: Path, arguments: list[str], stdin: str, status: int, sentence: str
) -> None:
    before = rows(home, "SELECT COUNT(*) FROM accounts")
    done = user(home, *arguments, stdin=stdin)
    assert done.returncode == status
    assert sentence in done.stderr
    assert rows(home, "SELECT COUNT(*) FROM accounts") == before


def test_an_account_is_ended_and_begun_again(home: Path) -> None:
    assert user(home, "add", "left@comune.example", "--role", "editor").returncode == 0
    assert user(home, "end-sessions", "left@comune.example").stdout.startswith("0 sessions")
    assert user(home, "deactivate", "Left@comune.example").returncode == 0
    assert "not active" in user(home, "list").stdout
    assert user(home, "activate", "left@comune.example").returncode == 0
    assert "shown only now" in user(home, "reset", "left@comune.example").stdout
    assert "temporary password" in user(home, "list").stdout


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    done = user(tmp_path, "list")
    assert done.returncode == 1
    assert "approdo setup" in done.stderr
