"""Importing in a browser: form, columns, progress, plan, what was done; by keyboard, narrow screens, Arabic, axe."""

from pathlib import Path

import pytest
from httpx import Client
from playwright.sync_api import expect

from tests.console.conftest import OpenPage
from tests.console.imports.conftest import ARABIC, Web, choose, give
from tests.support.console import RunningConsole
from tests.support.screens import DESK, PHONE, assert_good

LONG = "Nome della colonna " * 6
ROWS = f"Ente;Sportello;Sede;Tel.;{LONG}\n" + "".join(
    f"{ARABIC} {n};Sportello stranieri e mediazione {n};Rho;02 1234567;{'parolamoltolunga' * 8}\n" for n in range(6)
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with Arabic, long names and long words."""
    path = tmp_path / "elenco degli sportelli.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_table_from_the_file_to_what_was_done(opened: OpenPage, table: Path, width: int) -> None:
    page = opened("anna", "/console/imports", width)
    page.locator("#kind").select_option("table")
    page.locator("button.btn-primary").click()
    expect(page.get_by_role("alert")).to_contain_text("Scegli un file")
    assert_good(page)
    page.locator("#kind").select_option("table")
    page.locator("#file").set_input_files(table)
    page.locator("#source").fill(f"{ARABIC} {width}")
    page.locator("button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("Le colonne di elenco degli sportelli.csv", timeout=60_000)
    expect(page.locator("#column-0")).to_have_value("name")
    expect(page.locator("bdi", has_text=f"{ARABIC} 4")).to_be_visible()
    assert_good(page)
    page.locator("#column-2").select_option("name")
    page.locator("button.btn-primary").click()
    expect(page.get_by_role("alert")).to_contain_text("Questo campo è già di un’altra colonna")
    assert_good(page)
    page.get_by_role("alert").get_by_role("link").last.click()
    expect(page.locator("#column-2")).to_be_focused()
    page.locator("#column-2").select_option("municipality")
    page.locator("#column-1").select_option("service")
    page.locator("button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("Non è stato scritto niente", timeout=60_000)
    assert_good(page)
    page.get_by_role("link", name="Torna alle colonne").click()
    expect(page.locator("#column-1")).to_have_value("service")
    page.locator("button.btn-primary").click()
    page.get_by_role("button", name="Importa").click(timeout=60_000)
    expect(page.locator("main")).to_contain_text("Importato", timeout=60_000)
    assert_good(page)
    page.goto(page.url.rpartition("/")[0])
    expect(page.locator(".console-list li").first).to_contain_text("importato")
    assert_good(page)


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, True), (PHONE, False)])
def test_how_far_it_is_with_and_without_scripts(
    opened: OpenPage, console: RunningConsole, web: Web, width: int, scripts: bool
) -> None:
    web.go.clear()
    page = opened("anna", "/console/imports", width, scripts=scripts)
    page.locator("#kind").select_option("table")
    page.locator("#address").fill(f"{web.url}/slow.csv")
    page.locator("#address").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Scarico il file", timeout=30_000)
    if scripts:
        assert_good(page)
        page.get_by_role("button", name="Annulla").focus()
        # The words change without taking the button away from whoever is on it.
        page.wait_for_timeout(5_000)
        expect(page.get_by_role("button", name="Annulla")).to_be_focused()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Annulla").click()
    expect(page.locator("main")).to_contain_text("Annullato. Non è stato scritto niente.", timeout=30_000)
    web.go.set()
    page.get_by_role("button", name="Leggi di nuovo il file").click()
    expect(page.locator("h1")).to_contain_text("Le colonne di", timeout=60_000)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_reasons_notes_and_failures(opened: OpenPage, console: RunningConsole, anna: Client, width: int) -> None:
    rows = f"{ARABIC};Comune;{LONG}\nAlfa;Atlantide;\nBeta;Rho;{ARABIC}\n;Milano;{'parolamoltolunga' * 20}\n"
    plan = choose(anna, give(anna, rows.encode()), "name", "municipality", "latitude")
    page = opened("anna", plan.url.path, width)
    expect(page.get_by_text(f"«{ARABIC}» non è un numero.")).to_be_visible()
    expect(page.get_by_text("In «Comune» c’è un Comune che non si conosce")).to_be_visible()
    expect(page.locator("td bdi", has_text=ARABIC)).to_be_visible()
    assert_good(page)
    failed = give(anna, f"{ARABIC};{ARABIC}\nAlfa;Beta\n".encode(), name=f"{ARABIC} {'lungo_' * 15}.csv")
    page.goto(console.url + failed.url.path)
    expect(page.get_by_role("alert")).to_contain_text(f"due colonne si chiamano «{ARABIC}»")
    assert_good(page)
