"""A person in Arabic in the widget, a mediator in Italian on the desk: asked, taken, translated, passed on, closed."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.console.desk.conftest import Callable, OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, waiting
from tests.support.translators import StandIn, turned
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


def test_a_ready_reply_a_guide_and_an_entry(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url, "ar") as person:
        desk = open_desk("anna").open_id(person.id).take()
        panel = desk.page.locator("#desk-suggestions")
        desk.page.get_by_role("button", name="Risposte e schede").click()
        expect(panel.get_by_role("heading", name="Risposte pronte")).to_be_visible()
        ready = panel.locator(".desk-suggested-row").filter(has_text="{").first
        meaning = ready.locator(".desk-suggested-title").inner_text()
        ready.click()
        expect(desk.page.locator("#desk-language")).to_have_value("ar")
        expect(desk.page.locator("#desk-meaning")).to_have_text(f"Significa: {meaning}")
        selected = desk.page.evaluate("window.getSelection().toString()")
        assert re.fullmatch(r"\{\w+\}", selected)
        desk.field.press("Control+Enter")
        expect(desk.fault).to_have_text("Completa prima le parti tra parentesi graffe.")
        while desk.page.locator(".desk-place").count():
            desk.field.press_sequentially("1234")
            desk.field.press("Tab") if desk.page.locator(".desk-place").count() else None
        desk.field.press("Control+Enter")
        expect(desk.said("mediator")).to_have_count(1)
        expect(desk.said("mediator").last.locator("p[lang=ar]")).to_contain_text("1234")
        expect(desk.said("mediator").last).not_to_contain_text("{")
        assert "1234" in person.read()[-1]["text"]

        search = panel.get_by_role("searchbox")
        search.fill("codice fiscale")
        guide = (
            panel.locator("h3:has-text('Guide') + ul button").filter(has_text=re.compile("codice fiscale", re.I)).first
        )
        guide.click()
        desk.submit("Invia")
        expect(desk.said("mediator")).to_have_count(2)
        assert person.read()[-1]["answer"]["topic"] == "tax_code"
        search.fill("Ballafon")
        entry = panel.locator("h3:has-text('Schede') + ul button").filter(has_text="Ballafon").first
        name = entry.locator(".desk-suggested-title").inner_text()
        entry.click()
        expect(desk.dialog).to_contain_text(name)
        desk.submit("Invia")
        expect(desk.said("mediator").last).to_contain_text(f"Con la scheda: {name}")
        assert person.read()[-1]["answer"]["entries"][0]["name"] == name


def test_what_did_not_come_through_is_said(open_desk: OpenDesk, console: RunningConsole, translator: StandIn) -> None:
    with waiting(console.url, "ar") as person:
        desk = open_desk("anna").open_id(person.id).take()
        translator.change = lambda text: "ترجمة"
        try:
            desk.write("Chiama il numero 02 7654321 alle 15:45")
        finally:
            translator.change = turned
        warning = desk.said("mediator").last.locator(".desk-warning")
        expect(warning).to_contain_text("Controlla:")
        expect(warning).to_contain_text("15:45")
        expect(warning).to_contain_text("non è arrivato uguale")


def test_a_late_translation_takes_nothing_away(
    open_desk: OpenDesk, console: RunningConsole, translator: StandIn
) -> None:
    translator.mode = "500"
    with waiting(console.url, "uk") as person:
        desk = open_desk("luca").open_id(person.id).take()
        first = desk.said("person").first
        expect(first).to_contain_text("Traduzione in arrivo…")
        expect(first).to_contain_text("La traduzione non è arrivata.", timeout=25_000)
        desk.write("Buongiorno")
        expect(desk.said("mediator").last).to_contain_text("Mandato senza traduzione")
        assert person.read()[-1]["text"] == "Buongiorno"
    translator.mode = "fine"


def test_the_door_leads_back_to_the_conversation(
    contexts: Contexts, console: RunningConsole, staff: Staff, open_desk: OpenDesk
) -> None:
    with waiting(console.url, "it", place=None) as person:
        desk = DeskPage(contexts().new_page(), console.url)
        desk.page.goto(f"{console.url}/console/desk?conversation={person.id}")
        desk.sign_in(staff["anna"].email)
        expect(desk.said("person").first).to_be_visible()
        assert person.id in desk.page.url
