"""What is due, and an organization's own link, in a browser: on a desk and a phone, with Arabic words."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from foundation.database import Sessions
from knowledge.directory.models import Service
from knowledge.directory.repository import services
from knowledge.editing import Editing, Editor, Subject
from knowledge.kinds import KINDS
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.screens import DESK, PHONE, assert_good

FRESHNESS = "/console/freshness"
WORD = "مغلق في أغسطس"
BOTH = pytest.mark.parametrize("width", [DESK, PHONE])


def due(page: Page) -> Locator:
    return page.locator("article").filter(has=page.get_by_role("button", name=re.compile("È ancora vero")))


def link_for(page: Page, console: RunningConsole, service_id: str) -> str:
    """The link an editor makes for an organization."""
    page.goto(console.url + FRESHNESS)
    page.locator(f"form[action$='/{service_id}/invite'] button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fai confermare all'ente")
    assert_good(page)
    return page.get_by_label("Collegamento da mandare").input_value()


def outside(browser: Browser, link: str, language: str = "it-IT") -> Page:
    """The organization's phone: no account, no scripts."""
    context = browser.new_context(viewport={"width": PHONE, "height": 740}, locale=language, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    return page


def first_offered(console: RunningConsole, page: Page) -> str:
    """The service that is first in the list."""
    page.goto(console.url + FRESHNESS)
    action = page.locator("form[action$='/invite']").first.get_attribute("action")
    assert action
    return action.split("/")[-2]


@BOTH
def test_one_click_confirms_and_somebody_is_made_responsible(opened: OpenPage, width: int) -> None:
    page = opened("anna", FRESHNESS, width)
    assert_good(page)
    name = due(page).first.get_by_role("heading").inner_text()
    due(page).first.get_by_role("button", name="È ancora vero").click()
    expect(page.get_by_role("status")).to_contain_text("ancora vero")
    expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(0)

    second = due(page).first
    name = second.get_by_role("heading").inner_text()
    second.locator("summary").click()
    second.get_by_label("Se ne occupa").select_option("Anna")
    second.get_by_label("Prossimo controllo").fill("2026-01-31")
    assert_good(page)
    second.get_by_role("button", name="Salva").click()
    page.get_by_role("link", name="Affidato a me").click()
    expect(page.get_by_role("link", name="Affidato a me")).to_have_attribute("aria-current", "page")
    mine = due(page).filter(has_text=name)
    expect(mine).to_contain_text("Se ne occupa: Anna")
    mine.locator("summary").click()
    expect(mine.get_by_label("Prossimo controllo")).to_have_value("2026-01-31")
    assert_good(page)


def test_the_list_speaks_english_too(opened: OpenPage) -> None:
    page = opened("ellen", FRESHNESS)
    expect(page.get_by_role("heading", level=1)).to_have_text("To check")
    assert_good(page)


@BOTH
def test_an_organization_corrects_its_record_and_staff_take_it(
    opened: OpenPage, browser: Browser, console: RunningConsole, width: int
) -> None:
    page = opened("anna", FRESHNESS, width)
    service_id = first_offered(console, page)
    link = link_for(page, console, service_id)
    theirs = outside(browser, link)
    expect(theirs.get_by_role("link", name="Approdo")).to_have_attribute("href", "/")
    theirs.get_by_label("Telefono").fill("non si sa")
    theirs.get_by_label("Altro che dobbiamo sapere").fill(WORD)
    theirs.get_by_label("Chi invia").fill("مدرسة Rossi")
    theirs.get_by_role("button", name="Invia").click()
    wrong = theirs.get_by_label("Telefono")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(theirs.get_by_label("Altro che dobbiamo sapere")).to_have_value(WORD)
    wrong.fill("02 7200 1234")
    theirs.get_by_role("button", name="Invia").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Grazie")
    theirs.goto(link)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Questo collegamento non vale più")
    theirs.context.close()

    page.goto(console.url + FRESHNESS)
    offer = page.locator("article").filter(has_text=WORD)
    expect(offer.locator("ins")).to_contain_text("02 7200 1234")
    expect(offer.locator("blockquote")).to_have_css("direction", "rtl")
    assert_good(page)
    offer.get_by_role("button", name="Accetta", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Accettato")

    async def read(sessions: Sessions) -> Service:
        async with sessions() as session:
            return (await services(session, [service_id]))[0]

    service = console.database(read)
    assert (service.assurer, service.phones[0].number) == ("مدرسة Rossi", "02 7200 1234")


def test_the_page_of_the_link_passes_axe_in_both_languages(
    opened: OpenPage, browser: Browser, console: RunningConsole
) -> None:
    page = opened("anna", FRESHNESS)
    link = link_for(page, console, first_offered(console, page))
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(link)
        assert_good(page)
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        assert_good(page)
        page.goto(link + "x")
        assert_good(page)
    asked_in_arabic = outside(browser, link, "ar")
    expect(asked_in_arabic.locator("html")).to_have_attribute("lang", "it")
    asked_in_arabic.context.close()


def test_somebodys_draft_is_not_overwritten_by_what_an_organization_sent(
    opened: OpenPage, browser: Browser, console: RunningConsole
) -> None:
    page = opened("anna", FRESHNESS)
    service_id = first_offered(console, page)
    theirs = outside(browser, link_for(page, console, service_id))
    theirs.get_by_label("E-mail").fill("scuola@example.org")
    theirs.get_by_label("Chi invia").fill("Scuola Verdi")
    theirs.get_by_role("button", name="Invia").click()
    theirs.context.close()

    async def begin(sessions: Sessions) -> None:
        editing, subject = Editing(sessions, KINDS), Subject("service", service_id)
        content = await editing.served(subject)
        assert content
        await editing.save(subject, content | {"name": "La bozza di Bruna"}, 0, Editor("bruna", "Bruna"))

    console.database(begin)
    page.goto(console.url + FRESHNESS)
    offer = page.locator("article").filter(has_text="Scuola Verdi")
    offer.get_by_role("button", name="Accetta", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("c’è una bozza")
    expect(offer).to_have_count(1)
    assert_good(page)
    draft = console.database(lambda sessions: Editing(sessions, KINDS).draft(Subject("service", service_id)))
    assert draft
    assert draft.content["name"] == "La bozza di Bruna"
