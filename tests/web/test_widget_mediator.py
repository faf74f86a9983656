"""A human being in the chat: waiting for her, talking with her, and what she is told of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from approdo.training import train_language_model
from foundation.catalogue import message as sentence
from foundation.settings import Settings
from tests.support.console import RunningConsole, furnished_home
from tests.support.translators import StandIn, turned
from tests.support.widget import Script, Widget, handoff, mediated
from tests.web.conftest import OpenWidget
from tests.web.test_widget_access import assert_accessible, sideways
from tests.web.test_widget_safety import PAYLOADS

PHONE, DESKTOP, NARROW = ({"width": width, "height": 780} for width in (390, 1280, 320))
ITALIAN = {"text": "Porti il permesso vecchio.\n\nIl numero è 02 1234 5678.", "language": "it", "direction": "ltr"}
ARABIC = {"text": "أحضر التصريح القديم.\n\nالرقم هو 02 1234 5678.", "language": "ar", "direction": "rtl"}
TRANSLATED = ARABIC | {"translation": "machine", "original": ITALIAN}
HELPFUL = {"author": "notice", "text": "Ti è stato utile?", "choices": [{"title": "👍 Sì", "value": "helpful:yes"}]}


@pytest.fixture(scope="module")
def console(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path, test_home: Path
) -> Iterator[RunningConsole]:
    """The web app without Rasa, with a translator that reads words backwards, and Anna, a mediator."""
    train_language_model(Settings(home=test_home))
    home = furnished_home(tmp_path_factory.mktemp("widget"), empty_database, test_home / "models")
    with StandIn("libretranslate") as translator:
        running = RunningConsole(home, translator="libretranslate", translator_url=translator.url)
        running.start()
        running.add("anna@example.org", name="Anna")
        yield running
        running.stop()


@pytest.fixture(scope="module")
def site(console: RunningConsole) -> str:
    """The house these tests talk to."""
    return console.url


@pytest.fixture
def desk(console: RunningConsole) -> Iterator[Callable[..., Any]]:
    """Anna at her desk: does something with the conversation of a widget, or looks at it."""
    with closing(console.signed_in("anna@example.org")) as client:

        def call(widget: Widget, act: str = "", **body: Any) -> Any:
            held = widget.page.evaluate("JSON.parse(sessionStorage.getItem('approdo:' + location.origin))")
            address = f"/api/v1/desk/conversations/{held['id']}/{act or 'messages'}"
            answer = client.post(address, json=body or None) if act else client.get(address)
            assert answer.is_success, answer.text
            return answer.json() if answer.content else None

        yield call


def call_a_person(widget: Widget, language: str, words: str) -> None:
    """Say something and take the button that calls a person."""
    widget.say(words).get_by_role("button", name=sentence("handoff.choice", language)).click()
    expect(widget.bar.get_by_role("status")).to_contain_text(sentence("widget.handoff_waiting", language))


def test_who_waits_can_withdraw_and_the_bar_goes(open_widget: OpenWidget) -> None:
    widget = open_widget()
    call_a_person(widget, "it", "permesso di soggiorno")
    expect(widget.bar).to_contain_text("prima di te")
    button = widget.bar.get_by_role("button", name="Non serve più")
    button.dblclick()
    expect(button).to_be_hidden()
    expect(widget.own).to_have_count(3)
    expect(widget.replies.last).to_contain_text(sentence("handoff.withdrawn", "it"))
    expect(widget.page.locator(".scroller")).to_be_focused()
    assert widget.bar.inner_text() == ""


def test_a_conversation_with_a_mediator(open_widget: OpenWidget, desk: Callable[..., Any]) -> None:
    widget = open_widget(locale="ar", viewport=PHONE)
    call_a_person(widget, "ar", "كيف أجدد تصريح الإقامة؟")
    desk(widget, "take")
    expect(widget.bar.get_by_role("status")).to_contain_text("Anna")
    expect(widget.page.locator(".subtitle")).to_have_text(sentence("widget.author_mediator", "ar"))
    expect(widget.page.get_by_label(sentence("widget.input_to", "ar", name="\u2068Anna\u2069"))).to_be_visible()
    with widget.page.expect_response("**/typing"):
        widget.input.press_sequentially("شكرا")
    assert desk(widget)["person_typing"]
    widget.input.press("Enter")
    expect(widget.own.last.locator(".state")).to_have_text(sentence("widget.state_delivered", "ar"))
    desk(widget, "typing")
    expect(widget.page.locator(".writer")).to_contain_text("Anna")
    desk(widget, "messages", id="reply-0001", text=ITALIAN["text"], language="it")
    message = widget.page.locator(".message.mediator")
    expect(message).to_contain_text(turned("Porti il permesso"))
    expect(message).to_contain_text(sentence("widget.translated", "ar"))
    expect(message.locator(".author")).to_have_text(f"Anna, {sentence('widget.author_mediator', 'ar')}:")
    expect(message.locator(".bubble")).to_have_attribute("lang", "ar")
    button, original = message.locator(".unfold"), message.locator(".original")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(original).to_be_hidden()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(original).to_contain_text("Porti il permesso vecchio.")
    assert (original.get_attribute("lang"), original.get_attribute("dir")) == ("it", "ltr")
    desk(widget, "close")
    expect(widget.bar.get_by_role("status")).to_be_empty()
    widget.page.get_by_role("button", name=sentence("helpful.yes", "ar")).click()
    expect(widget.replies.last).to_contain_text(sentence("helpful.thanks", "ar"))
    assert desk(widget)["helpful"]


def test_what_comes_while_it_is_closed_is_counted_not_read(open_widget: OpenWidget, desk: Callable[..., Any]) -> None:
    widget = open_widget()
    call_a_person(widget, "it", "permesso di soggiorno")
    title = widget.page.title()
    desk(widget, "take")
    expect(widget.replies.last).to_contain_text(sentence("handoff.taken", "it", name="Anna"))
    widget.page.evaluate("Approdo.close()")
    desk(widget, "messages", id="reply-0002", text="Buongiorno", language="it")
    spoken = widget.page.locator(".approdo > [role=status]")
    expect(spoken).to_have_text("Messaggi nuovi: 1. Anna, Mediatore, una persona")
    assert not desk(widget)["messages"][-1]["read"]
    with widget.page.expect_response("**/read"):
        widget.open()
    assert desk(widget)["messages"][-1]["read"]
    assert (spoken.inner_text(), widget.page.title()) == ("", title)


def test_typing_is_told_every_three_seconds_at_most_and_seen_for_six(open_widget: OpenWidget) -> None:
    widget = open_widget()
    script = Script(widget).begin(handoff("taken"))
    expect(widget.bar).to_contain_text("Parli con Anna")
    widget.input.press_sequentially("abcdef", delay=100)
    script.event("typing", {"author": "mediator", "name": "Anna"})
    expect(widget.page.locator(".writer")).to_have_text("Anna sta scrivendo")
    assert script.told == [("typing", None)]
    widget.page.wait_for_timeout(4500)
    expect(widget.page.locator(".typing")).not_to_be_empty()
    expect(widget.page.locator(".typing")).to_be_empty(timeout=3000)


def test_a_message_may_change_and_who_reads_above_is_left_there(open_widget: OpenWidget) -> None:
    widget = open_widget()
    script = Script(widget, *[mediated(**ITALIAN)] * 8).begin(handoff("taken"))
    expect(widget.page.locator(".message.mediator").last).to_be_in_viewport()
    widget.page.wait_for_timeout(600)
    widget.own.scroll_into_view_if_needed()
    last = script.put(**mediated(**ITALIAN, translation="off"))
    expect(widget.replies.last).to_contain_text("Non è stato possibile tradurre questo messaggio.")
    script.change(last, **TRANSLATED)
    expect(widget.replies.last).to_contain_text("Tradotto da una macchina")
    expect(widget.replies).to_have_count(9)
    expect(widget.own).to_be_in_viewport()
    assert script.told == [("read", {"position": 9})]


@pytest.mark.parametrize("locale", ["it-IT", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, NARROW], ids=["phone", "desk", "narrow"])
def test_every_state_passes_axe_and_fits(open_widget: OpenWidget, locale: str, viewport: dict[str, int]) -> None:
    widget = open_widget(locale=locale, viewport=viewport)
    script = Script(widget, mediated(text="Eccomi")).begin(handoff(ahead=12, urgent=True))
    expect(widget.bar).to_contain_text("12")
    expect(widget.bar.locator("a[href='tel:112']")).to_be_visible()
    assert_accessible(widget)
    assert sideways(widget) == 0
    script.status = handoff("taken")
    for message in (mediated(**ITALIAN, translation="off"), mediated(**TRANSLATED), HELPFUL):
        script.put(**message)
    script.event("typing", {"author": "mediator", "name": "Anna"})
    expect(widget.page.locator(".writer")).to_be_visible()
    widget.page.locator(".unfold").click()
    assert_accessible(widget)
    assert sideways(widget) == 0


def test_a_house_that_says_nothing_of_hand_offs_is_told_nothing(open_widget: OpenWidget) -> None:
    widget = open_widget()
    script = Script(widget, {"author": "mediator", "text": "Buongiorno"}, HELPFUL).begin(None)
    expect(widget.replies).to_have_count(2)
    widget.input.press_sequentially("Grazie")
    assert (widget.bar.inner_text(), script.told) == ("", [])


def test_names_and_originals_are_never_run(open_widget: OpenWidget) -> None:
    widget = open_widget()
    script = Script(widget).begin(handoff("taken", mediator={"name": PAYLOADS[1]}))
    expect(widget.bar).to_contain_text(PAYLOADS[1])
    for payload in PAYLOADS:
        original = {"text": payload, "language": payload, "direction": payload}
        script.put(**mediated(mediator={"name": payload}, original=original, translation=payload))
        script.event("typing", {"author": "mediator", "name": payload})
    expect(widget.page.locator(".message.mediator")).to_have_count(len(PAYLOADS))
    widget.page.locator(".unfold").last.click()
    assert widget.page.evaluate("window.broken") is None
    assert widget.panel.locator("script, img, iframe, style, a[href^='javascript']").count() == 0
