"""For everybody: screen reader, keyboard, small screens, large letters, right to left inside left to right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.console.desk.conftest import OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, assert_accessible, mediator, sideways, small_targets, waiting
from tests.support.person import Person

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
# A window of 1280 by 800 at 200 %.
ENLARGED: ViewportSize = {"width": 640, "height": 400}
SAID = ("كيف أجدد تصريح الإقامة؟", "أريد أن أتحدث مع شخص")


@pytest.fixture
def person(console: RunningConsole) -> Iterator[Person]:
    """Somebody who writes from right to left and waits."""
    with waiting(console.url, "ar", *SAID) as found:
        yield found


@pytest.fixture(scope="module")
def emma(console: RunningConsole, staff: Staff) -> None:
    """A mediator whose console speaks English."""
    staff["emma"] = mediator(console, "Emma Green", ("en", "ar"), reads="en")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_italian(open_desk: OpenDesk, person: Person, viewport: ViewportSize) -> None:
    desk = open_desk("anna", viewport)
    assert_accessible(desk.page)
    desk.open_id(person.id)
    assert_accessible(desk.page)
    desk.take().write("Buongiorno, sono qui")
    desk.act("Nota").click()
    desk.dialog.get_by_label("Testo della nota").fill("Da richiamare")
    desk.submit("Salva la nota")
    for details in desk.log.locator("summary").all():
        details.click()
    assert_accessible(desk.page)
    for act, cancel in (("Chiudi", "Annulla"), ("Passa", "Annulla"), ("Restituisci", "Annulla")):
        desk.act(act).click()
        expect(desk.dialog).not_to_contain_text("Sto caricando…")
        assert_accessible(desk.page)
        desk.dialog.get_by_role("button", name=cancel).click()
    desk.page.get_by_role("button", name="Risposte e schede").click()
    expect(desk.page.locator(".desk-suggested-row").first).to_be_visible()
    assert_accessible(desk.page)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_english(open_desk: OpenDesk, person: Person, emma: None, viewport: ViewportSize) -> None:
    desk = open_desk("emma", viewport)
    desk.visit(f"?conversation={person.id}")
    assert desk.page.locator("html").get_attribute("lang") == "en"
    desk.page.locator("#desk-acts").get_by_role("button", name="Take").click()
    expect(desk.field).to_be_editable()
    assert_accessible(desk.page)
    assert "Sto " not in desk.page.locator("body").inner_text()


def test_right_to_left_stands_right_inside_left_to_right(open_desk: OpenDesk, person: Person) -> None:
    desk = open_desk("anna").open_id(person.id)
    words = desk.said("person").first.locator("p[lang=ar]").first
    # Asked until it holds: the list may be drawn again while it is asked.
    expect(words).to_have_css("direction", "rtl")
    assert desk.page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    desk.take()
    desk.field.fill("مرحبا")
    expect(desk.field).to_have_css("direction", "rtl")
    desk.field.fill("Buongiorno")
    expect(desk.field).to_have_css("direction", "ltr")


@pytest.mark.parametrize("viewport", [PHONE, NARROW, ENLARGED], ids=["phone", "320", "200 percent"])
def test_small_screens_and_large_letters(open_desk: OpenDesk, person: Person, viewport: ViewportSize) -> None:
    desk = open_desk("anna", viewport)
    assert sideways(desk.page) == 0
    desk.open_id(person.id).take()
    expect(desk.said("person").first).to_be_visible()
    assert sideways(desk.page) == 0
    desk.field.scroll_into_view_if_needed()
    expect(desk.page.locator("#desk-send")).to_be_visible()
    desk.page.get_by_role("button", name="Risposte e schede").click()
    expect(desk.page.locator(".desk-suggested-row").first).to_be_visible()
    assert sideways(desk.page) == 0
    desk.page.keyboard.press("Escape")
    desk.act("Chiudi").click()
    assert sideways(desk.page) == 0


def test_targets_on_a_phone_are_large(open_desk: OpenDesk, person: Person) -> None:
    desk = open_desk("anna", PHONE)
    assert small_targets(desk.page, 44) == []
    desk.open_id(person.id).take()
    assert small_targets(desk.page, 44) == []
    desk.act("Passa").click()
    assert small_targets(desk.page, 44) == []


def test_one_after_the_other_on_a_phone(open_desk: OpenDesk, person: Person) -> None:
    desk = open_desk("anna", PHONE)
    row = desk.page.locator(f"[data-id='{person.id}']")
    row.click()
    expect(desk.page.locator("#desk-list")).to_be_hidden()
    expect(desk.page.locator("#desk-name")).to_be_focused()
    desk.page.get_by_role("button", name="Torna all'elenco").click()
    expect(row).to_be_focused()
    desk.page.go_forward()
    expect(desk.said("person").first).to_be_visible()
    desk.page.go_back()
    expect(row).to_be_visible()
    # Opened by its address there is no page before it: the list comes all the same.
    desk.open_id(person.id).page.get_by_role("button", name="Torna all'elenco").click()
    expect(row).to_be_visible()


def test_everything_by_keyboard(open_desk: OpenDesk, person: Person) -> None:
    desk = open_desk("anna")
    keys = desk.page.keyboard
    expect(desk.page.locator(f"[data-id='{person.id}']")).to_be_visible()
    keys.press("j")
    focused = desk.page.locator(".desk-row:focus")
    expect(focused).to_be_visible()
    for _ in range(desk.page.locator(".desk-row").count()):
        if focused.get_attribute("data-id") == person.id:
            break
        keys.press("j")
    keys.press("Enter")
    expect(desk.page.locator("#desk-name")).to_be_focused()
    keys.press("t")
    expect(desk.field).to_be_focused()
    keys.type("jkn non sono scorciatoie qui")
    keys.press("Enter")
    keys.type("seconda riga")
    keys.press("Control+Enter")
    expect(desk.said("mediator").last).to_contain_text("jkn non sono scorciatoie qui")
    expect(desk.said("mediator").last).to_contain_text("seconda riga")
    keys.press("Escape")
    keys.press("n")
    keys.type("Una nota")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(desk.said("note")).to_contain_text("Una nota")
    keys.press("s")
    expect(desk.page.locator("#desk-suggestions-search")).to_be_focused()
    keys.press("Escape")
    expect(desk.page.locator("#desk-suggest")).to_be_focused()
    keys.press("/")
    expect(desk.page.locator("#desk-search")).to_be_focused()
    keys.press("Tab")
    keys.press("?")
    expect(desk.dialog).to_contain_text("Scorciatoie da tastiera")
    keys.press("Escape")
    keys.press("c")
    expect(desk.dialog).to_contain_text("Chiudere la conversazione")
    keys.press("Enter")
    expect(desk.page.locator("#desk-about")).to_contain_text("Ha avuto risposta")


def test_single_keys_can_be_switched_off(open_desk: OpenDesk, person: Person) -> None:
    desk = open_desk("luca").open_id(person.id)
    desk.page.keyboard.press("?")
    desk.dialog.get_by_label("Usa le scorciatoie").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("t")
    desk.page.keyboard.press("?")
    expect(desk.dialog).to_have_count(0)
    expect(desk.act("Prendi")).to_be_visible()
    DeskPage(desk.page, desk.site).visit()
    expect(desk.page.locator("#desk-keys-on")).not_to_be_checked()
