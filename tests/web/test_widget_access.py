"""For everybody: keyboard, screen reader, small screens, large letters."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.widget import Script, Widget, answer, entry
from tests.web.conftest import OpenWidget

PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
PLACES = {
    "text": "Vicino a Rho:\n\nChiama il 112 se c'è un pericolo.",
    "choices": [{"title": "Manda la mia posizione", "value": "place:share"}, {"title": "Persona", "value": "person"}],
    "answer": answer(
        sources=[{"title": "Fonte", "url": "https://www.example.org/"}],
        entries=[entry(), entry(id="2", open_now=False, next_opening="2026-12-01T09:00:00+01:00", phone=None)],
    ),
}
ARABIC = PLACES | {"text": "بالقرب من Rho:\n\n1. اتصل بالرقم 112", "language": "ar", "direction": "rtl"}


def assert_accessible(widget: Widget) -> None:
    widget.page.wait_for_timeout(300)  # the opening movement changes colours
    found = Axe().run(widget.page)
    assert found.violations_count == 0, found.generate_report()


def sideways(widget: Widget) -> int:
    """By how many pixels something is wider than the screen, on the page or in the panel."""
    wider: int = widget.page.evaluate(
        """() => {
          const root = document.querySelector('approdo-chat').shadowRoot;
          return Math.max(...[document.documentElement, root.querySelector('.panel'), root.querySelector('.scroller')]
            .map(box => box.scrollWidth - box.clientWidth));
        }"""
    )
    return wider


@pytest.mark.parametrize("path", ["/", "/embed", "/embed/example"])
def test_pages_pass_axe(open_widget: OpenWidget, path: str) -> None:
    widget = open_widget(opened=False)
    widget.page.goto(widget.site + path, wait_until="networkidle")
    assert_accessible(widget)


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE])
def test_the_widget_passes_axe_closed_and_open(open_widget: OpenWidget, viewport: dict[str, int]) -> None:
    widget = open_widget(viewport=viewport)
    assert_accessible(widget)
    widget.tool("Lingua").click()
    assert_accessible(widget)
    widget.page.keyboard.press("Escape")
    widget.tool("Altre azioni").click()
    widget.page.get_by_role("button", name="Cancella la conversazione").click()
    assert_accessible(widget)
    widget.page.keyboard.press("Escape")
    widget.page.evaluate("Approdo.close()")
    assert_accessible(widget)


@pytest.mark.parametrize("reply", [PLACES, ARABIC], ids=["italian", "arabic"])
def test_answers_with_cards_pass_axe(open_widget: OpenWidget, reply: dict[str, object]) -> None:
    widget = open_widget(locale="ar" if reply is ARABIC else "it-IT")
    Script(widget, reply, {"author": "mediator", "text": "Buongiorno"}, {"author": "notice", "text": "Avviso"})
    widget.say("ciao")
    expect(widget.replies).to_have_count(3)
    widget.page.locator("summary").first.click()
    assert_accessible(widget)


def test_a_card_says_what_is_known(open_widget: OpenWidget) -> None:
    widget = open_widget()
    Script(widget, PLACES)
    reply = widget.say("ciao")
    first, second = reply.locator(".card").all()
    expect(first).to_contain_text("Aperto adesso")
    expect(first).to_contain_text("a 1,3 km")
    expect(first).to_contain_text("Lingue: italiano, arabo")
    expect(first.locator("a[href='tel:+390200000000'] bdi")).to_have_attribute("dir", "ltr")
    expect(second).to_contain_text(re.compile(r"Chiuso adesso · apre martedì.* 09:00"))
    expect(second.locator("a[href^=tel]")).to_have_count(0)
    expect(reply.locator("p a[href='tel:112']")).to_have_count(1)
    expect(reply).to_contain_text("Non ancora controllato da una persona.")


def test_everything_can_be_done_with_the_keyboard(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False, path="/embed/example")
    launcher, keyboard = widget.page.locator(".launcher"), widget.page.keyboard
    expect(launcher).to_have_attribute("aria-expanded", "false")
    keyboard.press("Tab")
    expect(launcher).to_be_focused()
    keyboard.press("Enter")
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(launcher).to_have_attribute("aria-controls", widget.panel.get_attribute("id") or "")
    expect(widget.input).to_be_focused()
    keyboard.type("prima riga")
    keyboard.press("Shift+Enter")
    keyboard.type("ciao")
    expect(widget.input).to_have_value("prima riga\nciao")
    keyboard.press("Enter")
    widget.reply(0)
    expect(widget.input).to_be_focused()
    widget.tool("Lingua").focus()
    keyboard.press("Enter")
    expect(widget.panel.get_by_role("listitem").get_by_role("button", name="Italiano")).to_be_focused()
    keyboard.press("Escape")
    expect(widget.tool("Lingua")).to_be_focused()
    keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(launcher).to_be_focused()


def test_new_messages_do_not_take_the_focus(open_widget: OpenWidget) -> None:
    widget = open_widget()
    widget.input.fill("ciao")
    widget.input.press("Enter")
    widget.tool("Altre azioni").focus()
    widget.reply(0)
    expect(widget.tool("Altre azioni")).to_be_focused()


def test_a_screen_reader_is_told_who_speaks(open_widget: OpenWidget) -> None:
    widget = open_widget()
    Script(widget, {"text": "Eccomi"}, {"author": "mediator", "text": "Buongiorno"})
    widget.say("ciao")
    expect(widget.log).to_have_attribute("aria-live", "polite")
    expect(widget.own.first).to_contain_text("Tu: ")
    expect(widget.replies.nth(0)).to_contain_text("Approdo: Eccomi")
    expect(widget.replies.nth(1)).to_contain_text("Mediatore")


@pytest.mark.parametrize("locale", ["it-IT", "ar"])
@pytest.mark.parametrize("path", ["/", "/embed"])
def test_a_narrow_screen_scrolls_in_one_direction_only(open_widget: OpenWidget, locale: str, path: str) -> None:
    widget = open_widget(locale=locale, viewport=NARROW, opened=False)
    if path == "/embed":
        widget.page.goto(widget.site + path)
        assert widget.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        return
    widget.open()
    assert sideways(widget) == 0
    Script(widget, ARABIC if locale == "ar" else PLACES, {"text": "x" * 300})
    widget.say("w" * 300)
    expect(widget.replies).to_have_count(2)
    assert sideways(widget) == 0
    for tool in widget.page.locator(".tool[aria-controls]").all():
        tool.click()
        menu = widget.page.locator(".menu:visible")
        box = menu.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE])
def test_targets_are_large_enough(open_widget: OpenWidget, viewport: dict[str, int]) -> None:
    widget = open_widget(viewport=viewport)
    Script(widget, PLACES)
    widget.say("ciao")
    small = widget.page.evaluate(
        """() => [...document.querySelector('approdo-chat').shadowRoot.querySelectorAll(
             'button, textarea, summary, .action, .sources a')]
           .filter(node => node.offsetParent)
           .map(node => [node.className || node.tagName, node.getBoundingClientRect()])
           .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => name + ' ' + box.height)"""
    )
    assert small == []


def test_large_letters_still_fit(open_widget: OpenWidget) -> None:
    widget = open_widget(viewport={"width": 640, "height": 400})  # 1280 × 800 at 200 %
    widget.say("ciao")
    assert sideways(widget) == 0
    box = widget.input.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 400


def test_on_a_phone_the_page_stays_in_sight_until_the_chat_is_used(open_widget: OpenWidget) -> None:
    widget = open_widget(viewport=PHONE, opened=False)
    expect(widget.panel).to_be_visible()
    expect(widget.page.locator(".emergency a").first).to_be_in_viewport()
    box = widget.panel.bounding_box()
    assert box
    assert box["height"] < PHONE["height"] * 0.65
    widget.input.click()
    expect(widget.panel).to_have_css("height", f"{PHONE['height']}px")


def test_with_less_motion_nothing_moves(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False)
    widget.page.emulate_media(reduced_motion="reduce")
    widget.open()
    expect(widget.panel).to_have_css("animation-name", "none")
