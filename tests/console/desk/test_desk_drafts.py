"""What is written and not sent yet: kept, shared by two tabs, sent once, and gone when she signs off."""

from playwright.sync_api import Route, expect

from tests.console.desk.conftest import OpenDesk, Staff
from tests.support.console import RunningConsole
from tests.support.desk import DeskPage, act_elsewhere, said_by_mediators, waiting
from tests.support.screens import posted

TEXT = "Una risposta lunga che non deve andare persa"
STREAM = "**/api/v1/desk/events"


def test_a_message_to_a_closed_conversation_is_kept(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        desk = open_desk("anna")
        desk.page.route(STREAM, lambda route: route.abort())
        desk.open_id(person.id).take()
        desk.field.fill(TEXT)
        act_elsewhere(console, staff["anna"], person, "close")
        desk.field.press("Control+Enter")
        expect(desk.fault).to_contain_text("La conversazione è chiusa: questo testo non è stato inviato.")
        expect(desk.field).to_have_value(TEXT)
        expect(desk.field).not_to_be_editable()
        assert said_by_mediators(person) == []


def test_a_lost_answer_is_not_sent_again(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url) as person:
        desk = open_desk("anna").open_id(person.id).take()
        ids: list[str] = []

        def lose_the_answer(route: Route) -> None:
            if route.request.method != "POST":
                return route.continue_()
            ids.append(posted(route.request)["id"])
            if len(ids) > 1:
                return route.continue_()
            route.fetch()
            return route.abort()

        # The page is to learn of it from its second sending only, not from the stream.
        desk.page.route("**/messages?after=*", lambda route: route.abort())
        desk.page.route("**/messages", lose_the_answer)
        desk.field.fill(TEXT)
        desk.field.press("Control+Enter")
        expect(desk.fault).to_contain_text("inviarlo di nuovo non lo raddoppia")
        desk.field.press("Control+Enter")
        expect(desk.field).to_have_value("")
        assert len(ids) == 2
        assert len(set(ids)) == 1
        assert said_by_mediators(person) == [TEXT]


def test_two_tabs_share_a_draft(open_desk: OpenDesk, console: RunningConsole, staff: Staff) -> None:
    with waiting(console.url) as person:
        first = open_desk("anna").open_id(person.id).take()
        second = DeskPage(first.page.context.new_page(), console.url).open_id(person.id)
        first.field.fill("Prima versione")
        expect(second.field).to_have_value("Prima versione")
        second.field.fill(TEXT)
        expect(first.field).to_have_value(TEXT)
        second.field.press("Control+Enter")
        expect(first.field).to_have_value("")
        expect(first.said("mediator")).to_have_count(1)
        assert said_by_mediators(person) == [TEXT]


def test_signing_off_leaves_no_draft_behind(open_desk: OpenDesk, console: RunningConsole) -> None:
    with waiting(console.url) as person:
        desk = open_desk("anna").open_id(person.id).take()
        desk.field.fill(TEXT)
        kept = "Object.values(localStorage).join(' ')"
        assert TEXT in desk.page.evaluate(kept)
        desk.page.locator(".console-leave [type=submit]").click()
        desk.page.wait_for_url("**/console/sign-in*")
        assert TEXT not in desk.page.evaluate(kept)
