"""A second conversation in the same browser: mediators read the first one only where she said so."""

import pytest
from playwright.sync_api import expect

from tests.support.screens import posted
from tests.support.widget import Widget
from tests.web.conftest import OpenWidget
from tests.web.test_widget_access import assert_accessible


def _begin_again(widget: Widget, answer: str) -> tuple[dict[str, str], dict[str, object]]:
    """Say something, begin anew with this answer, say something; both conversations as the browser keeps them."""
    kept = "JSON.parse(sessionStorage.getItem('approdo:' + location.origin))"
    widget.say("Cerco un corso di italiano")
    first = widget.page.evaluate(kept)
    widget.tool("Altre azioni").click()
    widget.page.get_by_role("button", name="Comincia una nuova conversazione").click()
    expect(widget.page.get_by_role("button", name="Torna indietro")).to_be_focused()
    assert_accessible(widget)
    widget.page.get_by_role("button", name=answer).click()
    expect(widget.own).to_have_count(0)
    expect(widget.input).to_be_focused()
    with widget.page.expect_request(lambda sent: sent.url.endswith("/api/v1/conversations")) as sent:
        widget.say("Buongiorno")
    assert widget.page.evaluate(kept)["id"] != first["id"]
    return first, posted(sent.value)


def test_with_her_yes_the_mediator_may_read_the_first_one(open_widget: OpenWidget) -> None:
    first, wish = _begin_again(open_widget(), "Sì, può leggerla")
    assert wish["previous"] == {"id": first["id"], "token": first["token"]}


def test_without_it_nothing_joins_them(open_widget: OpenWidget) -> None:
    _, wish = _begin_again(open_widget(), "No, comincio da capo")
    assert wish["previous"] is None


def test_going_back_changes_nothing(open_widget: OpenWidget) -> None:
    widget = open_widget()
    widget.say("Cerco un corso di italiano")
    widget.tool("Altre azioni").click()
    widget.page.get_by_role("button", name="Comincia una nuova conversazione").click()
    widget.page.keyboard.press("Escape")
    expect(widget.own).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_question_fits_in_arabic(open_widget: OpenWidget, width: int) -> None:
    widget = open_widget(locale="ar", viewport={"width": width, "height": 740})
    widget.say("أبحث عن دورة لغة إيطالية")
    widget.page.locator(".tool").nth(1).click()
    widget.page.get_by_role("button", name="ابدأ محادثة جديدة").click()
    expect(widget.page.get_by_role("alertdialog")).to_be_visible()
    assert_accessible(widget)
