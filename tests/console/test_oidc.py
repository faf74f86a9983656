"""Signing in through an identity provider: a real one on this machine."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from accounts.models import Account, Role
from accounts.repository import account_by_email
from console.oidc import provider
from console.oidc_state import console_key
from foundation.database import Sessions, reading
from foundation.errors import ConfigurationError
from foundation.settings import Settings
from tests.support.console import PASSWORD, RunningConsole
from tests.support.oidc import COMPLAINT, identity_provider, person

pytestmark = pytest.mark.filterwarnings(COMPLAINT)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The provider's address."""
    people = (
        person("s-amina", "Amina@example.org"),
        person("s-unverified", "careless@example.org", verified=False),
        person("s-twin", "amina@example.org"),
        person("s-stranger", "stranger@example.org"),
        person("s-left", "left@example.org"),
        person("s-careful", "careful@example.org"),
    )
    with identity_provider(*people) as address:
        yield address


@pytest.fixture(scope="module")
def console(console_home: Path, issuer: str) -> Iterator[RunningConsole]:
    """The console with that provider, and accounts for some of its people."""
    known = {"oidc_issuer": issuer, "oidc_client_id": "approdo", "oidc_client_secret": "a secret"}
    running = RunningConsole(console_home, **known)
    running.start()
    running.add("amina@example.org", password_hash=None)
    running.add("careless@example.org")
    running.add("left@example.org", active=False)
    running.add("careful@example.org", second_factor_required=True)
    yield running
    running.stop()


def consent(address: str, subject: str, **fields: str) -> str:
    """What a person does at the provider: says who she is. Returns the way back."""
    with httpx.Client(trust_env=False) as browser:
        answered = browser.post(address, data={"sub": subject, **fields})
    assert answered.status_code == 302, answered.text
    return answered.headers["location"]


def start(client: httpx.Client, onward: str = "/console/profile") -> str:
    away = client.get("/console/oidc/start", params={"next": onward})
    assert away.status_code == 302
    return away.headers["location"]


def stored(console: RunningConsole, email: str) -> Account | None:
    async def work(database: Sessions) -> Account | None:
        async with reading(database) as session:
            return await account_by_email(session, email)

    return console.database(work)


def test_the_way_there_asks_for_what_protects_it(console: RunningConsole, issuer: str) -> None:
    with console.client() as client:
        page = client.get("/console/sign-in?next=/console/profile")
        assert "/console/oidc/start?next=%2Fconsole%2Fprofile" in page.text
        address = start(client)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{issuer}/oauth2/authorize")
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == f"{console.url}/console/oidc/return"
        assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))
        held = next(cookie for cookie in client.cookies.jar if cookie.name == "approdo_oidc")
        assert held.path == "/console/oidc"


def test_who_has_an_account_is_in_and_known_again(console: RunningConsole) -> None:
    for _ in range(2):
        with console.client() as client:
            back = client.get(consent(start(client), "s-amina"))
            assert back.status_code == 200
            assert 'content="0; url=/console/profile"' in back.text
            assert client.get("/console/profile").status_code == 200
    account = stored(console, "amina@example.org")
    assert account
    assert account.external_subject
    assert "s-amina" not in account.external_subject


@pytest.mark.parametrize("subject", ["s-stranger", "s-unverified", "s-left", "s-twin"])
def test_who_has_none_meets_a_plain_page(console: RunningConsole, subject: str) -> None:
    with console.client() as client:
        client.get(consent(start(client), "s-amina"))
    with console.client() as client:
        back = client.get(consent(start(client), subject))
        assert back.status_code == 403
        assert "Non hai un account qui" in back.text
        assert "approdo_session" not in client.cookies


def test_a_required_second_factor_is_asked_for_here_too(console: RunningConsole) -> None:
    with console.client() as client:
        client.get(consent(start(client), "s-careful"))
        assert client.get("/console/profile").headers["location"].startswith("/console/second-factor")


def test_a_way_back_that_nobody_went_is_refused(console: RunningConsole) -> None:
    with console.client() as client, console.client() as other:
        back = consent(start(client), "s-amina")
        assert other.get(back).status_code == 403
        assert client.get("/console/oidc/return?code=x&state=y").status_code == 403
        assert client.get("/console/oidc/return").status_code == 403
        assert client.get("/console/oidc/return?error=access_denied").status_code == 403
        assert client.get(back).status_code == 403


def test_another_site_is_never_the_way_onward(console: RunningConsole) -> None:
    with console.client() as client:
        back = client.get(consent(start(client, "https://evil.example"), "s-amina"))
        assert 'content="0; url=/console"' in back.text


def test_a_provider_that_is_down_is_a_plain_page(console_home: Path) -> None:
    running = RunningConsole(console_home, oidc_issuer="http://127.0.0.1:9", oidc_client_id="approdo")
    running.start()
    try:
        running.add("still@example.org", Role.EDITOR)
        with running.client() as client:
            page = client.get("/console/oidc/start")
            assert page.status_code == 403
            assert "non è riuscito" in page.text
        with running.signed_in("still@example.org", PASSWORD) as client:
            assert client.get("/console/profile").status_code == 200
    finally:
        running.stop()


def test_settings_that_cannot_work_are_said(tmp_path: Path) -> None:
    assert provider(Settings(home=tmp_path)) is None
    with pytest.raises(ConfigurationError, match="https"):
        provider(Settings(home=tmp_path, oidc_issuer="http://id.example.org", oidc_client_id="approdo"))
    with pytest.raises(ConfigurationError, match="CLIENT_ID"):
        provider(Settings(home=tmp_path, oidc_issuer="https://id.example.org"))


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = console_key(tmp_path / "home")
    assert len(key) == 64
    assert console_key(tmp_path / "home") == key
    assert (tmp_path / "home" / "console.key").stat().st_mode & 0o777 == 0o600
