"""The lists: urgent first, live, searched, a thousand waiting; and how the desk makes itself heard."""

import time
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from conversations.models import PERSON, Conversation, Handoff, Message
from foundation.clock import now
from foundation.database import Sessions
from tests.console.desk.conftest import OpenDesk
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, waiting

MANY, URGENT = 1000, 3
# Generous: other work runs on the same two cores. Alone it is a tenth of this.
QUICK = 10.0
LONGEST = 200


def fill(console: RunningConsole, count: int, urgent: int) -> None:
    """So many who wait, the first longest; some of them urgent."""

    async def work(database: Sessions) -> None:
        async with database.begin() as session:
            for number in range(count):
                session.add_all(_waiting(number, number < urgent))

    console.database(work)


def _waiting(number: int, urgent: bool) -> list[object]:
    key, since = str(uuid4()), begun(number)
    known = {"channel": "web", "token_hash": key, "language": "ar", "written_language": "ar", "place_code": "015182"}
    reason, topic = ("urgent", "violence_women") if urgent else ("asked", "permit_renewal")
    return [
        Conversation(id=key, last_position=1, **known),
        Message(id=str(uuid4()), conversation_id=key, position=1, author=PERSON, text=f"سؤال {number}", language="ar"),
        Handoff(
            id=str(uuid4()), conversation_id=key, reason=reason, topic=topic, asked_at=since, waiting_since=since,
            offered_to=[], alerts=0,
        ),
    ]  # fmt: skip


def begun(number: int) -> datetime:
    """When the one with this number began to wait: all within the time after which others are alerted."""
    return now() - timedelta(seconds=(MANY - number) * 0.15)


@pytest.fixture(scope="module")
def crowd(console: RunningConsole) -> None:
    """A thousand who wait, three of them in danger."""
    fill(console, MANY, URGENT)


def test_an_empty_queue_says_so_and_fills_by_itself(open_desk: OpenDesk, console: RunningConsole) -> None:
    desk = open_desk("luca")
    for tab, words in (
        ("Mie", "Non hai conversazioni aperte."),
        ("Chiuse", "Non ci sono ancora conversazioni chiuse."),
        ("In attesa", "Nessuno aspetta."),
    ):
        desk.tab(tab)
        expect(desk.page.locator("#desk-list-note")).to_have_text(words)
    with waiting(console.url, "uk", "Як продовжити дозвіл?") as person:
        row = desk.row("Українська")
        expect(row).to_contain_text("Rho")
        expect(row).to_contain_text("ha chiesto una persona")
        expect(row).to_contain_text("adesso")
        expect(desk.page.locator("#desk-tab-waiting .desk-count")).to_have_text("1")
        person.choose("handoff:withdraw")
        expect(row).to_have_count(0)


def test_who_is_in_danger_comes_first_and_rings(open_desk: OpenDesk, console: RunningConsole) -> None:
    desk = open_desk("anna")
    desk.page.evaluate(
        """() => {
          window.rung = 0;
          const begin = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (at) { window.rung += 1; return begin.call(this, at); };
        }"""
    )
    sound = desk.page.get_by_role("button", name="Suono")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    quiet = desk.page.evaluate("window.rung")
    with waiting(console.url, "it"), waiting(console.url, "it", "Mio marito mi picchia") as person:
        first = desk.page.locator(".desk-row").first
        expect(first).to_have_attribute("data-id", person.id)
        expect(first).to_contain_text("Urgente")
        # An urgent call rings again and again: three notes each time.
        desk.page.wait_for_function("quiet => window.rung - quiet >= 6", arg=quiet)
        desk.open_id(person.id)
        expect(desk.page.locator("#desk-name")).to_contain_text("Urgente")
    expect(sound).to_have_attribute("aria-pressed", "true")


def test_notifications_only_when_wanted(open_desk: OpenDesk, console: RunningConsole) -> None:
    desk = open_desk("anna")
    desk.page.add_init_script(
        """
        window.shown = [];
        window.Notification = class {
          static permission = "default";
          static asked = 0;
          static async requestPermission() { this.asked += 1; return (this.permission = "granted"); }
          constructor(title) { window.shown.push(title); }
        };
        document.hasFocus = () => false;
        """
    )
    desk.visit()
    with waiting(console.url, "ar"):
        expect(desk.row("العربية").first).to_be_visible()
        assert desk.page.evaluate("[Notification.asked, shown.length]") == [0, 0]
        desk.page.get_by_role("button", name="Notifiche").click()
        expect(desk.page.get_by_role("button", name="Notifiche")).to_have_attribute("aria-pressed", "true")
        assert desk.page.evaluate("Notification.asked") == 1
        with waiting(console.url, "ar"):
            desk.page.wait_for_function("() => window.shown.length > 0")
        # Nothing of what was said leaves the page.
        assert set(desk.page.evaluate("shown")) <= {"Una persona aspetta te", "Una persona aspetta"}


def test_the_search_finds_what_was_said(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url, "it", "Cerco un corso di ceramica"), waiting(console.url, "it", "Cerco casa"):
        desk = open_desk("anna")
        expect(desk.page.locator(".desk-row").nth(1)).to_be_visible()
        desk.page.get_by_label("Cerca nelle conversazioni").fill("ceramica")
        expect(desk.page.locator(".desk-row")).to_have_count(1)
        desk.page.get_by_label("Cerca nelle conversazioni").fill("zzzz")
        expect(desk.page.locator("#desk-list-note")).to_contain_text("Nessuna conversazione con queste parole")


def test_tabs_are_walked_with_arrows(open_desk: OpenDesk) -> None:
    desk = open_desk("anna")
    desk.page.get_by_role("tab", name="In attesa").focus()
    desk.page.keyboard.press("ArrowRight")
    expect(desk.page.get_by_role("tab", name="Mie")).to_be_focused()
    expect(desk.page.get_by_role("tab", name="Mie")).to_have_attribute("aria-selected", "true")
    desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.press("ArrowLeft")
    expect(desk.page.get_by_role("tab", name="Chiuse")).to_have_attribute("aria-selected", "true")


def test_a_thousand_who_wait(open_desk: OpenDesk, console: RunningConsole, crowd: None) -> None:
    desk = open_desk("luca")
    began = time.monotonic()
    desk.visit()
    expect(desk.page.locator(".desk-row")).to_have_count(LONGEST)
    assert time.monotonic() - began < QUICK
    expect(desk.page.locator("#desk-list-note")).to_contain_text("Vedi le prime 200.")
    assert int(desk.page.locator("#desk-tab-waiting .desk-count").inner_text()) >= MANY
    urgent = ["Urgente" in text for text in desk.page.locator(".desk-row").all_inner_texts()]
    assert urgent.count(True) >= URGENT
    assert urgent == sorted(urgent, reverse=True)
    assert drawn_within(desk) < QUICK


def drawn_within(desk: DeskPage) -> float:
    """Seconds until one taken is gone from the list; the others stay the very nodes they were."""
    desk.page.evaluate("document.querySelectorAll('.desk-row').forEach(row => { row.known = true; })")
    gone = desk.page.locator(".desk-row").nth(4).get_attribute("data-id")
    desk.page.evaluate("id => fetch(`/api/v1/desk/conversations/${id}/take`, { method: 'POST' })", gone)
    began = time.monotonic()
    expect(desk.page.locator(f"[data-id='{gone}']")).to_have_count(0, timeout=QUICK * 1000)
    took = time.monotonic() - began
    known = desk.page.evaluate("[...document.querySelectorAll('.desk-row')].filter(row => row.known).length")
    assert known == LONGEST - 1
    return took
