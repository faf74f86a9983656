"""The desk as mediators use it in their browsers, and people who wait for them."""

from contextlib import closing
from datetime import time
from pathlib import Path
from typing import Self
from uuid import uuid4

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import Account, Role
from console.guard import COOKIE
from conversations.rota.models import Mediator, Shift
from foundation.database import Sessions
from tests.support.console import PASSWORD, RunningConsole
from tests.support.person import Person

PATIENCE = 20_000
CALLING = {"ar": "أريد أن أتحدث مع شخص", "uk": "Хочу поговорити з людиною", "it": "Vorrei parlare con una persona"}


def mediator(
    console: RunningConsole,
    name: str,
    languages: tuple[str, ...] = ("it",),
    role: Role = Role.MEDIATOR,
    reads: str = "it",
) -> Account:
    """An account on duty round the clock that reads the console in a language; its e-mail begins as `name` does."""
    account = console.add(f"{name.split()[0].lower()}@example.org", role, reads, name=name)

    async def on_duty(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            session.add(Mediator(account_id=account.id, languages=list(languages), topics=[], ambiti=[]))
            for weekday in range(7):
                hours = {"starts": time(0, 0), "ends": time(23, 59)}
                session.add(Shift(id=str(uuid4()), account_id=account.id, weekday=weekday, **hours))

    console.database(on_duty)
    return account


def waiting(site: str, language: str = "it", *said: str, place: str | None = "Rho") -> Person:
    """Somebody who has said something and then asked for a human being."""
    person = Person(site, language, place)
    for text in said or (CALLING[language],):
        person.say(text)
    person.choose("person")
    return person


def said_by_mediators(person: Person) -> list[str]:
    """What reached her, as the mediator wrote it."""
    rows = [row for row in person.read() if row["author"] == "mediator"]
    return [(row["original"] or row)["text"] for row in rows]


def act_elsewhere(console: RunningConsole, account: Account, person: Person, act: str) -> None:
    """Something is done with a conversation by other means than the page."""
    with closing(console.signed_in(account.email)) as client:
        done = client.post(f"/api/v1/desk/conversations/{person.id}/{act}", json={})
        assert done.status_code == 200, done.text


class DeskPage:
    """The desk on one page."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    @classmethod
    def of(cls, context: BrowserContext, console: RunningConsole, account: Account) -> Self:
        """The desk of somebody who has signed in already, in a page of her browser."""
        token = console.tokens(account, 1)[0]
        context.add_cookies([{"name": COOKIE, "value": token, "url": console.url, "sameSite": "Strict"}])
        return cls(context.new_page(), console.url).visit()

    def visit(self, query: str = "") -> Self:
        """Open the page and wait until its list has been fetched."""
        self.page.goto(f"{self.site}/console/desk{query}")
        expect(self.page.locator("#desk-list-note")).not_to_have_text("Sto caricando…")
        return self

    def sign_in(self, email: str) -> Self:
        """Through the door, from the form that stands open."""
        self.page.get_by_label("e-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.locator("main [type=submit]").click()
        self.page.wait_for_url("**/console/desk*")
        return self

    def row(self, text: str) -> Locator:
        """The row of a list that holds a text."""
        return self.page.locator(".desk-row").filter(has_text=text)

    def tab(self, name: str) -> None:
        """Show another list."""
        self.page.get_by_role("tab", name=name).click()

    def open(self, text: str) -> Self:
        """Open the conversation whose row holds a text."""
        self.row(text).first.click()
        expect(self.page.locator("#desk-open")).to_be_visible()
        return self

    def open_id(self, conversation: str) -> Self:
        """Open a conversation by its address."""
        self.visit(f"?conversation={conversation}")
        expect(self.page.locator("#desk-open")).to_be_visible()
        return self

    def act(self, name: str) -> Locator:
        """The button of an act on the open conversation."""
        return self.page.locator("#desk-acts").get_by_role("button", name=name, exact=True)

    def take(self) -> Self:
        """Take the open conversation."""
        self.act("Prendi").click()
        expect(self.field).to_be_editable()
        return self

    @property
    def field(self) -> Locator:
        return self.page.locator("#desk-text")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def fault(self) -> Locator:
        """What is said to have gone wrong with sending."""
        return self.page.locator("#desk-send-fault")

    @property
    def banner(self) -> Locator:
        return self.page.locator("#desk-banner")

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.locator("dialog[open]")

    def said(self, author: str) -> Locator:
        """The messages of an author, or the notes."""
        return self.log.locator(f".desk-{author}")

    def write(self, text: str) -> Self:
        """Write a reply and send it."""
        before = self.said("mediator").count()
        self.field.fill(text)
        self.field.press("Control+Enter")
        expect(self.said("mediator")).to_have_count(before + 1, timeout=PATIENCE)
        return self

    def submit(self, button: str) -> None:
        """Press a button of the open dialog and see it close."""
        self.dialog.get_by_role("button", name=button, exact=True).click()
        expect(self.dialog).to_have_count(0)


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page as it stands."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def sideways(page: Page) -> int:
    """By how many pixels the page, or a part that scrolls down, is wider than its place."""
    wider: int = page.evaluate(
        """() => Math.max(...["html", "#desk-list-panel", "#desk-log", "#desk-suggestions", "dialog[open]"]
          .flatMap(name => [...document.querySelectorAll(name)]).map(box => box.scrollWidth - box.clientWidth))"""
    )
    return wider


def small_targets(page: Page, least: int) -> list[str]:
    """Buttons and links in sight that are lower than `least` pixels."""
    found: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
          .filter(node => node.offsetParent && !node.closest(".skip") && !node.closest("label"))
          .filter(node => Math.round(node.getBoundingClientRect().height) < least)
          .map(node => `${node.id || node.className || node.tagName} ${node.getBoundingClientRect().height}`)""",
        least,
    )
    return found


def scripts() -> dict[str, str]:
    """The desk's scripts by name."""
    folder = Path(__file__).parents[2] / "console" / "desk" / "static"
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    assert found
    return found
