"""How often one may be wrong at the door."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyotp
import pytest

from console import attempts
from tests.support.console import PASSWORD, RunningConsole

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def console(console_home: Path) -> Iterator[RunningConsole]:
    """A house with its limits on."""
    running = RunningConsole(console_home, rate_limit="on")
    running.start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def no_attempts_yet(console: RunningConsole) -> None:
    """Nobody has been wrong before a test begins."""
    console.app.state.entrance.attempts = attempts.Attempts(switched_on=True)


def wrong(client: httpx.Client, email: str, password: str = "not hers at all") -> int:
    return client.post("/api/v1/session", json={"email": email, "password": password}).status_code


def test_five_wrong_passwords_close_the_door_for_an_address_in_whatever_letters(console: RunningConsole) -> None:
    console.add("five@example.org")
    console.add("other@example.org")
    with console.client() as client:
        emails = ["five@example.org", "FIVE@example.org ", "Five@Example.org", "five@example.org", "five@example.org"]
        assert [wrong(client, email) for email in emails] == [401] * 5
        refused = client.post("/api/v1/session", json={"email": "five@example.org", "password": PASSWORD})
        assert refused.status_code == 429
        assert refused.json()["error"]["code"] == "too_many_failures"
        assert "15" in refused.json()["error"]["message"]
        page = client.post("/console/sign-in", data={"email": "five@example.org", "password": PASSWORD})
        assert page.status_code == 429
        assert "Aspetta 15 minuti" in page.text
        assert wrong(client, "other@example.org", PASSWORD) == 204


def test_an_unknown_address_is_counted_too(console: RunningConsole) -> None:
    with console.client() as client:
        assert [wrong(client, "nobody@example.org") for _ in range(6)] == [401] * 5 + [429]


def test_who_is_in_starts_anew(console: RunningConsole) -> None:
    console.add("clumsy@example.org")
    with console.client() as client:
        for _ in range(3):
            assert [wrong(client, "clumsy@example.org") for _ in range(4)] == [401] * 4
            assert wrong(client, "clumsy@example.org", PASSWORD) == 204


def test_one_network_address_is_wrong_thirty_times(console: RunningConsole) -> None:
    console.add("behind-it@example.org")
    with console.client() as client:
        assert [wrong(client, f"guess-{number}@example.org") for number in range(31)] == [401] * 30 + [429]
        assert wrong(client, "behind-it@example.org", PASSWORD) == 429
    with console.client(**{"X-Forwarded-For": "203.0.113.7"}) as client:
        assert wrong(client, "behind-it@example.org", PASSWORD) == 204


def test_a_burst_does_not_slip_past_the_count(console: RunningConsole) -> None:
    console.add("burst@example.org")
    with console.client() as client, ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda _: wrong(client, "burst@example.org"), range(12)))
    assert sorted(found) == [401] * 5 + [429] * 7


def test_who_knows_the_password_cannot_go_on_guessing_codes(console: RunningConsole) -> None:
    console.add("coded@example.org", second_factor_secret=SECRET)
    body = {"email": "coded@example.org", "password": PASSWORD}
    with console.client() as client:
        for _ in range(5):
            assert client.post("/api/v1/session", json=body | {"code": "000000"}).status_code == 401
            client.post("/api/v1/session", json=body)
        code = pyotp.TOTP(SECRET).now()
        assert client.post("/api/v1/session", json=body | {"code": code}).status_code == 429


def test_a_new_password_that_is_too_short_is_no_attempt(console: RunningConsole) -> None:
    console.add("short@example.org")
    with console.signed_in("short@example.org") as client:
        for _ in range(attempts.BY_EMAIL.amount + 2):
            form = {"current": PASSWORD, "new": "short"}
            assert client.post("/console/profile/password", data=form).status_code == 422
        for _ in range(attempts.BY_EMAIL.amount):
            form = {"current": "not hers", "new": "una frase del tutto nuova"}
            assert client.post("/console/profile/password", data=form).status_code == 422
        form = {"current": PASSWORD, "new": "una frase del tutto nuova"}
        assert client.post("/console/profile/password", data=form).status_code == 429
