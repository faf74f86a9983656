"""The second factor over HTTP: asked for, set up, required, taken away."""

import re
import time

import httpx
import pyotp

from accounts.models import Role
from accounts.second_factor import STEP
from tests.support.console import PASSWORD, RunningConsole

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + steps * STEP)


def offered_secret(page: httpx.Response) -> str:
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', page.text)
    assert found, page.text
    return found[1]


def test_the_interface_asks_for_the_code(console: RunningConsole) -> None:
    console.add("api@example.org", second_factor_secret=SECRET)
    body = {"email": "api@example.org", "password": PASSWORD}
    with console.client() as client:
        for wrong in ({}, {"code": "000000"}, {"code": None}, {"code": ""}, {"code": "1"}):
            refused = client.post("/api/v1/session", json=body | wrong)
            assert (refused.status_code, refused.json()["error"]["code"]) == (401, "second_factor")
            assert "set-cookie" not in refused.headers
        code = code_of(SECRET)
        assert client.post("/api/v1/session", json=body | {"password": "wrong", "code": code}).status_code == 401
        assert client.post("/api/v1/session", json=body | {"code": code}).status_code == 204
        assert client.get("/console/profile").status_code == 200
        again = client.post("/api/v1/session", json=body | {"code": code})
        assert again.json()["error"]["code"] == "second_factor"


def test_the_pages_ask_for_the_code(console: RunningConsole) -> None:
    console.add("pages@example.org", second_factor_secret=SECRET)
    with console.client() as client:
        form = {"email": "pages@example.org", "password": PASSWORD, "onward": "/console/profile"}
        assert client.post("/console/sign-in", data=form).status_code == 303
        away = client.get("/console/profile")
        assert away.headers["location"] == "/console/second-factor?next=%2Fconsole%2Fprofile"
        refused = client.get("/api/v1/desk/queue")
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "second_factor")
        page = client.get(away.headers["location"])
        assert "secret" not in page.text
        assert SECRET not in page.text
        wrong = client.post("/console/second-factor", data={"code": "000000", "secret": "A" * 32})
        assert wrong.status_code == 422
        assert "Il codice non è giusto" in wrong.text
        right = {"code": code_of(SECRET), "onward": "/console/profile"}
        assert client.post("/console/second-factor", data=right).headers["location"] == "/console/profile"
        assert client.get("/console/profile").status_code == 200


def test_who_must_have_one_sets_it_up_before_anything_else(console: RunningConsole) -> None:
    console.add("must@example.org", Role.ADMIN, second_factor_required=True)
    with console.signed_in("must@example.org") as client:
        for path in ("/console", "/console/profile", "/console/accounts", "/console/desk", "/console/rota"):
            assert client.get(path).headers["location"].startswith("/console/second-factor")
        page = client.get("/console/second-factor")
        secret = offered_secret(page)
        assert "<svg" in page.text
        assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page.text
        wrong = client.post("/console/second-factor", data={"code": "000000", "secret": secret})
        assert offered_secret(wrong) == secret
        assert client.post("/console/second-factor", data={"code": "1", "secret": "short"}).status_code == 422
        assert (
            client.post("/console/second-factor", data={"code": code_of(secret), "secret": secret}).status_code == 303
        )
        assert client.get("/console/accounts").status_code == 200
        profile = client.get("/console/profile")
        assert "non si può togliere" in profile.text
        taken = client.post("/console/profile/second-factor/remove", data={"password": PASSWORD})
        assert taken.status_code == 422


def test_setting_one_up_asks_the_other_sessions_for_a_code(console: RunningConsole) -> None:
    console.add("own@example.org")
    with console.signed_in("own@example.org") as client, console.signed_in("own@example.org") as other:
        page = client.get("/console/second-factor?next=/console/profile%3Fdone%3Dsecond_factor_set")
        secret = offered_secret(page)
        form = {"code": code_of(secret), "secret": secret, "onward": "/console/profile?done=second_factor_set"}
        done = client.post("/console/second-factor", data=form)
        assert "Il secondo fattore è attivo" in client.get(done.headers["location"]).text
        assert other.get("/console/profile").headers["location"].startswith("/console/second-factor")
        assert client.post("/console/profile/second-factor/remove", data={"password": "wrong"}).status_code == 422
        removed = client.post("/console/profile/second-factor/remove", data={"password": PASSWORD})
        assert removed.headers["location"] == "/console/profile?done=second_factor_removed"
        assert other.get("/console/profile").status_code == 200


def test_no_code_can_be_given_to_a_second_factor_of_somebody_else(console: RunningConsole) -> None:
    console.add("held@example.org", second_factor_secret=SECRET)
    with console.client() as client:
        client.post("/console/sign-in", data={"email": "held@example.org", "password": PASSWORD})
        mine = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"
        swapped = client.post("/console/second-factor", data={"code": code_of(mine), "secret": mine})
        assert swapped.status_code == 422
        assert client.get("/console/profile").status_code == 303
