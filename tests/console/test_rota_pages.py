"""The rota's pages in a browser: by keyboard, without scripts, on narrow screens, for screen readers."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from conversations.rota import service, territories
from conversations.rota.hours import ExceptionDays, WeeklyShift
from foundation.clock import today
from foundation.database import Sessions
from knowledge.loading import load_content
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.screens import DESK, NARROW, assert_sound

# Her phone is a wider one.
PHONE = 390
SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def amina(console: RunningConsole) -> str:
    """The id of a mediator with hours, exceptions and a territory; a coordinator in either language beside her."""
    account = console.add("amina@example.org", name="Amina El Idrissi")
    other = console.add("oksana@example.org", name="Oksana Kovalenko di un cognome lunghissimo")
    console.add("it@example.org", Role.ADMIN, name="Carla")
    console.add("en@example.org", Role.ADMIN, "en", name="Ellen")

    async def fill(sessions: Sessions) -> None:
        await load_content(sessions)
        first = today()
        async with sessions.begin() as session:
            ambito = await territories.save_ambito(session, None, "Ambito del Rhodense", ["015182", "015009"])
            every_day = [WeeklyShift(day, time(9), time(13)) for day in range(7)]
            late = [WeeklyShift(day, time(14), time(17, 30)) for day in range(7)]
            await service.save_profile(session, account.id, ["ar", "fr"], ["tax_code"], [ambito.id])
            await service.save_week(session, account.id, [*every_day, *late])
            await service.save_week(session, other.id, every_day)
            absent = ExceptionDays(first + timedelta(days=30), first + timedelta(days=37))
            await service.add_exception(session, account.id, absent, "ferie")
            await service.add_exception(session, other.id, ExceptionDays(first, first + timedelta(days=7)))

    console.database(fill)
    return account.id


@pytest.fixture
def sign_in(opened: OpenPage, amina: str) -> SignIn:
    """Opens a page of the rota as somebody."""

    def open_page(who: str, path: str = "/console/rota", width: int = DESK, scripts: bool = True) -> Page:
        return opened(who, path, width, scripts)

    return open_page


@pytest.mark.parametrize(("who", "width"), [("it", DESK), ("en", DESK), ("it", PHONE), ("en", PHONE), ("it", NARROW)])
def test_every_page_passes_axe_with_its_faults(sign_in: SignIn, amina: str, who: str, width: int) -> None:
    page = sign_in(who, width=width)
    assert_sound(page, width)
    page.goto(page.url + f"/mediators/{amina}")
    page.locator('[name="0-0-ends"]').fill("8")
    page.locator('[name="6-1-starts"]').fill("in the evening")
    page.locator('[name="6-1-starts"]').press("Enter")
    expect(page.locator(".console-fault a")).to_have_count(2)
    page.locator("summary").click()
    assert_sound(page, width)
    page.goto(page.url.partition("/mediators")[0] + "/ambiti")
    page.locator("#municipalities").fill("Rho, Arse")
    page.locator("#name").press("Enter")
    expect(page.locator("#municipalities-note strong")).to_contain_text("Arese?")
    assert_sound(page, width)
    page.locator(".console-list a").click()
    page.locator("summary").click()
    page.locator(".btn-outline-danger").click()
    expect(page.get_by_role("alert")).to_contain_text("Amina El Idrissi")
    assert_sound(page, width)


def test_a_week_by_keyboard_without_scripts(sign_in: SignIn, amina: str) -> None:
    page = sign_in("amina", scripts=False)
    page.get_by_role("link", name="Cambia i miei turni").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("I miei turni")
    monday = page.get_by_role("group", name="Lunedì")
    monday.get_by_label("Orario 2, alle").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1330")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("L’orario deve finire dopo l’inizio")
    field = page.get_by_role("group", name="Lunedì").get_by_label("Orario 2, alle")
    expect(field).to_have_value("1330")
    expect(field).to_have_accessible_description("L’orario deve finire dopo l’inizio, nello stesso giorno.")
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("18")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Settimana salvata.")
    expect(page.get_by_role("group", name="Lunedì").get_by_label("Orario 2, alle")).to_have_value("18:00")


def test_an_absence_by_keyboard_and_back(sign_in: SignIn, amina: str) -> None:
    page = sign_in("amina", f"/console/rota/mediators/{amina}")
    day = today() + timedelta(days=60)
    page.get_by_label("Primo giorno").fill(str(day))
    page.get_by_label("Nota", exact=True).fill("corso")
    page.get_by_label("Nota", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_have_text("Giorni aggiunti.")
    row = page.locator(".console-list > li", has_text="corso")
    expect(row).to_contain_text("assente")
    row.get_by_role("button").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Giorni tolti.")
    expect(page.locator(".console-list > li", has_text="corso")).to_have_count(0)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_week_is_a_table_for_screen_readers_on_every_screen(sign_in: SignIn, width: int) -> None:
    page = sign_in("amina", width=width)
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_count(7)
    expect(table.get_by_role("columnheader")).to_have_text(["Giorno", "Chi c’è", "Assenti"])
    today = table.locator("[aria-current=date]")
    expect(today.get_by_role("rowheader")).to_contain_text("oggi")
    assert [cell.bounding_box() is not None for cell in today.get_by_role("cell").all()] == [True, True]


def test_away_is_seen_by_everybody_and_taken_back(sign_in: SignIn) -> None:
    page = sign_in("amina", width=PHONE)
    page.get_by_role("button", name="Non ci sono adesso").click()
    expect(page.get_by_role("status")).to_have_text("Fatto: assente da adesso.")
    expect(page.locator(".rota-own")).to_contain_text("non ricevi conversazioni")
    other = sign_in("en")
    expect(other.locator(".rota-members > li", has_text="Amina")).to_contain_text("Away since")
    page.get_by_role("button", name="Sono di nuovo qui").click()
    expect(page.get_by_role("button", name="Non ci sono adesso")).to_be_visible()
    other.reload()
    expect(other.locator(".rota-members > li", has_text="Amina")).not_to_contain_text("Away since")


def test_other_weeks(sign_in: SignIn) -> None:
    page = sign_in("en")
    heading = page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("link", name="Week after").click()
    expect(page.get_by_role("heading", level=2).first).not_to_have_text(heading)
    page.get_by_role("link", name="This week").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(heading)
