"""What a coordinator does with accounts, and everybody with her own, over HTTP."""

import re
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from accounts.models import Account, AuditEntry, Role
from accounts.repository import account_by_email
from foundation.database import Sessions, reading
from tests.support.console import PASSWORD, RunningConsole

COORDINATOR = "anna@example.org"


@pytest.fixture(scope="module")
def coordinator(console: RunningConsole) -> Iterator[httpx.Client]:
    """Anna, who coordinates, signed in."""
    console.add(COORDINATOR, Role.ADMIN)
    with console.signed_in(COORDINATOR) as client:
        yield client


def stored(console: RunningConsole, email: str) -> Account:
    async def work(database: Sessions) -> Account | None:
        async with reading(database) as session:
            return await account_by_email(session, email)

    found = console.database(work)
    assert found
    return found


def acts_on(console: RunningConsole, account: Account) -> list[str]:
    async def work(database: Sessions) -> list[str]:
        async with reading(database) as session:
            query = select(AuditEntry.act).where(AuditEntry.subject == account.id).order_by(AuditEntry.id)
            return list(await session.scalars(query))

    return console.database(work)


def shown_password(page: httpx.Response) -> str:
    assert page.status_code == 200
    found = re.search(r'id="one-time-password"[^>]*>([^<]+)<', page.text)
    assert found, page.text
    return found[1]


def test_a_new_person_gets_a_password_that_is_shown_once(console: RunningConsole, coordinator: httpx.Client) -> None:
    form = {"email": "Nadia@Example.org", "name": "Nadia <b>", "role": "editor"}
    password = shown_password(coordinator.post("/console/accounts/new", data=form))
    account = stored(console, "nadia@example.org")
    assert (account.role, account.password_temporary) == (Role.EDITOR, True)
    for path in ("/console/accounts", f"/console/accounts/{account.id}"):
        page = coordinator.get(path)
        assert "Nadia &lt;b&gt;" in page.text
        assert password not in page.text
    with console.signed_in("nadia@example.org", password) as client:
        assert client.get("/console").headers["location"] == "/console/new-password"
        form = {"current": password, "new": "una frase che so solo io"}
        assert client.post("/console/new-password", data=form).status_code == 303
        assert client.get("/console").headers["location"] == "/console/knowledge"
    assert acts_on(console, account) == ["account.created", "sign_in", "password.changed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "not an address"}, "Scrivi un indirizzo e-mail intero"),
        ({"email": COORDINATOR}, "c&#39;è già un account"),
        ({"name": "  "}, "Scrivi il nome"),
        ({"name": "x" * 121}, "al massimo 120"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    coordinator: httpx.Client, fields: dict[str, str], sentence: str
) -> None:
    form = {"email": "rosa@example.org", "name": "Rosa", "role": "admin"} | fields
    page = coordinator.post("/console/accounts/new", data=form)
    assert page.status_code == 422
    field = next(iter(fields))
    wrong = re.search(
        rf'<input[^>]*id="{field}"[^>]*aria-invalid="true"[^>]*>\s*<p[^>]*id="{field}-note">(.*?)</p>', page.text
    )
    assert wrong
    assert sentence in wrong[1]
    kept = {"email": form["email"], "name": form["name"]}
    assert all(f'value="{value}"' in page.text for value in kept.values())
    assert re.search(r'value="admin" checked', page.text)


def test_a_role_holds_from_the_next_request(console: RunningConsole, coordinator: httpx.Client) -> None:
    account = console.add("rises@example.org", Role.MEDIATOR)
    path = f"/console/accounts/{account.id}"
    with console.signed_in(account.email) as client:
        assert client.get("/console/accounts").status_code == 403
        assert coordinator.post(f"{path}/role", data={"role": "admin"}).headers["location"] == f"{path}?done=saved"
        assert client.get("/console/accounts").status_code == 200
        coordinator.post(f"{path}/role", data={"role": "nonsense"})
        assert client.get("/console/accounts").status_code == 403
        assert client.post(f"{path}/role", data={"role": "admin"}).status_code == 403


def test_who_is_deactivated_is_out_and_leaves_the_desk(console: RunningConsole, coordinator: httpx.Client) -> None:
    left: list[str] = []

    async def hook(account_id: str) -> None:
        left.append(account_id)

    console.app.state.entrance.sign_off_hooks.append(hook)
    account = console.add("leaves@example.org")
    path = f"/console/accounts/{account.id}"
    with console.signed_in(account.email) as client:
        assert "Sessioni aperte: 1." in coordinator.get(path).text
        coordinator.post(f"{path}/active")
        assert client.get("/api/v1/desk/queue").status_code == 401
        assert left == [account.id]
        refused = client.post("/api/v1/session", json={"email": account.email, "password": PASSWORD})
        assert refused.json()["error"]["code"] == "wrong_credentials"
        assert "non attivo" in coordinator.get(path).text
        coordinator.post(f"{path}/active", data={"active": "true"})
        assert client.get("/console/profile").status_code == 303
        assert client.post("/api/v1/session", json={"email": account.email, "password": PASSWORD}).status_code == 204
    assert acts_on(console, account)[-4:] == [
        "account.deactivated", "sign_in.refused", "account.activated", "sign_in",
    ]  # fmt: skip


def test_sessions_are_ended_and_passwords_given_anew(console: RunningConsole, coordinator: httpx.Client) -> None:
    account = console.add("forgets@example.org", second_factor_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    path = f"/console/accounts/{account.id}"
    coordinator.post(f"{path}/second-factor/reset")
    with console.signed_in(account.email) as client:
        coordinator.post(f"{path}/sessions/end")
        assert client.get("/console/profile").status_code == 303
    with console.signed_in(account.email) as client:
        password = shown_password(coordinator.post(f"{path}/password"))
        assert client.get("/console/profile").status_code == 303
    with console.signed_in(account.email, password) as client:
        assert client.get("/console/profile").headers["location"].startswith("/console/new-password")
    coordinator.post(f"{path}/second-factor", data={"required": "true"})
    assert stored(console, account.email).second_factor_required
    assert "secondo fattore da attivare" in coordinator.get("/console/accounts").text


def test_the_only_coordinator_cannot_lock_everybody_out(console: RunningConsole, coordinator: httpx.Client) -> None:
    account = stored(console, COORDINATOR)
    listed = coordinator.get("/console/accounts").text
    others = re.findall(r'href="/console/accounts/([\w-]{36})"', listed)
    assert account.id in others
    for identifier in set(others) - {account.id}:
        coordinator.post(f"/console/accounts/{identifier}/role", data={"role": "mediator"})
    for act, form in (("active", {}), ("role", {"role": "mediator"})):
        refused = coordinator.post(f"/console/accounts/{account.id}/{act}", data=form)
        assert refused.status_code == 422
        assert "unico account di coordinamento" in refused.text
    assert coordinator.get("/console/accounts").status_code == 200


def test_ids_that_nothing_has(coordinator: httpx.Client) -> None:
    for identifier in ("nobody", "%00", "%F0%9F%92%A5", "a" * 500):
        assert coordinator.get(f"/console/accounts/{identifier}").status_code == 404
        assert coordinator.post(f"/console/accounts/{identifier}/active").status_code == 404
        assert coordinator.post(f"/console/profile/sessions/{identifier}/end").status_code == 404


def test_her_own_name_and_language(console: RunningConsole) -> None:
    console.add("own@example.org")
    with console.signed_in("own@example.org") as client:
        saved = client.post("/console/profile", data={"name": "أمينة", "language": "en"})
        page = client.get(saved.headers["location"])
        assert "Saved." in page.text
        assert "<bdi>أمينة</bdi>" in page.text
        assert 'lang="en"' in page.text
        empty = client.post("/console/profile", data={"name": "", "language": "it"})
        assert (empty.status_code, "Write the name" in empty.text) == (422, True)
        assert client.post("/console/profile", data={"name": "A", "language": "xx"}).status_code == 422


def test_her_own_password_and_sessions(console: RunningConsole) -> None:
    console.add("many@example.org")
    with (
        console.signed_in("many@example.org") as here,
        console.signed_in("many@example.org") as there,
        console.signed_in("many@example.org") as third,
    ):
        ends = re.findall(r'action="(/console/profile/sessions/[\w-]+/end)"', here.get("/console/profile").text)
        assert len(ends) == 2
        assert there.get("/console/profile").status_code == third.get("/console/profile").status_code == 200
        assert here.post(ends[0]).headers["location"] == "/console/profile?done=session_ended"
        assert here.post(ends[0]).status_code == 404
        assert sorted([there.get("/console/profile").status_code, third.get("/console/profile").status_code]) == [
            200,
            303,
        ]
        form = {"current": PASSWORD, "new": "un'altra frase lunga"}
        assert here.post("/console/profile/password", data=form).status_code == 303
        assert here.get("/console/profile").status_code == 200
        assert there.get("/console/profile").status_code == third.get("/console/profile").status_code == 303


def test_nobody_ends_the_session_of_somebody_else(console: RunningConsole) -> None:
    console.add("victim@example.org")
    console.add("other@example.org")
    with console.signed_in("victim@example.org") as victim, console.signed_in("other@example.org") as other:
        console.signed_in("victim@example.org").close()
        ends = re.findall(r'action="(/console/profile/sessions/[\w-]+/end)"', victim.get("/console/profile").text)
        assert ends
        assert other.post(ends[0]).status_code == 404
        assert victim.post(ends[0]).status_code == 303
