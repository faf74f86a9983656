"""What the desk's tests share: the app with content, a translator of the tests' own, browsers of mediators."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from accounts.models import Account, Role
from approdo.training import train_language_model
from foundation.settings import Settings
from tests.support.console import RunningConsole, furnished_home
from tests.support.desk import DeskPage, mediator
from tests.support.translators import StandIn

OpenDesk = Callable[..., DeskPage]
Staff = dict[str, Account]
DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def translator() -> Iterator[StandIn]:
    """A translation service that reads words backwards."""
    with StandIn("libretranslate") as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def console_home(tmp_path_factory: pytest.TempPathFactory, filled_database: Path, test_home: Path) -> Path:
    """A home folder with the knowledge base in it."""
    train_language_model(Settings(home=test_home))
    return furnished_home(tmp_path_factory.mktemp("desk"), filled_database, test_home / "models")


@pytest.fixture(scope="module")
def console(console_home: Path, translator: StandIn) -> Iterator[RunningConsole]:
    """The app with a translator, on a database of this file's own."""
    running = RunningConsole(console_home, translator="libretranslate", translator_url=translator.url)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def staff(console: RunningConsole) -> Staff:
    """Two mediators and a coordinator."""
    return {
        "anna": mediator(console, "Anna Bianchi", ("it", "ar")),
        "luca": mediator(console, "Luca Rossi", ("it", "uk")),
        "clara": mediator(console, "Clara Verdi", ("it",), Role.ADMIN),
    }


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers of different people; an error of a script in one of them fails the test at the end."""
    opened, errors = [], []

    def open_context(locale: str = "it-IT", viewport: ViewportSize = DESK) -> BrowserContext:
        context = browser.new_context(locale=locale, viewport=viewport)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert not errors


@pytest.fixture
def open_desk(contexts: Callable[..., BrowserContext], console: RunningConsole, staff: Staff) -> OpenDesk:
    """Opens the desk of somebody of the staff in a browser of her own."""

    def open_page(who: str = "anna", viewport: ViewportSize = DESK) -> DeskPage:
        return DeskPage.of(contexts(viewport=viewport), console, staff[who])

    return open_page
