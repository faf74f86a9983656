"""The pages of guides in a browser: by keyboard, without scripts, on narrow screens, for screen readers."""

import pytest
from playwright.sync_api import Page, expect

from foundation.languages import languages
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.guides import ITALIAN, served
from tests.support.screens import DESK, PHONE, assert_good

GUIDES = "/console/guides"


def saved_by_itself(page: Page) -> None:
    """Wait until what was typed is kept."""
    expect(page.locator("#guide-status")).to_contain_text("salvata da sola", timeout=15_000)


@pytest.mark.parametrize(("who", "width"), [("anna", DESK), ("anna", PHONE), ("ellen", DESK), ("ellen", PHONE)])
def test_every_page_passes_axe(opened: OpenPage, guided: RunningConsole, who: str, width: int) -> None:
    page = opened(who, f"{GUIDES}?text=codice", width)
    assert_good(page)
    texts = [f"{GUIDES}/housing/{part}" for part in ("it", "ar", "ur", "it/history")]
    for path in (f"{GUIDES}?text=codice&language=all", *texts, "/console/try"):
        page.goto(guided.url + path)
        assert_good(page)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_table_is_one_for_screen_readers_on_every_screen(opened: OpenPage, width: int) -> None:
    page = opened("anna", f"{GUIDES}?text=codice+fiscale", width)
    table = page.get_by_role("table")
    answered = [row.name for row in languages().values() if row.answered]
    expect(table.get_by_role("columnheader")).to_have_text(["Argomento", *answered])
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=ITALIAN["title"])).first
    expect(row.get_by_role("cell")).to_have_count(len(answered))
    row.get_by_role("link", name="non riletta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ITALIAN["title"])
    expect(page.locator("#summary")).to_have_attribute("dir", "rtl")
    expect(page.locator("#summary")).to_have_attribute("lang", "ar")


def test_from_a_word_to_the_person_and_to_the_translation(opened: OpenPage, guided: RunningConsole) -> None:
    anna, bruna = opened("anna", f"{GUIDES}/tax_code/it"), opened("bruna", GUIDES)
    before = anna.locator(".guide-index strong").inner_text()
    anna.locator("#cost").fill("Costa 12 euro. " + "e una frase che non finisce mai " * 8)
    expect(anna.locator(".guide-long")).to_contain_text("e una frase che non finisce mai")
    expect(anna.locator(".guide-index strong")).not_to_have_text(before)
    anna.locator("#cost").fill("Costa **12 euro**.")
    expect(anna.locator(".guide-bubble")).to_contain_text("Quanto costa: Costa 12 euro.")
    saved_by_itself(anna)
    anna.get_by_text("Manda in revisione", exact=True).click()
    anna.get_by_label("Una parola per chi la legge").fill("È cambiato il prezzo")
    anna.get_by_role("button", name="Salva e manda in revisione").click()
    expect(anna.get_by_role("status").first).to_contain_text("Mandata in revisione")
    expect(anna.locator("main")).to_contain_text("la pubblica un’altra persona")
    assert_good(anna)

    bruna.goto(f"{guided.url}{GUIDES}?state=in_review")
    bruna.get_by_role("link", name="in revisione: Anna").click()
    expect(bruna.locator(".guide-differences")).to_contain_text("Costa **12 euro**.")
    expect(bruna.locator("main")).to_contain_text("È cambiato il prezzo")
    assert_good(bruna)
    bruna.get_by_role("button", name="Pubblica adesso").click()
    expect(bruna.get_by_role("heading", name="Pubblica")).to_be_visible()  # nothing goes without the choice
    bruna.get_by_label("Il contenuto è cambiato").check()
    bruna.get_by_role("button", name="Pubblica adesso").click()
    expect(bruna.get_by_role("status").first).to_contain_text("Pubblicata")
    assert guided.database(lambda sessions: served(sessions, "it")).sections["cost"] == "Costa 12 euro."
    assert guided.database(lambda sessions: served(sessions, "ar")).language == "it"

    anna.goto(f"{guided.url}{GUIDES}/tax_code/ar")
    expect(anna.locator("main")).to_contain_text("da aggiornare dal")
    expect(anna.locator(".guide-changed")).to_contain_text("16,00")
    expect(anna.locator(".guide-facts")).to_contain_text("12")
    anna.locator("#cost").fill("الثمن ١٢ يورو.")
    expect(anna.locator("#guide-live")).to_contain_text("gli stessi numeri")
    assert_good(anna)
    anna.get_by_text("Manda in revisione", exact=True).click()
    anna.get_by_role("button", name="Salva e manda in revisione").click()
    bruna.goto(f"{guided.url}{GUIDES}/tax_code/ar/review")
    assert_good(bruna)
    bruna.get_by_role("button", name="Pubblica adesso").click()
    expect(bruna.get_by_role("status").first).to_contain_text("Pubblicata")
    view = guided.database(lambda sessions: served(sessions, "ar"))
    assert (view.language, view.translation) == ("ar", "reviewed")

    bruna.goto(f"{guided.url}{GUIDES}/tax_code/it/history")
    expect(bruna.locator(".guide-differences del").first).to_contain_text("Gratis.")
    assert_good(bruna)
    bruna.get_by_role("button", name="Riprendi come bozza 1").click()
    expect(bruna.locator("#cost")).to_have_value(ITALIAN["cost"])


def test_a_closed_laptop_loses_nothing(opened: OpenPage, guided: RunningConsole) -> None:
    page = opened("anna", f"{GUIDES}/identity_card/it")
    page.context.set_offline(True)
    page.locator("#who").fill("Scritto in treno.")
    expect(page.locator("#guide-status")).to_contain_text("al sicuro in questo browser", timeout=15_000)
    page.context.set_offline(False)
    page.goto(f"{guided.url}{GUIDES}")
    page.goto(f"{guided.url}{GUIDES}/identity_card/it")
    expect(page.locator("#who")).to_have_value(ITALIAN["who"])
    page.get_by_role("button", name="Riprendilo").click()
    expect(page.locator("#who")).to_have_value("Scritto in treno.")
    saved_by_itself(page)
    page.reload()
    expect(page.locator("#who")).to_have_value("Scritto in treno.")
    expect(page.locator("#guide-kept")).to_be_hidden()


def test_two_at_once_see_both_texts(opened: OpenPage) -> None:
    anna, bruna = opened("anna", f"{GUIDES}/housing/it"), opened("bruna", f"{GUIDES}/housing/it")
    anna.locator("#where").fill("Dice Anna.")
    saved_by_itself(anna)
    bruna.locator("#where").fill("Dice Bruna.")
    expect(bruna.locator("#guide-status")).to_contain_text("Anna ha salvato", timeout=15_000)
    bruna.get_by_role("button", name="Salva la bozza").click()
    expect(bruna.get_by_role("alert")).to_contain_text("Niente è andato perso")
    expect(bruna.locator(".guide-theirs")).to_contain_text("Dice Anna.")
    expect(bruna.locator("#where")).to_have_value("Dice Bruna.")
    assert_good(bruna)
    bruna.get_by_role("button", name="Salva la bozza").click()
    expect(bruna.get_by_role("status").first).to_contain_text("Bozza salvata")


def test_the_toolbar_writes_the_marks(opened: OpenPage) -> None:
    page = opened("anna", f"{GUIDES}/emergency/it")
    field = page.locator("#what")
    field.fill("uno\ndue")
    field.press("Control+a")
    bar = page.get_by_role("group", name="Segni nel testo: Che cos’è")
    bar.get_by_role("button", name="Elenco").click()
    expect(field).to_have_value("- uno\n- due")
    field.press("Control+a")
    bar.get_by_role("button", name="Elenco").click()
    field.press("Control+a")
    bar.get_by_role("button", name="Grassetto").press("Enter")
    expect(field).to_have_value("**uno\ndue**")


def test_faults_lead_to_their_fields(opened: OpenPage) -> None:
    page = opened("carla", f"{GUIDES}/permit_renewal/it")
    page.locator("#who").fill("")
    page.locator("#source-0-url").fill("javascript:alert(1)")
    page.get_by_role("button", name="Rivedi e pubblica").click()
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("link")).to_have_text(["Per chi", "Indirizzo web"])
    assert_good(page)
    alert.get_by_role("link", name="Per chi").click()
    expect(page.locator("#who")).to_be_focused()


def test_without_scripts_everything_is_there(opened: OpenPage) -> None:
    page = opened("carla", f"{GUIDES}/italian_course/it", scripts=False)
    page.locator("#time").fill("Un anno.")
    page.get_by_role("button", name="Rivedi e pubblica").click()
    page.get_by_label("Piccola correzione").check()
    page.get_by_role("button", name="Pubblica adesso").click()
    expect(page.get_by_role("status").first).to_contain_text("Pubblicata")
    expect(page.locator(".guide-bubble").first).to_contain_text(ITALIAN["title"])


def test_it_is_tried_with_the_draft(opened: OpenPage, guided: RunningConsole) -> None:
    page = opened("bruna", f"{GUIDES}/permit_renewal/it")
    page.locator("#title").fill("Rinnovare il permesso di soggiorno")
    page.get_by_role("button", name="Salva la bozza").click()
    page.goto(f"{guided.url}/console/try")
    page.get_by_label("Domanda").fill("كيف أجدد تصريح الإقامة؟")
    page.get_by_label("Comune dove").fill("Rho")
    page.get_by_role("button", name="Chiedi").click()
    why = page.locator(".try-why")
    expect(why).to_contain_text("arabo")
    expect(why).to_contain_text("Rho (MI)")
    assert_good(page)
    page.get_by_label("Comune dove").fill("Atlantide")
    page.get_by_role("button", name="Chiedi").click()
    expect(page.locator("#town-note")).to_contain_text("Non conosco questo comune.")
