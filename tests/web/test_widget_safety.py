"""Whatever is said stays text; the script stays small and keeps to its house."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from playwright.sync_api import expect

from tests.support.widget import Script, answer, entry
from tests.web.conftest import OpenWidget

LARGEST = 30 * 1024
# The forms that have broken chat widgets before, each trying to set the same mark.
PAYLOADS = (
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "<svg onload=window.broken=1>",
    '"><iframe srcdoc="<script>parent.broken=1</script>">',
    "<a href=javascript:window.broken=1>x</a>",
    "javascript:window.broken=1",
    "[x](javascript:window.broken=1)",
    'https://evil.example/"onmouseover=window.broken=1',
    "<style>*{background:url(https://evil.example/)}</style>",
    "{{constructor.constructor('window.broken=1')()}}",
    "<details open ontoggle=window.broken=1>",
    "</textarea><img src=https://evil.example/x onerror=window.broken=1>",
    "data:text/html,<script>opener.broken=1</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.broken=1>",
)


def dangerous(payload: str) -> dict[str, object]:
    place = entry(name=payload, kind=payload, municipality=payload, address=payload, phone=payload, languages=[payload])
    sources = [{"title": payload, "url": payload}]
    known = answer(sources=sources, entries=[place], checked_on=payload, translation=payload)
    return {"text": payload, "choices": [{"title": payload, "value": payload}], "answer": known, "language": payload}


@pytest.mark.parametrize("author", ["assistant", "mediator", "notice", "<img src=x onerror=window.broken=1>"])
def test_what_is_said_is_never_run(open_widget: OpenWidget, author: str) -> None:
    widget = open_widget()
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url))
    Script(widget, *({**dangerous(payload), "author": author} for payload in PAYLOADS))
    widget.say(PAYLOADS[0])
    expect(widget.replies).to_have_count(len(PAYLOADS))
    for locator in widget.page.locator("summary").all():
        locator.click()
    widget.page.locator(".choice").last.click()
    widget.page.reload()
    expect(widget.replies).not_to_have_count(0)
    assert widget.page.evaluate("window.broken") is None
    assert not [url for url in asked if not url.startswith(widget.site)]
    assert widget.page.locator(".log").locator("script, img, iframe, style, form, a[href^='javascript']").count() == 0
    expect(widget.own.first).to_contain_text(PAYLOADS[0])


def test_the_script_is_small(site: str) -> None:
    response = httpx.get(f"{site}/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(response.content, 6)) <= LARGEST
    assert response.headers["access-control-allow-origin"] == "*"
    again = httpx.get(f"{site}/widget.js", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_pages_ask_nobody_else_and_set_no_cookies(open_widget: OpenWidget, path: str) -> None:
    widget = open_widget(opened=False)
    asked: list[str] = []
    complaints: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url))
    widget.page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    widget.page.goto(widget.site + path, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if not url.startswith(widget.site)]
    assert not complaints
    assert not widget.page.context.cookies()


@pytest.mark.parametrize("path", ["/", "/embed", "/embed/example"])
def test_pages_carry_a_strict_policy(site: str, path: str) -> None:
    headers = httpx.get(site + path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@contextmanager
def foreign_page(body: str, policy: str) -> Iterator[str]:
    """Another site on this machine with one page; yields its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_it_works_on_a_foreign_page_with_a_strict_policy(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False)
    policy = f"default-src 'none'; script-src {widget.site}; connect-src {widget.site}"
    body = (
        f'<!doctype html><html lang="it"><title>x</title><h1>x</h1>'
        f'<script async src="{widget.site}/widget.js" data-language="it" data-place="Rho" data-title="Comune di Prova">'
        "</script>"
    )
    complaints: list[str] = []
    with foreign_page(body, policy) as address:
        widget.page.goto(address)
        widget.page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        launcher = widget.page.locator(".launcher")
        expect(launcher).to_have_text("Comune di Prova")
        expect(widget.panel).to_be_hidden()
        launcher.click()
        expect(widget.panel).to_have_css("position", "fixed")
        expect(widget.say("ciao")).to_be_visible()
    assert not complaints
