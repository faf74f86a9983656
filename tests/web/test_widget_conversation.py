"""Whole conversations in a browser, with the whole house behind."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.screens import posted
from tests.support.widget import Widget
from tests.web.conftest import OpenWidget

PERMIT_IT = "Il mio permesso di soggiorno scade fra un mese, come lo rinnovo?"
PERMIT_AR = "كيف أجدد تصريح الإقامة؟"


@pytest.fixture
def widget(open_widget: OpenWidget) -> Widget:
    return open_widget()


def test_a_conversation_in_italian(widget: Widget) -> None:
    reply = widget.say(PERMIT_IT)
    expect(reply.locator(".heading")).to_have_text("Rinnovare il permesso di soggiorno")
    expect(reply.locator("ol li").first).to_be_visible()
    expect(reply.locator(".bubble")).to_have_attribute("lang", "it")
    expect(widget.own.last.locator(".state")).to_contain_text("Inviato")
    expect(widget.page.locator(".typing")).to_be_empty()
    reply.locator("summary").click()
    source = reply.locator(".sources a").first
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(source).to_have_attribute("rel", re.compile("noopener"))


def test_a_conversation_in_arabic_turns_the_widget_round(widget: Widget) -> None:
    reply = widget.say(PERMIT_AR)
    expect(reply.locator(".bubble")).to_have_attribute("dir", "rtl")
    expect(reply.locator(".bubble")).to_have_attribute("lang", "ar")
    expect(widget.page.locator(".approdo")).to_have_attribute("dir", "rtl")
    expect(widget.page.locator(".approdo")).to_have_attribute("lang", "ar")
    expect(widget.own.last).to_contain_text(PERMIT_AR)


def test_places_come_as_cards(widget: Widget) -> None:
    asked = widget.say("Cerco uno sportello immigrazione per avere informazioni")
    expect(asked.get_by_role("button", name="Manda la mia posizione")).to_be_visible()
    found = widget.say("Garbagnate")
    card = found.locator(".card").first
    expect(card.locator("h3")).to_be_visible()
    expect(card).to_contain_text("km")
    expect(card.get_by_role("link", name="Mappa")).to_have_attribute(
        "href", re.compile(r"^https://www\.openstreetmap\.org/search\?query=")
    )


def test_her_position_stands_in_for_the_name_of_a_town(widget: Widget) -> None:
    context = widget.page.context
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 45.53, "longitude": 9.04})
    asked = widget.say("Cerco uno sportello immigrazione per avere informazioni")
    with widget.page.expect_request(lambda r: r.method == "POST" and "location" in (r.post_data or "")) as sent:
        asked.get_by_role("button", name="Manda la mia posizione").click()
    assert posted(sent.value)["location"] == {"latitude": 45.53, "longitude": 9.04}
    expect(widget.own.last).to_contain_text("Ho mandato la mia posizione")
    expect(widget.replies.nth(1)).to_be_visible()


def test_a_refused_position_is_said_in_words(widget: Widget) -> None:
    asked = widget.say("Cerco uno sportello immigrazione per avere informazioni")
    widget.page.context.clear_permissions()
    asked.get_by_role("button", name="Manda la mia posizione").click()
    expect(widget.page.locator(".announcement")).to_contain_text("Scrivi il nome del tuo Comune")


def test_a_question_can_be_tapped(widget: Widget) -> None:
    widget.page.get_by_role("button", name="Rinnovare il permesso di soggiorno").click()
    expect(widget.own).to_have_count(1)
    expect(widget.reply(0)).to_contain_text("Rinnovare il permesso")


def test_a_reload_in_the_middle_loses_nothing(widget: Widget) -> None:
    widget.say(PERMIT_IT)
    widget.page.get_by_role("textbox").fill("mezza domanda")
    said = widget.log.inner_text()
    widget.page.reload()
    expect(widget.replies).to_have_count(1)
    expect(widget.panel).to_be_visible()
    assert widget.log.inner_text() == said
    expect(widget.input).to_have_value("mezza domanda")
    expect(widget.say("grazie")).to_be_visible()


def test_a_choice_keeps_its_words_after_a_reload(widget: Widget) -> None:
    widget.page.get_by_role("button", name="Trovare lavoro").click()
    widget.reply(0)
    widget.page.reload()
    expect(widget.own.first).to_contain_text("Trovare lavoro")


def test_the_language_can_be_chosen_before_and_during(widget: Widget) -> None:
    widget.tool("Lingua").click()
    widget.panel.get_by_role("listitem").get_by_role("button", name="English").click()
    expect(widget.input).to_have_attribute("placeholder", "Write here…")
    expect(widget.page.locator(".approdo")).to_have_attribute("lang", "en")
    widget.page.get_by_role("button", name="Learn Italian").click()
    expect(widget.reply(0).locator(".bubble")).to_have_attribute("lang", "en")
    widget.tool("Language").click()
    widget.panel.get_by_role("listitem").get_by_role("button", name="Français").click()
    expect(widget.own.last).to_contain_text("Français")
    expect(widget.replies.nth(1).locator(".bubble")).to_have_attribute("lang", "fr")


def test_deleting_asks_once_and_leaves_nothing(widget: Widget) -> None:
    widget.say(PERMIT_IT)
    conversation = widget.page.evaluate("JSON.parse(sessionStorage.getItem('approdo:' + location.origin))")
    widget.tool("Altre azioni").click()
    widget.page.get_by_role("button", name="Cancella la conversazione").click()
    expect(widget.page.get_by_role("button", name="No, tienila")).to_be_focused()
    widget.page.get_by_role("button", name="Sì, cancella tutto").click()
    expect(widget.log).to_have_text(re.compile("La conversazione è cancellata. Non ne resta niente.$"))
    gone = widget.page.request.get(
        f"{widget.site}/api/v1/conversations/{conversation['id']}/messages?after=0",
        headers={"Authorization": f"Bearer {conversation['token']}"},
    )
    assert gone.status == 404
    assert PERMIT_IT not in widget.page.evaluate("JSON.stringify(sessionStorage)")
    expect(widget.say(PERMIT_IT).locator(".heading")).to_be_visible()


def test_a_conversation_that_is_gone_is_followed_by_a_new_one(widget: Widget) -> None:
    widget.say(PERMIT_IT)
    widget.page.evaluate("Approdo.close()")
    held = widget.page.evaluate("JSON.parse(sessionStorage.getItem('approdo:' + location.origin))")
    done = widget.page.request.delete(
        f"{widget.site}/api/v1/conversations/{held['id']}", headers={"Authorization": f"Bearer {held['token']}"}
    )
    assert done.status == 204
    widget.open()
    expect(widget.page.locator(".message.notice")).to_have_count(1)
    expect(widget.say(PERMIT_IT).locator(".heading")).to_be_visible()


def test_the_conversation_can_be_saved_as_text(widget: Widget) -> None:
    widget.say(PERMIT_IT)
    widget.tool("Altre azioni").click()
    with widget.page.expect_download() as download:
        widget.page.get_by_role("button", name="Salva la conversazione").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert PERMIT_IT in text
    assert "https://" in text
