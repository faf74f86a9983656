"""What stands beside the words: ready replies, guides, translations that fail, the reasons of the assistant."""

import json
import re
from uuid import uuid4

from playwright.sync_api import expect

from conversations import repository
from foundation.database import Sessions
from tests.console.desk.conftest import OpenDesk
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, waiting
from tests.support.person import Person
from tests.support.translators import StandIn, turned


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


def test_why_the_assistant_answered_what_it_did(open_desk: OpenDesk, console: RunningConsole) -> None:
    person = Person(console.url, "it", "Milano")
    person.choose("topic:immigration_desk")
    person.choose("person")

    async def other_candidates(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            question = await repository.messages_after(session, person.id, 0)
            seen = {"topic": "immigration_desk", "confidence": 0.874, "entries": []}
            question[0].understanding = seen | {"ranking": ["immigration_desk", "adult_school", "nursery", "tax_code"]}

    console.database(other_candidates)
    desk = open_desk("anna").open_id(person.id)
    answer = desk.said("assistant").first
    words = answer.locator(".desk-words").first
    folded = words.bounding_box()
    answer.get_by_role("button", name="Mostra tutto").click()
    unfolded = words.bounding_box()
    assert folded
    assert unfolded
    assert unfolded["height"] > 2 * folded["height"]
    expect(answer.locator("summary")).to_contain_text("Perché: ")
    answer.locator("summary").click()
    facts = answer.locator("dl")
    expect(facts).to_contain_text("Sicurezza")
    expect(facts).to_contain_text("%")
    others = facts.locator("div").filter(has_text="Altri argomenti possibili").locator("dd")
    expect(others).to_have_text(" · ".join(desk_names(desk, "adult_school", "nursery")))
    shown = [entry["name"] for row in person.read() for entry in (row["answer"] or {}).get("entries", [])]
    assert shown
    expect(facts).to_contain_text(shown[0])
    person.client.close()


def desk_names(desk: DeskPage, *topics: str) -> list[str]:
    """The names of topics, as the page has been given them."""
    known = json.loads(desk.page.locator("#desk-data").inner_text())["topics"]
    return [known[topic] for topic in topics]


def test_what_was_left_and_what_was_said_before(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url, "it", "Prima domanda") as earlier:
        first = open_desk("anna").open_id(earlier.id).take()
        first.act("Chiudi").click()
        first.submit("Chiudi")
        started = earlier.client.post(
            "/conversations", json={"language": "it", "previous": {"id": earlier.id, "token": earlier.token}}
        ).json()
        later = {"Authorization": f"Bearer {started['token']}"}
        path = f"/conversations/{started['id']}/messages?wait=20"
        for body in ({"choice": "person"}, {"choice": "handoff:message"}, {"text": "Chiamatemi dopo le 18"}):
            assert earlier.client.post(path, json={"id": str(uuid4()), **body}, headers=later).status_code == 200
        desk = open_desk("anna").open_id(started["id"]).take()
        expect(desk.page.locator(".desk-left")).to_contain_text("lasciato per il mediatore")
        expect(desk.page.locator(".desk-left")).to_contain_text("Chiamatemi dopo le 18")
        desk.page.get_by_role("link", name="conversazione precedente").click()
        expect(desk.said("person").first).to_contain_text("Prima domanda")
        expect(desk.field).to_be_hidden()
        desk.page.go_back()
        expect(desk.page.locator("#desk-list")).to_be_visible()
