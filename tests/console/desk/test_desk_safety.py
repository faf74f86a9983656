"""What people write is text: no script of theirs runs on the desk, and the page lets in nothing foreign."""

from contextlib import closing

import pytest
from playwright.sync_api import Dialog, expect

from accounts.models import Account
from tests.console.desk.conftest import OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, mediator, waiting

PAYLOADS = (
    '<img src=x onerror="window.hacked=1">',
    "<script>window.hacked=1</script>",
    '"><svg onload="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "javascript:window.hacked=1",
    "{{constructor.constructor('window.hacked=1')()}} ${window.hacked=1}",
)
NAME = 'Eva </script><img src=x onerror="window.hacked=1">'


@pytest.fixture(scope="module")
def eva(console: RunningConsole, staff: Staff) -> Account:
    """A mediator with a name that is code."""
    staff["eva"] = mediator(console, NAME)
    return staff["eva"]


def watched(desk: DeskPage) -> list[str]:
    """What of a script would be seen: dialogs, and violations of the security policy."""
    seen: list[str] = []

    def note(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    desk.page.on("dialog", note)
    desk.page.on("console", lambda line: seen.append(line.text) if line.type == "error" else None)
    return seen


def assert_unharmed(desk: DeskPage, seen: list[str]) -> None:
    """No canary sings."""
    assert desk.page.evaluate("window.hacked") is None
    assert desk.page.locator("main img, main script:not([type='application/json'])").count() == 0
    assert seen == []


def test_what_people_write_is_shown_as_text(open_desk: OpenDesk, console: RunningConsole, eva: Account) -> None:
    with waiting(console.url, "it", *PAYLOADS) as person:
        desk = open_desk("eva")
        seen = watched(desk)
        desk.open_id(person.id).take()
        for payload in PAYLOADS:
            expect(desk.said("person").filter(has_text=payload).first).to_be_visible()
            desk.write(payload)
            expect(desk.said("mediator").last).to_contain_text(payload)
            expect(desk.said("mediator").last).to_contain_text(NAME)
            desk.act("Nota").click()
            desk.dialog.get_by_label("Testo della nota").fill(payload)
            desk.submit("Salva la nota")
            expect(desk.said("note").last).to_contain_text(payload)
        assert_unharmed(desk, seen)
        desk.act("Chiudi").click()
        desk.dialog.get_by_role("radio", name="Indirizzata").check()
        desk.dialog.get_by_label("A chi è stata").fill(PAYLOADS[0])
        desk.submit("Chiudi")
        expect(desk.page.locator("#desk-about")).to_contain_text(PAYLOADS[0])
        assert_unharmed(desk, seen)


def test_a_name_that_is_code_is_a_name(open_desk: OpenDesk, console: RunningConsole, eva: Account) -> None:
    with waiting(console.url) as person:
        open_desk("eva").open_id(person.id).take()
        desk = open_desk("clara")
        seen = watched(desk)
        desk.tab("Tutte")
        expect(desk.row(NAME).first).to_be_visible()
        desk.open_id(person.id)
        expect(desk.page.locator("#desk-about")).to_contain_text(NAME)
        desk.page.locator("#desk-search").fill(PAYLOADS[0])
        expect(desk.page.locator("#desk-list-note")).to_be_visible()
        assert_unharmed(desk, seen)


def test_a_foreign_address_opens_nothing(open_desk: OpenDesk) -> None:
    desk = open_desk("anna")
    for wanted in ("../../session", "%22%3E%3Cimg%20src=x%3E", "no-such-conversation"):
        desk.visit(f"?conversation={wanted}")
        expect(desk.page.locator("#desk-nothing-text")).to_contain_text("non c'è più")
        assert desk.page.evaluate("window.hacked") is None


def test_the_page_lets_in_nothing_foreign(console: RunningConsole, staff: Staff) -> None:
    with closing(console.signed_in(staff["anna"].email)) as client:
        page = client.get("/console/desk")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.text.count("<script") == 2
    assert " style=" not in page.text
    assert " onclick" not in page.text
