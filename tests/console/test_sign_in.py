"""Signing in and off over HTTP, as programs and browsers do."""

import re
from typing import Any

import httpx
import pytest

from accounts.models import Role
from console.device import device_name
from tests.support.console import PASSWORD, RunningConsole

EMAIL = "amina@example.org"


@pytest.fixture(scope="module", autouse=True)
def people(console: RunningConsole) -> None:
    """One mediator, one who has left, one with a password for once."""
    console.add(EMAIL)
    console.add("left@example.org", active=False)
    console.add("new@example.org", password_temporary=True)


def refusal(response: httpx.Response) -> tuple[int, str]:
    assert set(response.json()) == {"error"}
    error = response.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"]
    return response.status_code, error["code"]


def sign_in(client: httpx.Client, **fields: Any) -> httpx.Response:
    return client.post("/api/v1/session", json={"email": EMAIL, "password": PASSWORD, **fields})


def test_a_session_begins_and_ends(console: RunningConsole) -> None:
    with console.client() as client:
        begun = sign_in(client, email=" Amina@Example.org")
        assert begun.status_code == 204
        cookie = begun.headers["set-cookie"].lower()
        assert cookie.startswith("approdo_session=")
        assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/"))
        assert "secure" not in cookie
        token = client.cookies["approdo_session"]
        assert client.get("/console/profile").status_code == 200
        assert client.delete("/api/v1/session").status_code == 204
        assert refusal(client.delete("/api/v1/session")) == (401, "signed_out")
        client.cookies.set("approdo_session", token)
        assert refusal(client.delete("/api/v1/session")) == (401, "signed_out")


def test_over_https_the_cookie_stays_there(console: RunningConsole) -> None:
    with console.client(**{"X-Forwarded-Proto": "https"}) as client:
        assert "secure" in sign_in(client).headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "fields", [{"password": "not hers at all"}, {"email": "nobody@example.org"}, {"email": "left@example.org"}]
)
def test_what_was_wrong_is_not_said(console: RunningConsole, fields: dict[str, str]) -> None:
    with console.client(**{"Accept-Language": "en"}) as client:
        response = sign_in(client, **fields)
        assert refusal(response) == (401, "wrong_credentials")
        assert response.json()["error"]["message"] == "E-mail address and password do not fit together."
        assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'{"email": 1, "password": 2}', b'{"email": "a@b.it"}',
        b'{"email": "a@b.it", "password": "x", "role": "admin"}', b'{"email": "\\ud800@b.it", "password": "x"}',
        b'{"email": "a@b.it", "password": "%s"}' % (b"x" * 1001),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(console: RunningConsole, body: bytes) -> None:
    with console.client(**{"Content-Type": "application/json"}) as client:
        assert refusal(client.post("/api/v1/session", content=body)) == (422, "invalid_input")


def test_a_nul_in_the_address_is_a_wrong_address(console: RunningConsole) -> None:
    with console.client() as client:
        assert refusal(sign_in(client, email="a\x00b@example.org")) == (401, "wrong_credentials")


def test_a_cookie_that_is_none_of_ours(console: RunningConsole) -> None:
    for value in ("x", "%00", "' OR 1=1 --", "a" * 4000):
        with console.client(Cookie=f"approdo_session={value}") as client:
            assert refusal(client.delete("/api/v1/session")) == (401, "signed_out")


def test_signing_in_again_ends_the_session_before(console: RunningConsole) -> None:
    with console.signed_in(EMAIL) as client:
        earlier = client.cookies["approdo_session"]
        assert sign_in(client).status_code == 204
        assert client.cookies["approdo_session"] != earlier
        client.cookies.set("approdo_session", earlier)
        assert refusal(client.delete("/api/v1/session"))[0] == 401


def test_who_signs_off_everywhere_leaves_the_desk(console: RunningConsole) -> None:
    left: list[str] = []

    async def hook(account_id: str) -> None:
        left.append(account_id)

    account = console.add("two-devices@example.org")
    console.app.state.entrance.sign_off_hooks.append(hook)
    with console.signed_in(account.email) as desk, console.signed_in(account.email) as phone:
        assert phone.delete("/api/v1/session").status_code == 204
        assert left == []
        assert desk.delete("/api/v1/session").status_code == 204
        assert left == [account.id]


def test_a_page_leads_to_the_sign_in_and_back(console: RunningConsole) -> None:
    with console.client() as client:
        away = client.get("/console/profile?x=1")
        assert away.status_code == 303
        page = client.get(away.headers["location"])
        assert page.status_code == 200
        assert 'value="/console/profile?x=1"' in page.text
        form = {"email": EMAIL, "password": PASSWORD, "onward": "/console/profile?x=1"}
        entered = client.post("/console/sign-in", data=form)
        assert (entered.status_code, entered.headers["location"]) == (303, "/console/profile?x=1")
        assert client.get("/console/sign-in?next=/console/profile").headers["location"] == "/console/profile"
        left = client.post("/console/sign-out")
        assert "approdo_session" not in client.cookies
        assert "Sei fuori" in client.get(left.headers["location"]).text


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "/console/\\evil", "javascript:alert(1)",
        "/consolex", "/console/\r\nSet-Cookie: a=b", " /console/desk", "/", "",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_site(console: RunningConsole, onward: str) -> None:
    with console.client() as client:
        page = client.get("/console/sign-in", params={"next": onward})
        assert 'name="onward" value="/console"' in page.text
        form = {"email": EMAIL, "password": PASSWORD, "onward": onward}
        assert client.post("/console/sign-in", data=form).headers["location"] == "/console"


def test_a_wrong_password_on_the_page_keeps_the_address(console: RunningConsole) -> None:
    with console.client() as client:
        wrong = client.post("/console/sign-in?language=en", data={"email": '"><b>', "password": "x"})
        assert wrong.status_code == 401
        assert "do not fit together" in wrong.text
        assert 'value="&#34;&gt;&lt;b&gt;"' in wrong.text
        assert 'lang="en"' in wrong.text


def test_pages_let_nothing_foreign_in(console: RunningConsole) -> None:
    with console.signed_in(EMAIL) as client:
        pages = [client.get(path) for path in ("/console/sign-in", "/console/profile", "/console/nothing")]
        assert [page.status_code for page in pages] == [303, 200, 404]
        for page in pages[1:]:
            policy = page.headers["content-security-policy"]
            assert all(part in policy for part in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"))
            assert "unsafe" not in policy
            assert page.headers["cache-control"] == "no-store"
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text)


def test_style_sheets_are_kept_for_long_and_nothing_else_is_served(console: RunningConsole) -> None:
    with console.client() as client:
        sheets = re.findall(r'href="(/console/assets/[^"]+)"', client.get("/console/sign-in").text)
        assert len(sheets) == 2
        for address in sheets:
            sheet = client.get(address)
            assert "immutable" in sheet.headers["cache-control"]
            assert "Bootstrap Italia" in sheet.text
            again = client.get(address, headers={"If-None-Match": sheet.headers["etag"]})
            assert again.status_code == 304
        assert client.get("/console/assets/..%2Fapp.py").status_code == 404


def test_a_link_on_another_site_asks_once_more(console: RunningConsole) -> None:
    with console.client(**{"Sec-Fetch-Site": "cross-site"}) as client:
        landing = client.get("/console/profile?x=1")
        assert landing.status_code == 200
        assert 'content="0; url=/console/profile?x=1"' in landing.text
        assert client.get("/console/profile", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_page_that_fails_says_so_without_its_secrets(console: RunningConsole) -> None:
    with console.signed_in(EMAIL) as client:
        missing = client.get("/console/nothing", headers={"Accept-Language": "en"})
        assert (missing.status_code, missing.headers["content-type"]) == (404, "text/html; charset=utf-8")
        # In the language of her account, with the way to everything else.
        assert "Questa pagina non c" in missing.text
        assert 'href="/console/profile"' in missing.text
        data = client.get("/console/nothing", headers={"Accept": "application/json"})
        assert refusal(data) == (404, "not_found")
        assert client.get("/console/accounts").status_code == 403
        assert client.put("/console/profile").status_code == 405


def test_a_password_for_once_is_changed_first(console: RunningConsole) -> None:
    with console.signed_in("new@example.org") as client:
        assert refusal(client.get("/api/v1/desk/queue")) == (403, "new_password")
        away = client.get("/console/profile")
        assert away.headers["location"] == "/console/new-password?next=%2Fconsole%2Fprofile"
        assert client.get(away.headers["location"]).status_code == 200
        for current, new, what in (
            ("not it", "la mia frase nuova", "La password attuale non è giusta"),
            (PASSWORD, "corta", "ne servono almeno 12"),
            (PASSWORD, PASSWORD, "la stessa password"),
        ):
            refused = client.post("/console/new-password", data={"current": current, "new": new})
            assert refused.status_code == 422
            assert what in refused.text
        form = {"current": PASSWORD, "new": "la mia frase nuova", "onward": "/console/profile"}
        assert client.post("/console/new-password", data=form).headers["location"] == "/console/profile"
        assert client.get("/console/profile").status_code == 200
        assert client.get("/console/new-password").headers["location"] == "/console/profile"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("python-httpx/0.28.1", "python-httpx"),
        ("", ""),
    ],
)
def test_a_device_in_a_few_words(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_each_role_comes_to_its_first_page(console: RunningConsole) -> None:
    for role, path in (
        (Role.EDITOR, "/console/knowledge"),
        (Role.ADMIN, "/console/desk"),
        (Role.MEDIATOR, "/console/desk"),
    ):
        console.add(f"first-{role}@example.org", role)
        with console.signed_in(f"first-{role}@example.org") as client:
            assert client.get("/console").headers["location"] == path
