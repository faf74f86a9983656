"""What is written is not lost: no network, errors, streams that do not pass."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.support.screens import posted
from tests.support.widget import Script, Widget
from tests.web.conftest import OpenWidget

HELLO = {"text": "Ciao! Come posso aiutarti?"}


@pytest.fixture
def widget(open_widget: OpenWidget) -> Widget:
    return open_widget()


def test_without_a_network_messages_wait_and_go_out_once(widget: Widget) -> None:
    widget.say("ciao")
    widget.page.context.set_offline(True)
    widget.input.fill("grazie")
    widget.input.press("Enter")
    expect(widget.page.locator(".banner")).to_contain_text("Non c'è internet")
    expect(widget.own.last.locator(".state")).to_contain_text("Non ancora inviato")
    widget.page.context.set_offline(False)
    expect(widget.own.last.locator(".state")).to_contain_text("Inviato", timeout=20_000)
    expect(widget.page.locator(".banner")).to_be_empty()
    expect(widget.replies).to_have_count(2, timeout=20_000)
    expect(widget.own).to_have_count(2)


def test_a_message_that_waits_survives_a_reload(widget: Widget) -> None:
    ids = []

    def refuse(route: Route) -> None:
        ids.append(posted(route.request)["id"])
        route.abort()

    messages = re.compile(r"/messages$")
    widget.say("ciao")
    widget.page.route(messages, refuse)
    widget.input.fill("grazie")
    widget.input.press("Enter")
    expect(widget.own.last.locator(".state")).to_contain_text("Non ancora inviato")
    widget.page.unroute(messages)
    with widget.page.expect_request(lambda request: request.method == "POST") as sent:
        widget.page.reload()
    assert posted(sent.value)["id"] == ids[0]
    assert len(set(ids)) == 1
    expect(widget.replies).to_have_count(2, timeout=20_000)
    expect(widget.own).to_have_count(2)
    expect(widget.own.last).to_contain_text("grazie")


def test_a_message_sent_before_the_earlier_ones_are_read_stays_last(widget: Widget) -> None:
    messages, reading = re.compile(r"/messages$"), re.compile(r"/messages\?after=")
    held: list[Route] = []
    widget.say("ciao")
    widget.page.route(messages, lambda route: route.abort())
    widget.input.fill("grazie")
    widget.input.press("Enter")
    expect(widget.own.last.locator(".state")).to_contain_text("Non ancora inviato")
    widget.page.unroute(messages)
    widget.page.route(reading, lambda route: held.append(route))
    with widget.page.expect_response(lambda response: response.request.method == "POST"):
        widget.page.reload()
    expect(widget.own.last.locator(".state")).to_contain_text("Inviato")
    assert held
    for route in held:
        route.continue_()
    widget.page.unroute(reading)
    expect(widget.replies).to_have_count(2, timeout=20_000)
    expect(widget.own.first).to_contain_text("ciao")
    expect(widget.own.last).to_contain_text("grazie")


def test_a_busy_house_is_asked_again_with_the_same_id(widget: Widget) -> None:
    Script(widget, HELLO)
    ids = []

    def busy_once(route: Route) -> None:
        ids.append(posted(route.request)["id"])
        if len(ids) == 1:
            route.fulfill(status=503, json={"error": {"code": "not_ready", "message": "Un momento."}})
        else:
            route.fallback()

    widget.page.route(re.compile(r"/messages$"), busy_once)
    expect(widget.say("ciao")).to_contain_text("Come posso aiutarti")
    assert ids[0] == ids[1]
    expect(widget.own).to_have_count(1)


def test_a_refused_message_says_why_and_is_not_sent_again(widget: Widget) -> None:
    tries = []

    def refuse(route: Route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=422, json={"error": {"code": "invalid_input", "message": "Scrivi con parole."}})

    widget.page.route(re.compile(r"/messages$"), refuse)
    widget.input.fill("???")
    widget.input.press("Enter")
    expect(widget.own.last.locator(".state")).to_have_text("Scrivi con parole.")
    widget.page.wait_for_timeout(1500)
    assert len(tries) == 1
    expect(widget.page.locator(".typing")).to_be_empty()


def test_answers_arrive_where_streams_do_not_pass(widget: Widget) -> None:
    widget.page.route("**/events", lambda route: route.abort())
    expect(widget.say("ciao")).to_be_visible()


def test_the_dots_show_until_the_answer_is_there(widget: Widget) -> None:
    Script(widget)
    widget.input.fill("ciao")
    widget.input.press("Enter")
    expect(widget.page.locator(".typing .dots")).to_be_visible()
    expect(widget.page.locator(".typing")).to_have_role("status")


def test_what_arrives_while_it_is_closed_is_counted(widget: Widget) -> None:
    widget.input.fill("ciao")
    widget.input.press("Enter")
    widget.page.evaluate("Approdo.close()")
    launcher = widget.page.locator(".launcher")
    expect(launcher).to_have_attribute("aria-label", re.compile("Messaggi nuovi: 1"), timeout=20_000)
    launcher.click()
    expect(launcher).not_to_have_attribute("aria-label", re.compile("Messaggi nuovi"))


def test_the_page_hears_of_messages(widget: Widget) -> None:
    widget.page.evaluate("() => { window.heard = []; window.end = Approdo.on('message', m => heard.push(m.author)); }")
    widget.say("ciao")
    assert widget.page.evaluate("window.heard") == ["assistant"]
    widget.page.evaluate("window.end()")
    widget.say("grazie")
    assert widget.page.evaluate("window.heard") == ["assistant"]
