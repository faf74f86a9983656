"""Posters: from the console and from the command line, with a code that leads where it says."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from accounts.models import Role
from approdo.cli import app
from connectors.telegram.deep_links import Beginning, link
from connectors.telegram.posters import poster, qr, spoken_languages
from console.guard import COOKIE
from foundation.catalogue import message
from tests.support.bot_api import USERNAME, BotApi, Fault
from tests.support.console import RunningConsole
from tests.support.desk import assert_accessible
from tests.support.telegram_house import deliveries, says
from tests.support.telegram_user import TelegramUser


@pytest.fixture(scope="module")
def admin(connected: RunningConsole, api: BotApi) -> Iterator[httpx.Client]:
    """A coordinator who has signed in, once the bot is known."""
    connected.add("admin@example.org", Role.ADMIN)
    TelegramUser(api).waits(lambda: api.made("setMyCommands"))
    with connected.signed_in("admin@example.org") as client:
        yield client


def drawn_code(svg: str) -> list[str]:
    return re.findall(r'<path[^>]* d="([^"]+)"', svg)


def test_a_poster_is_one_page_with_the_code_of_its_link_and_words_in_each_language() -> None:
    beginning = Beginning("015182", "uk", "tax_code")
    svg = poster("approdo_bot", beginning, spoken_languages(), "Rho <3")
    ElementTree.fromstring(svg)
    made = qr(link("approdo_bot", beginning)).svg_inline(border=2)
    assert drawn_code(svg) == drawn_code(made)
    for language in spoken_languages():
        assert message("telegram.poster.scan", language).replace("'", "&#x27;") in svg
    assert "Rho &lt;3" in svg
    assert "style=" not in svg
    assert 'direction="rtl"' in svg


def test_the_console_makes_one(admin: httpx.Client) -> None:
    asked = {"town": "Rho", "topic": "tax_code", "begins": "uk", "languages": ["it", "uk"]}
    page = admin.get("/console/posters", params=asked)
    assert page.status_code == 200
    assert f"https://t.me/{USERNAME}?start=015182-uk-tax_code" in page.text
    image = admin.get("/console/posters/poster.svg", params=asked)
    assert image.headers["content-type"] == "image/svg+xml"
    assert message("telegram.poster.title", "uk") in image.text
    assert message("telegram.poster.title", "fr") not in image.text
    unknown = admin.get("/console/posters", params={"town": "Atlantis"})
    assert message("console.posters.town_unknown", "it") in unknown.text
    assert "poster.svg" not in unknown.text


def test_a_coordinator_sees_what_did_not_arrive(api: BotApi, connected: RunningConsole, admin: httpx.Client) -> None:
    empty = admin.get("/console/deliveries").text
    assert message("console.deliveries.works", "it", bot=USERNAME) in empty
    assert message("console.deliveries.empty", "it") in empty
    user = TelegramUser(api)
    user.writes("/lingua")
    user.sees_more(1)
    api.fail("sendMessage", Fault(400, "Bad Request: <odd> thing"))
    says(connected, user, "secret words")
    user.waits(lambda: any(row.state == "failed" for row in deliveries(connected, user)))
    shown = admin.get("/console/deliveries").text
    assert "&lt;odd&gt; thing" in shown
    assert "secret words" not in shown
    assert str(user.id) not in shown


def test_the_pages_can_be_used_by_everybody(connected: RunningConsole, admin: httpx.Client, browser: Browser) -> None:
    context = browser.new_context(locale="it-IT")
    context.add_cookies([{"name": COOKIE, "value": admin.cookies[COOKIE], "url": connected.url, "sameSite": "Strict"}])
    page = context.new_page()
    page.goto(f"{connected.url}/console/posters")
    page.get_by_label("Comune").fill("Rho")
    page.get_by_role("button", name=message("console.posters.make", "it")).click()
    expect(page.get_by_role("img")).to_be_visible()
    assert page.evaluate("document.images[0].naturalWidth") > 0
    assert_accessible(page)
    page.goto(f"{connected.url}/console/deliveries")
    assert_accessible(page)
    context.close()


def test_the_command_line_makes_one(tmp_path: Path) -> None:
    runner = CliRunner()
    for name in ("poster.svg", "code.png"):
        done = runner.invoke(app, ["qr", "--bot", "@b_bot", "--town", "Rho", "--output", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert done.output.strip() == "https://t.me/b_bot?start=015182--"
        assert (tmp_path / name).stat().st_size > 500
    shown = runner.invoke(app, ["qr", "--bot", "b_bot"])
    assert "█" in shown.output
    for wrong in (["--town", "Atlantis"], ["--language", "xx"], ["--topic", "greet"], ["--languages", "it,xx"]):
        assert runner.invoke(app, ["qr", "--bot", "b_bot", *wrong]).exit_code == 2
    assert runner.invoke(app, ["qr", "--bot", "b", "--output", str(tmp_path / "x.pdf")]).exit_code == 2
