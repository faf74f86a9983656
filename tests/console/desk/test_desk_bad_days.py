"""Two who want the same conversation, sessions that end, lines that break, two tabs: told plainly, nothing lost."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Route, expect

from accounts import sessions
from accounts.models import Account
from foundation.database import Sessions
from tests.console.desk.conftest import OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, act_elsewhere, said_by_mediators, waiting

TAKEN = "Questa conversazione adesso è con Anna Bianchi."
TEXT = "Una risposta lunga che non deve andare persa"
STREAM = "**/api/v1/desk/events"
Contexts = Callable[..., BrowserContext]


def end_sessions(console: RunningConsole, account: Account) -> None:
    """As when they have been idle for too long."""

    async def work(database: Sessions) -> None:
        async with database.begin() as session:
            await sessions.end_all(session, account.id)

    console.database(work)


def test_the_second_is_told_who_has_it(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        luca = open_desk("luca").open_id(person.id)

        def anna_is_first(route: Route) -> None:
            act_elsewhere(console, staff["anna"], person, "take")
            route.continue_()

        luca.page.route("**/take", anna_is_first)
        with luca.page.expect_response("**/take") as answer:
            luca.act("Prendi").click()
        assert answer.value.status == 409
        expect(luca.page.locator("#desk-nothing-text")).to_have_text(TAKEN)
        luca.tab("Tutte")
        row = luca.row("con Anna Bianchi").first
        expect(row).to_be_visible()
        assert row.evaluate("node => node.tagName") == "DIV"


def test_a_coordinator_is_told_beside_what_she_reads(
    open_desk: OpenDesk, console: RunningConsole, staff: Staff
) -> None:
    with waiting(console.url) as person:
        clara = open_desk("clara").open_id(person.id)

        def anna_is_first(route: Route) -> None:
            act_elsewhere(console, staff["anna"], person, "take")
            route.continue_()

        clara.page.route("**/take", anna_is_first)
        clara.act("Prendi").click()
        expect(clara.page.locator("#desk-fault")).to_have_text(TAKEN)
        expect(clara.act("Prendi")).to_have_count(0)
        expect(clara.said("person").first).to_be_visible()


def test_who_looks_on_sees_it_taken(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        luca = open_desk("luca").open_id(person.id)
        act_elsewhere(console, staff["anna"], person, "take")
        expect(luca.page.locator("#desk-nothing-text")).to_have_text(TAKEN)
        clara = open_desk("clara").open_id(person.id)
        expect(clara.page.locator("#desk-about")).to_contain_text("con Anna Bianchi")
        expect(clara.field).to_be_hidden()


def test_a_session_that_ends_keeps_the_reply(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        desk = open_desk("luca").open_id(person.id).take()
        desk.field.fill(TEXT)
        end_sessions(console, staff["luca"])
        expect(desk.banner).to_contain_text("La sessione è finita.")
        desk.field.press("Control+Enter")
        expect(desk.fault).to_contain_text("Il testo resta qui.")
        desk.banner.get_by_role("link", name="Entra di nuovo").click()
        desk.sign_in(staff["luca"].email)
        expect(desk.field).to_have_value(TEXT)
        desk.field.press("Control+Enter")
        expect(desk.said("mediator")).to_have_count(1)
        assert said_by_mediators(person) == [TEXT]


def test_signing_in_elsewhere_lets_the_page_go_on(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        desk = open_desk("luca").open_id(person.id).take()
        desk.act("Nota").click()
        desk.dialog.get_by_label("Testo della nota").fill("Nota da non perdere")
        end_sessions(console, staff["luca"])
        desk.dialog.get_by_role("button", name="Salva la nota").click()
        with desk.page.context.expect_page() as opened:
            desk.dialog.get_by_role("link", name="Entra di nuovo in un'altra scheda").click()
        DeskPage(opened.value, console.url).sign_in(staff["luca"].email)
        expect(desk.banner).to_be_hidden(timeout=15_000)
        desk.submit("Salva la nota")
        expect(desk.said("note")).to_contain_text("Nota da non perdere")


def test_without_a_line_nothing_is_lost_or_doubled(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url) as person:
        desk = open_desk("anna").open_id(person.id).take()
        desk.page.context.set_offline(True)
        expect(desk.banner).to_contain_text("Manca il collegamento.")
        desk.field.fill(TEXT)
        desk.field.press("Control+Enter")
        expect(desk.fault).to_contain_text("manca il collegamento")
        expect(desk.field).to_have_value(TEXT)
        person.send(text="Siete ancora lì?", wait=None)
        desk.page.context.set_offline(False)
        expect(desk.banner).to_be_hidden(timeout=20_000)
        expect(desk.said("person").last).to_contain_text("Siete ancora lì?", timeout=20_000)
        desk.field.press("Control+Enter")
        expect(desk.said("mediator")).to_have_count(1)
        assert said_by_mediators(person) == [TEXT]


def test_without_a_stream_the_desk_asks_again(open_desk: OpenDesk, console: RunningConsole) -> None:
    desk = open_desk("anna")
    desk.page.route(STREAM, lambda route: route.abort())
    desk.visit()
    with waiting(console.url, "uk", place="Monza"):
        expect(desk.row("Monza")).to_be_visible(timeout=40_000)
        expect(desk.banner).to_be_hidden()


def test_what_the_person_erases_is_gone(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url) as person:
        desk = open_desk("anna", {"width": 390, "height": 844}).open_id(person.id).take()
        assert person.client.delete(person.path).status_code == 204
        expect(desk.page.locator("#desk-nothing-text")).to_contain_text("non c'è più", timeout=15_000)
        desk.page.get_by_role("button", name="Torna all'elenco").click()
        expect(desk.page.locator("#desk-list-panel")).to_be_visible()
