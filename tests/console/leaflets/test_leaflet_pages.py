"""The page of leaflets in a browser: a PDF with a page for each language, and what cannot be printed."""

import re
from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from knowledge.loading import load_content
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.screens import DESK, PHONE, assert_good

LEAFLETS = "/console/leaflets"
BOTH = pytest.mark.parametrize("width", [DESK, PHONE])


@pytest.fixture(scope="module")
def console(console: RunningConsole) -> RunningConsole:
    """The console with all that ships, a mediator and a coordinator who reads English."""
    console.database(load_content)
    console.add("mia@example.org", Role.MEDIATOR, name="Mia")
    console.add("ellen@example.org", Role.ADMIN, "en", name="Ellen")
    return console


def made(page: Page, button: str = "Prepara il volantino") -> tuple[str, list[str]]:
    """The name of the PDF that the form leads to, and the text of its pages without spaces."""
    # Without a window a browser has no viewer of PDF: what the form asks for is fetched with its cookies.
    with page.expect_request(re.compile("leaflet.pdf")) as asked:
        page.get_by_role("button", name=button).click()
    answer = page.request.get(asked.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    pages = pypdf.PdfReader(BytesIO(answer.body())).pages
    return answer.headers["content-disposition"], [re.sub(r"\s", "", sheet.extract_text()) for sheet in pages]


@BOTH
def test_a_guide_in_italian_and_arabic_has_two_pages(opened: OpenPage, width: int) -> None:
    page = opened("mia", LEAFLETS, width)
    assert_good(page)
    page.get_by_label("Guida").select_option("Rinnovare il permesso di soggiorno")
    page.get_by_label("العربية").check()
    name, pages = made(page)
    assert "approdo-permit_renewal.pdf" in name
    assert len(pages) == 2
    assert "Rinnovareilpermessodisoggiorno" in pages[0]
    assert re.search("[\u0600-\u06ff\ufe70-\ufeff]{3}", pages[1])


def test_a_towns_services_are_printed_in_english(opened: OpenPage) -> None:
    page = opened("ellen", LEAFLETS)
    assert_good(page)
    page.get_by_label("or a town").fill("Milano")
    name, pages = made(page, "Make the leaflet")
    assert "approdo-servizi.pdf" in name
    assert len(pages) == 1


@BOTH
def test_what_was_filled_in_stays_when_it_cannot_be_printed(opened: OpenPage, width: int) -> None:
    page = opened("mia", LEAFLETS, width)
    page.get_by_label("oppure un Comune").fill("Atlantide")
    page.get_by_label("Italiano").uncheck()
    page.get_by_role("button", name="Prepara il volantino").click()
    town = page.get_by_label("oppure un Comune")
    expect(town).to_have_value("Atlantide")
    expect(town).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("group", name="Lingue")).to_contain_text("Scegli almeno una lingua.")
    expect(page.get_by_label("Italiano")).not_to_be_checked()
    assert_good(page)
    town.fill("Morterone")
    page.get_by_label("العربية").check()
    page.get_by_role("button", name="Prepara il volantino").click()
    expect(page.get_by_role("alert")).to_contain_text("non conosciamo servizi")
    expect(page.get_by_label("العربية")).to_be_checked()
    assert_good(page)
