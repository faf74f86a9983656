"""Every route of the console and of its interface, and what becomes of whoever asks for it. One table, no gap.

An id in a path is one that nothing has: 404 means that the door was open. Bodies are empty: 422 means the same.
"""

from collections.abc import Iterator

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from accounts.models import Role
from console.guard import COOKIE
from tests.support.console import RunningConsole

AREAS = ("/console", "/api/v1/session", "/api/v1/desk")
EVERYBODY = ("anonymous", Role.MEDIATOR, Role.EDITOR, Role.ADMIN)
CONVERSATION = "/api/v1/desk/conversations/{conversation_id}"
MEDIATOR = "/console/rota/mediators/{account_id}"
AMBITI = "/console/rota/ambiti"
FRESHNESS = "/console/freshness"
QUESTIONS = "/console/questions"
GUIDE = "/console/guides/{topic}/{language}"
ACCOUNT = "/console/accounts/{account_id}"
IMPORT = "/console/imports/{identifier}"
RECORD = "/console/knowledge/{area}/{identifier}"
# Method, path, and the status for: nobody, a mediator, an editor, an admin.
TABLE: tuple[tuple[str, str, int, int, int, int], ...] = (
    ("GET", "/console/assets/{name}", 404, 404, 404, 404),
    ("POST", "/api/v1/session", 422, 422, 422, 422),
    ("DELETE", "/api/v1/session", 401, 204, 204, 204),
    ("GET", "/console", 303, 303, 303, 303),
    ("GET", "/console/sign-in", 200, 303, 303, 303),
    ("POST", "/console/sign-in", 401, 401, 401, 401),
    ("POST", "/console/sign-out", 303, 303, 303, 303),
    ("GET", "/console/second-factor", 303, 200, 200, 200),
    ("POST", "/console/second-factor", 303, 422, 422, 422),
    ("GET", "/console/new-password", 303, 303, 303, 303),
    ("POST", "/console/new-password", 303, 303, 303, 303),
    ("GET", "/console/oidc/start", 404, 404, 404, 404),
    ("GET", "/console/oidc/return", 404, 404, 404, 404),
    ("GET", "/console/profile", 303, 200, 200, 200),
    ("POST", "/console/profile", 303, 422, 422, 422),
    ("POST", "/console/profile/password", 303, 422, 422, 422),
    ("POST", "/console/profile/second-factor/remove", 303, 422, 422, 422),
    ("POST", "/console/profile/sessions/{session_id}/end", 303, 404, 404, 404),
    ("GET", "/console/accounts", 303, 403, 403, 200),
    ("GET", "/console/accounts/new", 303, 403, 403, 200),
    ("POST", "/console/accounts/new", 303, 403, 403, 422),
    ("GET", ACCOUNT, 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/role", 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/active", 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/second-factor", 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/second-factor/reset", 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/sessions/end", 303, 403, 403, 404),
    ("POST", f"{ACCOUNT}/password", 303, 403, 403, 404),
    ("GET", "/console/desk", 303, 200, 403, 200),
    ("GET", "/api/v1/desk/queue", 401, 200, 403, 200),
    ("GET", "/api/v1/desk/events", 401, 200, 403, 200),
    ("GET", "/api/v1/desk/colleagues", 401, 200, 403, 200),
    ("GET", f"{CONVERSATION}/messages", 401, 404, 403, 404),
    ("GET", f"{CONVERSATION}/files/{{position}}", 401, 422, 403, 422),
    ("GET", f"{CONVERSATION}/suggestions", 401, 404, 403, 404),
    ("POST", f"{CONVERSATION}/take", 401, 404, 403, 404),
    ("POST", f"{CONVERSATION}/messages", 401, 422, 403, 422),
    ("POST", f"{CONVERSATION}/return", 401, 404, 403, 404),
    ("POST", f"{CONVERSATION}/close", 401, 404, 403, 404),
    ("POST", f"{CONVERSATION}/pass", 401, 404, 403, 404),
    ("POST", f"{CONVERSATION}/notes", 401, 422, 403, 422),
    ("POST", f"{CONVERSATION}/typing", 401, 404, 403, 404),
    ("GET", "/console/rota", 303, 200, 403, 200),
    ("GET", MEDIATOR, 303, 403, 403, 404),
    ("POST", f"{MEDIATOR}/away", 303, 403, 403, 422),
    ("POST", f"{MEDIATOR}/profile", 303, 403, 403, 404),
    ("POST", f"{MEDIATOR}/week", 303, 403, 403, 404),
    ("POST", f"{MEDIATOR}/exceptions", 303, 403, 403, 404),
    ("POST", f"{MEDIATOR}/exceptions/{{identifier}}/remove", 303, 403, 403, 404),
    ("GET", "/console/knowledge", 303, 200, 200, 200),
    ("GET", "/console/knowledge/export.csv", 303, 200, 200, 200),
    ("GET", "/console/knowledge/duplicates", 303, 200, 200, 200),
    ("GET", "/console/knowledge/places", 303, 200, 200, 200),
    ("GET", "/console/knowledge/surroundings", 303, 403, 200, 200),
    ("GET", "/console/knowledge/{area}/new", 303, 403, 404, 404),
    ("GET", RECORD, 303, 404, 404, 404),
    ("POST", RECORD, 303, 403, 404, 404),
    ("POST", f"{RECORD}/merge", 303, 403, 404, 404),
    ("POST", f"{RECORD}/drop", 303, 403, 404, 404),
    ("POST", f"{RECORD}/send-back", 303, 403, 404, 404),
    ("POST", f"{RECORD}/status", 303, 403, 404, 404),
    ("POST", f"{RECORD}/delete", 303, 403, 404, 404),
    ("GET", f"{RECORD}/preview", 303, 404, 404, 404),
    ("GET", f"{RECORD}/history", 303, 404, 404, 404),
    ("POST", f"{RECORD}/history/restore", 303, 403, 404, 404),
    ("GET", "/console/guides", 303, 403, 200, 200),
    ("GET", GUIDE, 303, 403, 404, 404),
    ("POST", GUIDE, 303, 403, 404, 404),
    ("POST", f"{GUIDE}/autosave", 303, 403, 404, 404),
    ("POST", f"{GUIDE}/glance", 303, 403, 404, 404),
    ("POST", f"{GUIDE}/drop", 303, 403, 404, 404),
    ("GET", f"{GUIDE}/review", 303, 403, 404, 404),
    ("POST", f"{GUIDE}/publish", 303, 403, 404, 404),
    ("POST", f"{GUIDE}/send-back", 303, 403, 404, 404),
    ("GET", f"{GUIDE}/history", 303, 403, 404, 404),
    ("POST", f"{GUIDE}/restore", 303, 403, 404, 404),
    ("GET", FRESHNESS, 303, 403, 200, 200),
    ("POST", f"{FRESHNESS}/{{kind}}/{{identifier}}/true", 303, 403, 422, 422),
    ("POST", f"{FRESHNESS}/{{kind}}/{{identifier}}/care", 303, 403, 422, 422),
    ("POST", f"{FRESHNESS}/service/{{identifier}}/invite", 303, 403, 404, 404),
    ("POST", f"{FRESHNESS}/offers/{{identifier}}", 303, 403, 422, 422),
    ("GET", "/console/try", 303, 200, 200, 200),
    ("POST", "/console/try", 303, 422, 422, 422),
    ("GET", "/console/imports", 303, 403, 200, 200),
    ("POST", "/console/imports", 303, 403, 422, 422),
    ("GET", IMPORT, 303, 403, 404, 404),
    ("GET", f"{IMPORT}/columns", 303, 403, 404, 404),
    ("POST", f"{IMPORT}/columns", 303, 403, 404, 404),
    ("POST", f"{IMPORT}/plan", 303, 403, 404, 404),
    ("POST", f"{IMPORT}/cancel", 303, 403, 404, 404),
    ("POST", f"{IMPORT}/carry-out", 303, 403, 404, 404),
    ("GET", "/console/leaflets", 303, 200, 200, 200),
    ("GET", "/console/leaflets/leaflet.pdf", 303, 422, 422, 422),
    ("GET", "/console/posters", 303, 200, 200, 200),
    ("GET", "/console/posters/poster.svg", 303, 404, 404, 404),
    ("GET", "/console/deliveries", 303, 403, 403, 200),
    ("GET", QUESTIONS, 303, 200, 200, 200),
    ("GET", f"{QUESTIONS}/proposals", 303, 403, 200, 200),
    ("GET", f"{QUESTIONS}/proposals/{{name}}", 303, 403, 404, 404),
    ("POST", f"{QUESTIONS}/proposals/{{name}}/remove", 303, 403, 404, 404),
    ("GET", f"{QUESTIONS}/synonyms", 303, 403, 200, 200),
    ("GET", f"{QUESTIONS}/synonyms/{{language}}.yml", 303, 403, 404, 404),
    ("POST", f"{QUESTIONS}/synonyms/{{identifier}}/remove", 303, 403, 422, 422),
    ("GET", f"{QUESTIONS}/{{number}}", 303, 422, 422, 422),
    ("POST", f"{QUESTIONS}/{{number}}/answer", 303, 403, 422, 422),
    ("POST", f"{QUESTIONS}/{{number}}/synonym", 303, 403, 422, 422),
    ("POST", f"{QUESTIONS}/{{number}}/state", 303, 403, 422, 422),
    ("POST", f"{QUESTIONS}/{{number}}/proposal", 303, 403, 422, 422),
    ("GET", AMBITI, 303, 403, 403, 200),
    ("POST", AMBITI, 303, 403, 403, 422),
    ("GET", f"{AMBITI}/{{identifier}}", 303, 403, 403, 404),
    ("POST", f"{AMBITI}/{{identifier}}", 303, 403, 403, 404),
    ("POST", f"{AMBITI}/{{identifier}}/remove", 303, 403, 403, 404),
)
CHANGES = [(method, path) for method, path, *_ in TABLE if method not in ("GET", "HEAD")]
Visitors = dict[str, Iterator[str | None]]


@pytest.fixture(scope="module")
def visitors(console: RunningConsole) -> Visitors:
    """For each of them a new session for every route: some routes end it."""
    found: Visitors = {"anonymous": iter([None] * len(TABLE))}
    for role in Role:
        account = console.add(f"{role}@example.org", role)
        found[role] = iter(console.tokens(account, 2 * len(TABLE)))
    console.add("second-admin@example.org", Role.ADMIN)
    return found


def ask(console: RunningConsole, token: str | None, method: str, path: str, **headers: str) -> httpx.Response:
    """The answer to one request without a body; a stream is left at once."""
    address = path.replace("{", "no-").replace("}", "")
    body: dict[str, str] | None = {} if path.startswith("/api/") and method == "POST" else None
    cookies = {"Cookie": f"{COOKIE}={token}"} if token else {}
    with console.client(**cookies, **headers) as client, client.stream(method, address, json=body) as response:
        return response


def test_every_route_stands_in_the_table(console: RunningConsole) -> None:
    served = {
        (method, context.path)
        for context in iter_route_contexts(console.app.routes)
        for method in (context.methods or set()) - {"HEAD"}
        if (context.path or "").startswith(AREAS)
    }
    assert served
    assert served == {(method, path) for method, path, *_ in TABLE}
    assert len(TABLE) == len(served)


@pytest.mark.parametrize(("method", "path", "anonymous", "mediator", "editor", "admin"), TABLE)
def test_who_may_enter_where(
    console: RunningConsole,
    visitors: Visitors,
    method: str,
    path: str,
    anonymous: int,
    mediator: int,
    editor: int,
    admin: int,
) -> None:
    expected = dict(zip(EVERYBODY, (anonymous, mediator, editor, admin), strict=True))
    found = {who: ask(console, next(visitors[who]), method, path).status_code for who in EVERYBODY}
    assert found == expected


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_no_other_site_changes_anything(console: RunningConsole, visitors: Visitors, method: str, path: str) -> None:
    token = next(visitors[Role.ADMIN])
    assert token
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ask(console, token, method, path, **headers).status_code == 403
    own = ask(console, token, method, path, Origin=console.url)
    assert own.status_code != 403
