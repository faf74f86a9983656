"""The editor in a browser: by keyboard, without scripts, on narrow screens, for screen readers, without a network."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.console.conftest import OpenPage
from tests.console.knowledge.conftest import draft, serve, served
from tests.support.console import RunningConsole
from tests.support.records import a_service
from tests.support.screens import DESK, NARROW, PHONE, assert_good, assert_sound

ARABIC = "مكتب المهاجرين"


@pytest.fixture
def path(records: RunningConsole) -> str:
    """A service of this test's own, with Arabic in its text."""
    identifier = str(uuid4())
    content = a_service(name=f"Sportello {identifier[:8]}", description=f"{ARABIC}: aiuto per i documenti.")
    records.database(lambda sessions: serve(sessions, identifier, content))
    return f"/console/knowledge/services/{identifier}"


@pytest.mark.parametrize(("who", "width"), [("anna", DESK), ("carla", DESK), ("anna", PHONE), ("anna", NARROW)])
def test_every_page_passes_axe(opened: OpenPage, path: str, who: str, width: int) -> None:
    page = opened(who, "/console/knowledge?q=sportello&town=Rho", width)
    assert_sound(page, width)
    for address in ("/console/knowledge?area=organizations", "/console/knowledge/services/new?search=rho", path):
        page.goto(page.url.partition("/console")[0] + address)
        assert_sound(page, width)
    page.locator("#name").fill("")
    page.locator("#TU-0-opens").fill("di sera")
    page.locator("button[value=publish]").click()
    expect(page.locator(".console-fault[role=alert]").first).to_be_visible()
    assert_sound(page, width)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#name")).to_be_focused()
    for address in (f"{path}/history?from=served&to=draft", f"{path}/preview?language=ar"):
        page.goto(page.url.partition("/console")[0] + address)
        assert_sound(page, width)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_preview_speaks_arabic_and_the_conflict_shows_both(
    opened: OpenPage, records: RunningConsole, path: str, width: int
) -> None:
    page = opened("anna", f"{path}/preview?language=ar", width)
    phone = page.locator(".knowledge-phone")
    assert phone.get_attribute("dir") == "rtl"
    expect(phone).to_contain_text("Via Roma 1")
    assert_sound(page, width)
    page.goto(records.url + path)
    other = opened("bruna", path, width, scripts=False)
    other.locator("#description").fill(f"{ARABIC} di Bruna")
    other.locator("button[value=save]").click()
    expect(other.locator(".console-done")).to_have_text("Bozza salvata.")
    page.locator("#description").fill(f"{ARABIC} di Anna")
    expect(page.locator("#saving")).to_contain_text("Un’altra persona", timeout=15_000)
    page.locator("button[value=save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Due versioni dello stesso testo")
    assert_sound(page, width)
    page.get_by_label("Tieni tutti e due").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Salva la scelta come bozza").press("Enter")
    expect(page.locator("#description")).to_have_value(f"{ARABIC} di Bruna\n\n{ARABIC} di Anna")


def test_a_service_is_written_without_scripts(opened: OpenPage, records: RunningConsole, path: str) -> None:
    page = opened("anna", "/console/knowledge", scripts=False)
    page.get_by_label("Cerca", exact=True).fill("sportelo")
    page.get_by_label("Cerca", exact=True).press("Enter")
    page.goto(records.url + path)
    thursday = page.get_by_role("group", name="Giovedì")
    thursday.get_by_label("Orario 1, dalle").fill("9")
    thursday.get_by_label("Orario 1, alle").fill("12.30")
    thursday.get_by_label("Orario 2, dalle").fill("14")
    thursday.get_by_label("Orario 2, alle").fill("17")
    page.locator("button[value=publish]").press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Pubblicato: l’assistente risponde già così.")
    expect(thursday.get_by_label("Orario 2, alle")).to_have_value("17:00")
    content = served(records, path.rpartition("/")[2]) or {}
    assert any(row["byday"] == "TH" and row["opens_at"] == "14:00" for row in content["schedules"])


def test_the_text_outlives_a_closed_laptop(opened: OpenPage, records: RunningConsole, path: str) -> None:
    page, identifier = opened("anna", path), path.rpartition("/")[2]
    page.locator("#application_process").fill("Su appuntamento")
    expect(page.locator("#saving")).to_contain_text("Bozza salvata", timeout=15_000)
    held = draft(records, identifier)
    assert held is not None
    assert held.content["application_process"] == "Su appuntamento"
    page.context.set_offline(True)
    page.locator("#application_process").fill("Su appuntamento, al mattino")
    expect(page.locator("#saving")).to_contain_text("al sicuro su questo computer", timeout=15_000)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(records.url + path)
    expect(again.locator("#unsaved")).to_be_visible()
    assert_good(again)
    again.get_by_role("button", name="Riprendi il testo").press("Enter")
    expect(again.locator("#application_process")).to_have_value("Su appuntamento, al mattino")
    expect(again.locator("#saving")).to_contain_text("Bozza salvata", timeout=15_000)
    again.reload()
    expect(again.locator("#unsaved")).to_be_hidden()
    # What was sent with a button and arrived is not offered once more, though the server writes it otherwise.
    again.locator("#MO-0-opens").fill("8.30")
    again.locator("button[value=save]").click()
    expect(again.locator(".console-done")).to_have_text("Bozza salvata.")
    expect(again.locator("#MO-0-opens")).to_have_value("08:30")
    expect(again.locator("#unsaved")).to_be_hidden()
    expect(again.locator("#application_process")).to_have_value("Su appuntamento, al mattino")


def test_a_text_that_comes_back_overwrites_nobody(opened: OpenPage, records: RunningConsole, path: str) -> None:
    page = opened("anna", path)
    page.context.set_offline(True)
    page.locator("#description").fill("Di Anna, in treno")
    expect(page.locator("#saving")).to_contain_text("al sicuro su questo computer", timeout=15_000)
    page.close()
    other = opened("bruna", path, scripts=False)
    other.locator("#description").fill("Di Bruna, in ufficio")
    other.locator("button[value=save]").click()
    expect(other.locator(".console-done")).to_have_text("Bozza salvata.")
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(records.url + path)
    again.get_by_role("button", name="Riprendi il testo").click()
    expect(again.locator("#saving")).to_contain_text("Un’altra persona", timeout=15_000)
    again.locator("button[value=save]").click()
    expect(again.locator(".knowledge-text")).to_have_text(["Di Anna, in treno", "Di Bruna, in ufficio"])
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    assert held.content["description"] == "Di Bruna, in ufficio"


def test_doubles_and_the_town_are_noticed_while_typing(opened: OpenPage, records: RunningConsole, path: str) -> None:
    first = served(records, path.rpartition("/")[2]) or {}
    page = opened("anna", f"/console/knowledge/services/new?organization={first['organization_id']}")
    expect(page.locator("#doubles")).to_be_hidden()
    page.locator("#municipality").fill("Rho")
    page.locator("#name").fill(first["name"])
    expect(page.locator("#doubles")).to_contain_text(first["name"], timeout=15_000)
    page.get_by_role("button", name="Usa il punto del comune").click()
    expect(page.locator("#latitude")).to_have_value("45.53245")
    address = "https://www.openstreetmap.org/?mlat=45.53245&mlon=9.0402#map=18/45.53245/9.0402"
    expect(page.locator("#map")).to_have_attribute("href", address)
    page.locator("#municipality").fill("Arse")
    page.get_by_role("button", name="Usa il punto del comune").click()
    expect(page.locator("#place-state")).to_contain_text("Arese")
    assert_good(page)


def test_a_mediator_sees_the_form_and_nothing_to_press(opened: OpenPage, path: str) -> None:
    page = opened("amina", path)
    expect(page.locator("#name")).to_be_disabled()
    expect(page.get_by_role("button", name="Pubblica")).to_have_count(0)
    assert_good(page)
