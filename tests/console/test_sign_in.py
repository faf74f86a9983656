"""Signing in and off over HTTP, as programs and browsers do."""

import httpx

from tests.support.console import PASSWORD, RunningConsole


def sentence(response: httpx.Response) -> tuple[int, str]:
    error = response.json()["error"]
    assert error["message"]
    return response.status_code, error["code"]


def test_a_session_begins_and_ends(console: RunningConsole) -> None:
    console.add("amina@example.org")
    with console.client() as client:
        begun = client.post("/api/v1/session", json={"email": " Amina@Example.org", "password": PASSWORD})
        assert begun.status_code == 204
        cookie = begun.headers["set-cookie"].lower()
        assert cookie.startswith("approdo_session=")
        assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/"))
        assert "secure" not in cookie
        assert client.get("/console").status_code == 303
        assert client.delete("/api/v1/session").status_code == 204
        assert sentence(client.delete("/api/v1/session")) == (401, "signed_out")


def test_a_page_leads_to_the_sign_in_and_back(console: RunningConsole) -> None:
    with console.client() as client:
        away = client.get("/console")
        assert (away.status_code, away.headers["location"]) == (303, "/console/sign-in")
        page = client.get("/console/sign-in?next=/console/profile")
        assert page.status_code == 200
        assert 'value="/console/profile"' in page.text
