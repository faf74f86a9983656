"""The door of the console in a real browser: at desk and phone width, in both languages, without scripts."""

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from accounts.models import Role
from accounts.second_factor import STEP
from tests.support.console import PASSWORD, RunningConsole

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser without scripts; what it complains about fails the test."""
    known = {"viewport": DESK, "locale": "it-IT"} | getattr(request, "param", {})
    context = browser.new_context(java_script_enabled=known.pop("scripts", False), **known)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda line: complaints.append(line.text))
    yield page
    context.close()
    assert [text for text in complaints if "Content Security Policy" in text] == []


def enter(page: Page, console: RunningConsole, email: str, password: str = PASSWORD, path: str = "/console") -> None:
    page.goto(console.url + path)
    page.locator("#email").fill(email)
    page.locator("#password").fill(password)
    page.locator("main button").click()


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + steps * STEP)


def test_in_and_out_again(page: Page, console: RunningConsole) -> None:
    console.add("amina@example.org", name="Amina")
    enter(page, console, "amina@example.org", "not hers at all", "/console/profile")
    expect(page.get_by_role("alert")).to_have_text(
        "Indirizzo e-mail e password non vanno bene insieme. Controlla e riprova."
    )
    expect(page.get_by_label("Indirizzo e-mail")).to_have_value("amina@example.org")
    expect(page.get_by_label("Password")).to_have_value("")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Il mio profilo")).to_be_visible()
    expect(page.get_by_role("link", name="Il mio profilo")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("link", name="Persone")).to_have_count(0)
    page.get_by_role("button", name="Esci").click()
    expect(page.get_by_role("status")).to_have_text("Sei fuori dalla console.")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Entra nella console")).to_be_visible()


def test_with_the_keyboard_alone(page: Page, console: RunningConsole) -> None:
    console.add("keys@example.org", language="en")
    page.goto(f"{console.url}/console/profile")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai al contenuto")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Indirizzo e-mail")).to_be_focused()
    page.keyboard.type("keys@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My profile")).to_be_visible()


def test_the_code_of_the_second_factor(page: Page, console: RunningConsole) -> None:
    console.add("coded@example.org", second_factor_secret=SECRET)
    enter(page, console, "coded@example.org", path="/console/profile")
    page.get_by_label("Codice di sei cifre").fill("000000")
    page.get_by_role("button", name="Conferma").click()
    field = page.get_by_label("Codice di sei cifre")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Il codice non è giusto o è già stato usato"))
    field.fill(code_of(SECRET))
    page.get_by_role("button", name="Conferma").click()
    expect(page.get_by_role("heading", name="Il mio profilo")).to_be_visible()


def test_a_coordinator_adds_a_person_who_comes_in(page: Page, console: RunningConsole, browser: Browser) -> None:
    console.add("anna@example.org", Role.ADMIN)
    enter(page, console, "anna@example.org", path="/console/accounts")
    page.get_by_role("link", name="Aggiungi una persona").click()
    page.get_by_label("Indirizzo e-mail").fill("anna@example.org")
    page.get_by_label("Nome").fill("Nadia")
    page.get_by_label("Redazione").check()
    page.get_by_role("button", name="Crea l'account").click()
    expect(page.get_by_label("Indirizzo e-mail")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Redazione")).to_be_checked()
    page.get_by_label("Indirizzo e-mail").fill("nadia@example.org")
    page.get_by_role("button", name="Crea l'account").click()
    password = page.locator("#one-time-password").inner_text()
    page.get_by_role("link", name="L'ho annotata").click()
    page.get_by_label("Obbligatorio: senza, non vede altro").check()
    page.locator("section", has_text="Obbligatorio").get_by_role("button", name="Salva").click()
    expect(page.get_by_role("status")).to_have_text("Salvato.")
    hers = browser.new_context(java_script_enabled=False, locale="it-IT").new_page()
    enter(hers, console, "nadia@example.org", password)
    secret = hers.locator(".console-secret").inner_text().replace(" ", "")
    hers.get_by_label("Codice di sei cifre").fill(code_of(secret))
    hers.get_by_role("button", name="Conferma").click()
    hers.get_by_label("Password ricevuta").fill(password)
    hers.get_by_label("Nuova password").fill("una frase che so solo io")
    hers.get_by_role("button", name="Usa questa password").click()
    expect(hers.get_by_role("heading", name="Conoscenza", exact=True)).to_be_visible()
    page.goto(f"{console.url}/console/accounts")
    page.get_by_role("link", name="Nadia").click()
    page.get_by_role("button", name="Disattiva l'account").click()
    hers.reload()
    expect(hers.get_by_role("heading", name="Entra nella console")).to_be_visible()
    hers.context.close()


PAGES = ("/console/profile", "/console/accounts", "/console/accounts/new", "/console/nothing", "/console/second-factor")


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0


@pytest.mark.parametrize("page", [{"scripts": True, "viewport": PHONE}, {"scripts": True}], indirect=True)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_page_is_for_everybody(page: Page, console: RunningConsole, language: str) -> None:
    suffix = f"{language}-{page.viewport_size['width'] if page.viewport_size else 0}@example.org"
    console.add(f"admin-{suffix}", Role.ADMIN, language)
    other = console.add(f"off-{suffix}", language=language, active=False, second_factor_required=True)
    console.add(f"new-{suffix}", language=language, password_temporary=True)
    console.add(f"coded-{suffix}", language=language, second_factor_secret=SECRET)
    page.goto(f"{console.url}/console/sign-in?language={language}")
    assert page.locator("html").get_attribute("lang") == language
    assert_accessible(page)
    enter(page, console, f"admin-{suffix}", "wrong", f"/console/sign-in?language={language}")
    assert_accessible(page)
    for who in ("new", "coded"):
        enter(page, console, f"{who}-{suffix}")
        assert_accessible(page)
        page.locator("main button").first.evaluate("button => button.form.noValidate = true")
        page.locator("main button").click()
        assert_accessible(page)
        page.locator(".console-leave [type=submit]").click()
    enter(page, console, f"admin-{suffix}")
    for path in (*PAGES, f"/console/accounts/{other.id}"):
        page.goto(console.url + path)
        assert_accessible(page)
    page.goto(f"{console.url}/console/accounts/new")
    page.locator("main button").evaluate("button => button.form.noValidate = true")
    page.locator("main button").click()
    assert_accessible(page)


@pytest.mark.parametrize("page", [{"scripts": True, "viewport": NARROW}], indirect=True)
def test_nothing_is_wider_than_a_small_telephone(page: Page, console: RunningConsole) -> None:
    console.add("narrow@example.org", Role.ADMIN, name="Nome lunghissimo " * 6)
    enter(page, console, "narrow@example.org")
    for path in PAGES:
        page.goto(console.url + path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
