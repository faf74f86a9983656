"""A person in Arabic in the widget, a mediator in Italian on the desk: asked, taken, translated, passed on, closed."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.console.desk.conftest import OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, waiting
from tests.support.translators import turned
from tests.support.widget import Widget

QUESTION = "كيف أجدد تصريح الإقامة"
Contexts = Callable[..., BrowserContext]


def arabic_person(contexts: Contexts, console: RunningConsole) -> Widget:
    """Somebody who has asked a question in the widget and then for a human being."""
    widget = Widget(contexts("ar").new_page(), console.url).visit("/").open()
    widget.say(QUESTION).get_by_role("button", name="شخص").click()
    expect(widget.bar).to_be_visible()
    return widget


def test_there_and_back_again(contexts: Contexts, open_desk: OpenDesk, console: RunningConsole) -> None:
    desk = open_desk("anna")
    expect(desk.page.locator("#desk-list-note")).to_have_text("Nessuno aspetta.")
    person = arabic_person(contexts, console)
    expect(desk.row("العربية")).to_be_visible()
    expect(desk.row("العربية")).to_contain_text("offerta a te")
    desk.open("العربية").take()
    asked = desk.said("person").first
    expect(asked.locator(f"p[lang=ar][dir=rtl]:has-text('{QUESTION}')")).to_be_visible()
    expect(asked).to_contain_text("Traduzione automatica")
    expect(asked.locator("p[lang=it]")).to_have_text(turned(QUESTION))
    expect(person.bar).to_contain_text("Anna Bianchi")

    desk.write("Vieni domani alle 9:30, chiama +39 02 1234567")
    sent = desk.said("mediator").last
    expect(sent).to_contain_text("Vieni domani alle 9:30, chiama +39 02 1234567")
    expect(sent.locator("p[lang=ar]")).to_have_text("ineiV inamod ella 9:30, amaihc +39 02 1234567")
    expect(person.replies.last).to_contain_text("ineiV inamod ella 9:30, amaihc +39 02 1234567")
    expect(sent).to_contain_text(re.compile("consegnato|letto"), timeout=15_000)

    person.input.press_sequentially("شكرا جزيلا")
    expect(desk.page.locator("#desk-typing")).to_have_text("La persona sta scrivendo…")
    person.input.press("Enter")
    expect(desk.said("person").last).to_contain_text(turned("شكرا جزيلا"))
    expect(desk.page.locator("#desk-heard")).to_contain_text(turned("شكرا جزيلا"))
    expect(desk.page).to_have_title("(1) Scrivania · Approdo")
    expect(desk.row("العربية").locator(".desk-row-unanswered")).to_contain_text("Messaggi senza risposta: 1")
    desk.field.press_sequentially("Prego")
    expect(person.page.get_by_text("Anna Bianchi").last).to_be_visible()


def test_a_note_a_pass_a_return_an_end(contexts: Contexts, open_desk: OpenDesk, console: RunningConsole) -> None:
    person = arabic_person(contexts, console)
    anna = open_desk("anna").open("العربية").take()
    anna.act("Nota").click()
    anna.dialog.get_by_label("Testo della nota").fill("Ha due figli piccoli")
    anna.submit("Salva la nota")
    expect(anna.said("note")).to_contain_text("Ha due figli piccoli")
    anna.act("Passa").click()
    expect(anna.dialog).to_contain_text("Luca Rossi")
    anna.dialog.get_by_role("radio", name="Luca Rossi").check()
    anna.dialog.get_by_label("Due parole").fill("Parla anche ucraino")
    anna.submit("Passa")
    expect(anna.act("Prendi")).to_be_visible()

    luca = open_desk("luca").open("offerta a te").take()
    expect(luca.said("note")).to_have_count(2)
    expect(luca.said("note").last).to_contain_text("Parla anche ucraino")
    expect(person.page.locator(".message.person")).to_have_count(2)
    assert "figli" not in person.log.inner_text()
    luca.act("Restituisci").click()
    luca.submit("Restituisci")
    expect(luca.act("Prendi")).to_have_count(0)
    expect(person.bar).to_be_hidden()
    expect(luca.field).to_be_hidden()


def test_an_end_with_an_outcome_is_rated(contexts: Contexts, open_desk: OpenDesk, console: RunningConsole) -> None:
    person = arabic_person(contexts, console)
    desk = open_desk("anna").open("العربية").take().write("Ecco lo sportello giusto")
    desk.act("Chiudi").click()
    expect(desk.dialog.get_by_label("A chi è stata indirizzata")).to_be_hidden()
    desk.dialog.get_by_role("radio", name="Indirizzata a un altro servizio").check()
    desk.dialog.get_by_label("A chi è stata indirizzata").fill("CPIA di Rho")
    desk.submit("Chiudi")
    expect(desk.page.locator("#desk-about")).to_contain_text("Indirizzata a un altro servizio · CPIA di Rho")
    expect(desk.field).to_be_hidden()
    person.page.get_by_role("button", name=re.compile("نعم")).click()
    expect(desk.page.locator("#desk-about")).to_contain_text("utile, dice la persona")
    desk.tab("Chiuse")
    expect(desk.row("Indirizzata a un altro servizio")).to_be_visible()


def test_the_door_leads_back_to_the_conversation(
    contexts: Contexts, console: RunningConsole, staff: Staff, open_desk: OpenDesk
) -> None:
    with waiting(console.url, "it", place=None) as person:
        desk = DeskPage(contexts().new_page(), console.url)
        desk.page.goto(f"{console.url}/console/desk?conversation={person.id}")
        desk.sign_in(staff["anna"].email)
        expect(desk.said("person").first).to_be_visible()
        assert person.id in desk.page.url
