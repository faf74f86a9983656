"""The way through an identity provider in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.console import RunningConsole
from tests.support.oidc import COMPLAINT, identity_provider, person


@pytest.mark.filterwarnings(COMPLAINT)
def test_she_is_in_though_she_comes_from_another_site(browser: Browser, console_home: Path) -> None:
    """The cookie is SameSite=Strict, so the page she lands on must be led to by one of ours."""
    with identity_provider(person("s", "through@example.org")) as issuer:
        known = {"oidc_issuer": issuer, "oidc_client_id": "approdo", "oidc_client_secret": "a secret"}
        running = RunningConsole(console_home, **known)
        running.start()
        try:
            running.add("through@example.org")
            page = browser.new_page(locale="it-IT")
            page.goto(f"{running.url}/console/profile")
            page.get_by_role("link", name="Entra con l'account della tua organizzazione").click()
            page.locator("input[name=sub]").first.fill("s")
            page.get_by_role("button", name="Authorize").first.click()
            expect(page.get_by_role("heading", name="Il mio profilo")).to_be_visible()
            page.goto(issuer)
            page.evaluate(f"location.href = '{running.url}/console/profile'")
            expect(page.get_by_role("heading", name="Il mio profilo")).to_be_visible()
            page.context.close()
        finally:
            running.stop()
